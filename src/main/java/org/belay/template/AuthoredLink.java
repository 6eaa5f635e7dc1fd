package org.belay.template;

import java.util.ArrayList;
import java.util.List;
import org.belay.template.markdown.BareWebAddress;
import org.belay.template.markdown.MarkdownTree;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Document;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.Text;

/**
 * A link in a value that an author typed into a field. It is read from the same tree that the mail is written from, so that the checks see
 * the links that are sent. Includes links without a usable target, which the mail prints as typed.
 *
 * @param words link text as readers see it; equals the target for a bare address
 * @param target the address it points to
 */
public record AuthoredLink(String words, String target) {

    /** All links of a value, in order; empty for field types without links. */
    public static List<AuthoredLink> in(FieldType type, String value) {
        return switch (type) {
            case LINK -> List.of(new AuthoredLink(value, value));
            case TEXT -> of(BareWebAddress.withLinks(value));
            case LONG_TEXT -> of(List.of(MarkdownTree.parseValueWithAllLinks(value)));
            case LIST ->
                of(ListValue.entries(value).stream()
                        .map(MarkdownTree::parseValueWithAllLinks)
                        .toList());
            default -> List.of();
        };
    }

    private static List<AuthoredLink> of(List<Node> nodes) {
        var links = new ArrayList<AuthoredLink>();
        var parent = new Document();
        nodes.forEach(parent::appendChild);
        parent.accept(new AbstractVisitor() {
            @Override
            public void visit(Link link) {
                links.add(new AuthoredLink(words(link), link.getDestination()));
            }
        });
        return links;
    }

    private static String words(Node parent) {
        var words = new StringBuilder();
        parent.accept(new AbstractVisitor() {
            @Override
            public void visit(Text text) {
                words.append(text.getLiteral());
            }
        });
        return words.toString();
    }
}
