package org.belay.template.render;

import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.BlockQuote;
import org.commonmark.node.BulletList;
import org.commonmark.node.Code;
import org.commonmark.node.CustomNode;
import org.commonmark.node.Emphasis;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.Link;
import org.commonmark.node.ListBlock;
import org.commonmark.node.ListItem;
import org.commonmark.node.Node;
import org.commonmark.node.OrderedList;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.StrongEmphasis;
import org.commonmark.node.Text;
import org.commonmark.node.ThematicBreak;

/**
 * Writes the body of a mail as HTML with few elements; the only attributes are {@code class}, {@code scope}, {@code start} and {@code href}.
 * After {@link BodySanitizer} has sanitized it, {@link MailStyle} replaces the classes by inline styles.
 */
final class MailHtmlWriter extends AbstractVisitor {
    private final StringBuilder html = new StringBuilder();
    private final LayoutTexts words;
    /** Class of the next paragraph: in table cells and list items, paragraphs have smaller spacing. */
    private String paragraph = "p";

    private MailHtmlWriter(LayoutTexts words) {
        this.words = words;
    }

    static String write(MailBody body, LayoutTexts words) {
        var writer = new MailHtmlWriter(words);
        body.sections().forEach(writer::section);
        return writer.html.toString();
    }

    private void section(MailBody.BodySection section) {
        if (section instanceof MailBody.BodySection.MarkdownSection prose)
            prose.document().accept(this);
        else if (section instanceof MailBody.BodySection.SummaryTable summary) summary(summary);
        else withdrawn((MailBody.BodySection.WithdrawnMail) section);
    }

    private void summary(MailBody.BodySection.SummaryTable summary) {
        html.append("<table class=\"box\"><caption class=\"hidden\">");
        escape(words.inShort());
        html.append("</caption>");
        for (MailBody.SummaryRow row : summary.rows()) {
            html.append("<tr><th scope=\"row\" class=\"ask\">");
            escape(row.label());
            html.append("</th><td class=\"answer\">");
            inside("cell", row.answer());
            html.append("</td></tr>");
        }
        html.append("</table>").append(space());
    }

    private void withdrawn(MailBody.BodySection.WithdrawnMail withdrawn) {
        html.append("<table class=\"quote\"><tr><td class=\"quoted\"><p class=\"when\">");
        escape(words.withdrawn(withdrawn.when()));
        html.append("</p><p class=\"subject\"><s>");
        escape(withdrawn.subject());
        html.append("</s></p></td></tr></table>").append(space());
    }

    private static String space() {
        return "<table class=\"space\"><tr><td class=\"gap\">\u00a0</td></tr></table>";
    }

    /** Writes the children of a cell or item; a single paragraph is written without its element. */
    private void inside(String style, Node parent) {
        String outer = paragraph;
        Node only = parent.getFirstChild();
        if (only instanceof Paragraph words
                && only.getNext() == null
                && MailButton.in(words).isEmpty()) {
            visitChildren(only);
        } else {
            paragraph = style;
            visitChildren(parent);
            paragraph = outer;
        }
    }

    @Override
    public void visit(Heading heading) {
        element("h" + Math.min(heading.getLevel(), 3), "h" + Math.min(heading.getLevel(), 3), heading);
    }

    @Override
    public void visit(Paragraph node) {
        MailButton.in(node).ifPresentOrElse(this::button, () -> element("p", paragraph, node));
    }

    private void button(Link link) {
        html.append("<p class=\"button\">");
        link("press", link);
        html.append("</p>");
    }

    @Override
    public void visit(BulletList list) {
        list("ul", list);
    }

    @Override
    public void visit(OrderedList list) {
        Integer first = list.getMarkerStartNumber();
        list(first == null || first == 1 ? "ol" : "ol start=\"" + first + '"', list);
    }

    private void list(String start, ListBlock list) {
        html.append('<').append(start).append(" class=\"").append(paragraph.equals("p") ? "list" : "list-inside");
        html.append("\">");
        visitChildren(list);
        html.append("</").append(start, 0, 2).append('>');
    }

    @Override
    public void visit(ListItem item) {
        html.append("<li class=\"item\">");
        inside("cell", item);
        html.append("</li>");
    }

    @Override
    public void visit(BlockQuote quote) {
        element("blockquote", "said", quote);
    }

    @Override
    public void visit(ThematicBreak line) {
        html.append("<hr class=\"line\" />");
    }

    @Override
    public void visit(FencedCodeBlock code) {
        block(code.getLiteral());
    }

    @Override
    public void visit(IndentedCodeBlock code) {
        block(code.getLiteral());
    }

    private void block(String literal) {
        html.append("<pre class=\"code-block\">");
        escape(literal.stripTrailing());
        html.append("</pre>");
    }

    @Override
    public void visit(Code code) {
        html.append("<code class=\"code\">");
        escape(code.getLiteral());
        html.append("</code>");
    }

    @Override
    public void visit(StrongEmphasis strong) {
        wrap("strong", strong);
    }

    @Override
    public void visit(Emphasis emphasis) {
        wrap("em", emphasis);
    }

    @Override
    public void visit(Link link) {
        link("link", link);
    }

    private void link(String style, Link link) {
        html.append("<a class=\"").append(style).append("\" href=\"");
        escape(link.getDestination());
        html.append("\">");
        visitChildren(link);
        html.append("</a>");
    }

    @Override
    public void visit(Image image) {
        visitChildren(image);
    }

    @Override
    public void visit(HtmlInline words) {
        escape(words.getLiteral());
    }

    @Override
    public void visit(Text text) {
        escape(text.getLiteral());
    }

    @Override
    public void visit(CustomNode node) {
        // isolates a right-to-left name in a left-to-right sentence
        html.append("<bdi>");
        escape(((MarkdownFiller.PersonTextNode) node).text);
        html.append("</bdi>");
    }

    @Override
    public void visit(SoftLineBreak line) {
        html.append('\n');
    }

    @Override
    public void visit(HardLineBreak line) {
        html.append("<br />");
    }

    private void element(String name, String style, Node node) {
        html.append('<').append(name).append(" class=\"").append(style).append("\">");
        visitChildren(node);
        html.append("</").append(name).append('>');
    }

    private void wrap(String name, Node node) {
        html.append('<').append(name).append('>');
        visitChildren(node);
        html.append("</").append(name).append('>');
    }

    private void escape(String text) {
        html.append(text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;"));
    }
}
