package org.belay.template.markdown;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.CustomNode;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.LinkReferenceDefinition;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SourceSpan;
import org.commonmark.node.Text;
import org.commonmark.parser.beta.LinkProcessor;
import org.commonmark.parser.beta.LinkResult;

/**
 * Keeps square brackets that are no usable link as typed: {@code [1](see below)}, {@code ![picture](…)}, and link definitions
 * {@code [1]: https://…}, which CommonMark removes from the text.
 */
public final class TypedLinkKeeper extends AbstractVisitor {
    private static final Pattern LEADS_SOMEWHERE = Pattern.compile("(?:https?://|mailto:).+", Pattern.CASE_INSENSITIVE);

    /** Reads brackets as a link only if the target is in parentheses behind them; a label defined elsewhere is none in a value. */
    static final LinkProcessor TARGET_IN_PLACE = (info, scanner, context) -> info.destination() != null
            ? LinkResult.none()
            : LinkResult.wrapTextIn(new Brackets(), info.afterTextBracket());

    private final String[] lines;

    private TypedLinkKeeper(String typed) {
        lines = typed.split("\r\n|\n|\r", -1);
    }

    static void keepBrackets(Node document, String typed) {
        document.accept(new TypedLinkKeeper(typed));
    }

    /** Text in square brackets that are no link. */
    private static final class Brackets extends CustomNode {}

    /** Prints the brackets that are no link. */
    static void printBrackets(Node document) {
        document.accept(new AbstractVisitor() {
            @Override
            public void visit(CustomNode brackets) {
                visitChildren(brackets);
                brackets.insertBefore(new Text("["));
                brackets.insertAfter(new Text("]"));
                unwrap(brackets);
            }
        });
    }

    @Override
    public void visit(Link link) {
        visitChildren(link);
        if (LEADS_SOMEWHERE.matcher(link.getDestination()).matches()) return;
        link.insertBefore(new Text("["));
        link.insertAfter(new Text("](" + link.getDestination() + ")"));
        unwrap(link);
    }

    /** An image in a value becomes an exclamation mark and a link. */
    @Override
    public void visit(Image image) {
        image.insertBefore(new Text("!"));
        var link = new Link(image.getDestination(), image.getTitle());
        children(image).forEach(link::appendChild);
        image.insertAfter(link);
        image.unlink();
        visit(link);
    }

    @Override
    public void visit(LinkReferenceDefinition definition) {
        for (SourceSpan line : definition.getSourceSpans()) {
            var words = new Paragraph();
            String typed = lines[line.getLineIndex()].substring(line.getColumnIndex());
            BareWebAddress.withLinks(typed).forEach(words::appendChild);
            definition.insertBefore(words);
        }
        definition.unlink();
    }

    /** Removes links inside the text of another link. */
    static void flatten(Node document) {
        document.accept(new AbstractVisitor() {
            private int outer;

            @Override
            public void visit(Link link) {
                outer++;
                visitChildren(link);
                outer--;
                if (outer > 0) unwrap(link);
            }
        });
    }

    static void unwrap(Node node) {
        children(node).forEach(node::insertBefore);
        node.unlink();
    }

    public static List<Node> children(Node parent) {
        var children = new ArrayList<Node>();
        for (Node child = parent.getFirstChild(); child != null; child = child.getNext()) children.add(child);
        return children;
    }
}
