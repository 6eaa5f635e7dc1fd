package org.belay.template;

import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.CustomNode;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.Text;

/** The words of one paragraph, without emphasis, with each link's target behind it. */
final class TextWords extends AbstractVisitor {
    private final StringBuilder words = new StringBuilder();

    private TextWords() {}

    static String of(Node paragraph) {
        var visitor = new TextWords();
        visitor.visitChildren(paragraph);
        return visitor.words.toString();
    }

    @Override
    public void visit(Text text) {
        words.append(text.getLiteral());
    }

    @Override
    public void visit(Code code) {
        words.append(code.getLiteral());
    }

    @Override
    public void visit(HtmlInline text) {
        words.append(text.getLiteral());
    }

    @Override
    public void visit(CustomNode node) {
        words.append(((GapFiller.Own) node).text);
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
        if (!words.substring(start).equals(target))
            words.append(" (").append(target).append(')');
    }
}
