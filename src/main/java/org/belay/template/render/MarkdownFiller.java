package org.belay.template.render;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import org.belay.template.language.PrintedValue;
import org.belay.template.markdown.BareWebAddress;
import org.belay.template.markdown.MarkdownTree;
import org.belay.template.markdown.TypedLinkKeeper;
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
final class MarkdownFiller extends AbstractVisitor {

    /** A person's value: its mark is replaced last, when the mail text is written. */
    static final class PersonTextNode extends CustomNode {
        final String text;

        PersonTextNode(String text) {
            this.text = text;
        }
    }

    private final ValueMarks marks;
    /** Whether the current text belongs to a link or a heading, which cannot contain a link. */
    private boolean linkless;

    private MarkdownFiller(ValueMarks marks) {
        this.marks = marks;
    }

    static void fill(Node document, ValueMarks marks) {
        document.accept(new MarkdownFiller(marks));
    }

    @Override
    public void visit(Paragraph paragraph) {
        if (paragraph.getFirstChild() instanceof Text text
                && text.getNext() == null
                && ValueMarks.MARK.matcher(text.getLiteral()).matches()
                && marks.valueOf(text.getLiteral()) instanceof PrintedValue.FormattedText longText) {
            TypedLinkKeeper.children(parsed(longText)).forEach(paragraph::insertBefore);
            paragraph.unlink();
        } else {
            visitChildren(paragraph);
        }
    }

    @Override
    public void visit(Text text) {
        Matcher mark = ValueMarks.MARK.matcher(text.getLiteral());
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
        if (marks.containsPersonValue(link.getDestination())) {
            // such a template cannot be saved any more; an older version prints the link text only
            List<Node> words = TypedLinkKeeper.children(link);
            words.forEach(link::insertBefore);
            link.unlink();
            words.forEach(word -> word.accept(this));
            return;
        }
        link.setDestination(marks.asPlainText(link.getDestination()));
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
        code.setLiteral(marks.asPlainText(code.getLiteral()));
    }

    @Override
    public void visit(FencedCodeBlock code) {
        code.setLiteral(marks.asPlainText(code.getLiteral()));
    }

    @Override
    public void visit(IndentedCodeBlock code) {
        code.setLiteral(marks.asPlainText(code.getLiteral()));
    }

    private List<Node> nodes(String mark) {
        PrintedValue content = marks.valueOf(mark);
        if (content instanceof PrintedValue.PersonPlaceholder) return List.of(new PersonTextNode(mark));
        if (content instanceof PrintedValue.PersonText own) return List.of(new PersonTextNode(own.text()));
        if (content instanceof PrintedValue.MissingValue missing) {
            var loud = new StrongEmphasis("**");
            loud.appendChild(new Text(missing.text()));
            return List.of(loud);
        }
        if (linkless) return List.of(new Text(content.plainText()));
        if (content instanceof PrintedValue.FormattedText longText) return inline(parsed(longText));
        if (content instanceof PrintedValue.ListEntry entry) return inline(MarkdownTree.parseValue(entry.typed()));
        if (content instanceof PrintedValue.LinkedAddress address) {
            var link = new Link(address.target(), null);
            link.appendChild(new Text(address.text()));
            return List.of(link);
        }
        return BareWebAddress.withLinks(content.plainText());
    }

    private static Node parsed(PrintedValue.FormattedText longText) {
        return MarkdownTree.parseValue(longText.typed());
    }

    /** A value of several paragraphs inside a sentence of the template: its paragraphs, joined by spaces. */
    private static List<Node> inline(Node document) {
        var nodes = new ArrayList<Node>();
        for (Node block : TypedLinkKeeper.children(document)) {
            if (!nodes.isEmpty()) nodes.add(new Text(" "));
            if (block instanceof OrderedList list) number(list);
            if (block instanceof Paragraph) nodes.addAll(TypedLinkKeeper.children(block));
            else nodes.addAll(leaves(block));
        }
        return nodes;
    }

    /** The numbers of steps are words of a sentence. */
    private static void number(OrderedList list) {
        int number = list.getMarkerStartNumber();
        for (Node item : TypedLinkKeeper.children(list)) {
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
