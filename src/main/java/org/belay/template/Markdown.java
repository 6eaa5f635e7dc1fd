package org.belay.template;

import java.util.Set;
import org.commonmark.node.BlockQuote;
import org.commonmark.node.Document;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.ListBlock;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.Text;
import org.commonmark.node.ThematicBreak;
import org.commonmark.parser.Parser;

/** Markdown as a tree of bounded depth: what it says is written by functions that call themselves. */
final class Markdown {
    private static final int DEEPEST = 40;
    // No HTML blocks: what looks like one in a value is words.
    private static final Parser PARSER = Parser.builder()
            .enabledBlockTypes(Set.of(
                    Heading.class,
                    ThematicBreak.class,
                    FencedCodeBlock.class,
                    BlockQuote.class,
                    ListBlock.class,
                    IndentedCodeBlock.class))
            .build();

    private Markdown() {}

    /** The tree; words that are nested beyond any use are taken literally. */
    static Node parse(String markdown) {
        Node document = PARSER.parse(markdown);
        return tooDeep(document) ? literally(markdown) : document;
    }

    /** Whether functions that call themselves should keep off a tree. */
    static boolean tooDeep(Node document) {
        return depth(document) > DEEPEST;
    }

    private static int depth(Node root) {
        int depth = 0;
        int deepest = 0;
        Node node = root;
        while (node != null) {
            deepest = Math.max(deepest, depth);
            if (node.getFirstChild() != null) {
                node = node.getFirstChild();
                depth++;
                continue;
            }
            while (node != root && node.getNext() == null) {
                node = node.getParent();
                depth--;
            }
            node = node == root ? null : node.getNext();
        }
        return deepest;
    }

    private static Node literally(String markdown) {
        var paragraph = new Paragraph();
        paragraph.appendChild(new Text(markdown.replaceAll("\\s+", " ")));
        var document = new Document();
        document.appendChild(paragraph);
        return document;
    }
}
