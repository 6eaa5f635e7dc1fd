package org.belay.template.render;

import java.util.function.UnaryOperator;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.CustomNode;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.Text;

/** The plain text of one paragraph: without emphasis, each link followed by its target. */
final class ParagraphText extends AbstractVisitor {
    private final StringBuilder words = new StringBuilder();

    private final UnaryOperator<String> cased;

    private ParagraphText(UnaryOperator<String> cased) {
        this.cased = cased;
    }

    static String of(Node paragraph) {
        return of(paragraph, UnaryOperator.identity());
    }

    /** @param cased applied to the mail's own text, not to a person's values or link targets */
    static String of(Node paragraph, UnaryOperator<String> cased) {
        var visitor = new ParagraphText(cased);
        visitor.visitChildren(paragraph);
        return visitor.words.toString();
    }

    @Override
    public void visit(Text text) {
        words.append(cased.apply(text.getLiteral()));
    }

    @Override
    public void visit(Code code) {
        words.append(cased.apply(code.getLiteral()));
    }

    @Override
    public void visit(HtmlInline text) {
        words.append(cased.apply(text.getLiteral()));
    }

    @Override
    public void visit(CustomNode node) {
        words.append(((MarkdownFiller.PersonTextNode) node).text);
    }

    @Override
    public void visit(SoftLineBreak line) {
        words.append(' ');
    }

    @Override
    public void visit(HardLineBreak line) {
        words.append('\n');
    }

    @Override
    public void visit(Link link) {
        int start = words.length();
        visitChildren(link);
        String target = link.getDestination().replaceFirst("(?i)^mailto:", "");
        if (!words.substring(start).equalsIgnoreCase(target))
            words.append(" (").append(target).append(')');
    }
}
