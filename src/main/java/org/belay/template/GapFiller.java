package org.belay.template;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.CustomNode;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.OrderedList;
import org.commonmark.node.Paragraph;
import org.commonmark.node.StrongEmphasis;
import org.commonmark.node.Text;

/** Replaces marks by their contents in a Markdown tree that is already parsed, so that no content can become markup. */
final class GapFiller extends AbstractVisitor {

    /** A person's value: its mark is replaced last, when the mail text is written. */
    static final class Own extends CustomNode {
        final String text;

        Own(String text) {
            this.text = text;
        }
    }

    private final Gaps gaps;
    /** Whether the current text belongs to a link or a heading, which cannot contain a link. */
    private boolean linkless;

    private GapFiller(Gaps gaps) {
        this.gaps = gaps;
    }

    static void fill(Node document, Gaps gaps) {
        document.accept(new GapFiller(gaps));
    }

    @Override
    public void visit(Paragraph paragraph) {
        if (paragraph.getFirstChild() instanceof Text text
                && text.getNext() == null
                && Gaps.MARK.matcher(text.getLiteral()).matches()
                && gaps.content(text.getLiteral()) instanceof Content.LongText longText) {
            TypedLinks.children(parsed(longText)).forEach(paragraph::insertBefore);
            paragraph.unlink();
        } else {
            visitChildren(paragraph);
        }
    }

    @Override
    public void visit(Text text) {
        Matcher mark = Gaps.MARK.matcher(text.getLiteral());
        int at = 0;
        while (mark.find()) {
            if (mark.start() > at) text.insertBefore(new Text(text.getLiteral().substring(at, mark.start())));
            nodes(mark.group()).forEach(text::insertBefore);
            at = mark.end();
        }
        text.setLiteral(text.getLiteral().substring(at));
        if (text.getLiteral().isEmpty()) text.unlink();
    }

    @Override
    public void visit(Link link) {
        if (gaps.holdsOwn(link.getDestination())) {
            // such a template cannot be saved any more; an older version prints the link text only
            List<Node> words = TypedLinks.children(link);
            words.forEach(link::insertBefore);
            link.unlink();
            words.forEach(word -> word.accept(this));
            return;
        }
        link.setDestination(gaps.plain(link.getDestination()));
        withoutLinks(link);
    }

    @Override
    public void visit(Heading heading) {
        withoutLinks(heading);
    }

    private void withoutLinks(Node parent) {
        boolean outer = linkless;
        linkless = true;
        visitChildren(parent);
        linkless = outer;
    }

    @Override
    public void visit(Code code) {
        code.setLiteral(gaps.plain(code.getLiteral()));
    }

    @Override
    public void visit(FencedCodeBlock code) {
        code.setLiteral(gaps.plain(code.getLiteral()));
    }

    @Override
    public void visit(IndentedCodeBlock code) {
        code.setLiteral(gaps.plain(code.getLiteral()));
    }

    private List<Node> nodes(String mark) {
        Content content = gaps.content(mark);
        if (content instanceof Content.Slot) return List.of(new Own(mark));
        if (content instanceof Content.Own own) return List.of(new Own(own.text()));
        if (content instanceof Content.Missing missing) {
            var loud = new StrongEmphasis("**");
            loud.appendChild(new Text(missing.text()));
            return List.of(loud);
        }
        if (linkless) return List.of(new Text(content.plain()));
        if (content instanceof Content.LongText longText) return inline(parsed(longText));
        if (content instanceof Content.Entry entry) return inline(Markdown.ofValue(entry.typed()));
        if (content instanceof Content.Address address) {
            var link = new Link(address.target(), null);
            link.appendChild(new Text(address.text()));
            return List.of(link);
        }
        return WebAddress.linked(content.plain());
    }

    private static Node parsed(Content.LongText longText) {
        return Markdown.ofValue(longText.typed());
    }

    /** A value of several paragraphs inside a sentence of the template: its paragraphs, joined by spaces. */
    private static List<Node> inline(Node document) {
        var nodes = new ArrayList<Node>();
        for (Node block : TypedLinks.children(document)) {
            if (!nodes.isEmpty()) nodes.add(new Text(" "));
            if (block instanceof OrderedList list) number(list);
            if (block instanceof Paragraph) nodes.addAll(TypedLinks.children(block));
            else nodes.addAll(leaves(block));
        }
        return nodes;
    }

    /** The numbers of steps are words of a sentence. */
    private static void number(OrderedList list) {
        int number = list.getMarkerStartNumber();
        for (Node item : TypedLinks.children(list)) {
            if (item.getFirstChild() instanceof Paragraph words)
                words.prependChild(new Text(number++ + list.getMarkerDelimiter() + " "));
        }
    }

    private static List<Node> leaves(Node block) {
        if (block instanceof FencedCodeBlock code) return List.of(new Text(code.getLiteral()));
        if (block instanceof IndentedCodeBlock code) return List.of(new Text(code.getLiteral()));
        return inline(block);
    }
}
