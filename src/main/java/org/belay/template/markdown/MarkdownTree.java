package org.belay.template.markdown;

import java.util.Set;
import org.commonmark.node.Block;
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
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.Parser;

/**
 * Parses Markdown into a tree of bounded depth, because the writers of the tree are recursive.
 *
 * <p>A template supports all of Markdown except HTML. A value supports paragraphs, lists, {@code **bold**} and {@code [text](https://…)};
 * all other characters in it are literal. In both, numbers before lines, Windows paths and bare web addresses stay as typed.
 */
public final class MarkdownTree {
    private static final int DEEPEST = 40;

    // no HTML blocks: HTML in a value is literal text
    private static final Parser TEMPLATE = parser(Set.of(
                    Heading.class,
                    ThematicBreak.class,
                    FencedCodeBlock.class,
                    BlockQuote.class,
                    ListBlock.class,
                    IndentedCodeBlock.class))
            .customInlineContentParserFactory(LiteralTextParser.PATHS)
            .customInlineContentParserFactory(LiteralTextParser.SLASHES)
            .build();

    private static final Parser VALUE = parser(Set.of(ListBlock.class))
            .customInlineContentParserFactory(LiteralTextParser.SIGNS)
            .linkProcessor(TypedLinkKeeper.TARGET_IN_PLACE)
            .build();

    private MarkdownTree() {}

    private static Parser.Builder parser(Set<Class<? extends Block>> blocks) {
        return Parser.builder()
                .enabledBlockTypes(blocks)
                .customInlineContentParserFactory(LiteralTextParser.ADDRESSES)
                .includeSourceSpans(IncludeSourceSpans.BLOCKS);
    }

    /** Parses the text of a template; text nested too deeply becomes one literal paragraph. */
    public static Node parseTemplate(String markdown) {
        return parse(TEMPLATE, markdown, true);
    }

    /** Parses a value that an author typed into a field; links without a usable target become literal text. */
    public static Node parseValue(String typed) {
        Node document = parseValueWithAllLinks(typed);
        TypedLinkKeeper.keepBrackets(document, typed);
        return document;
    }

    /** Parses a value and keeps links without a usable target, for the checks. */
    public static Node parseValueWithAllLinks(String typed) {
        return parse(VALUE, typed, false);
    }

    private static Node parse(Parser parser, String markdown, boolean loops) {
        Node document = parser.parse(markdown);
        if (tooDeep(document)) return literally(markdown);
        TypedLinkKeeper.printBrackets(document);
        TypedNumberKeeper.keepNumbers(document, markdown, loops);
        TypedLinkKeeper.flatten(document);
        return document;
    }

    /** Whether a tree is too deep for recursive visitors. */
    public static boolean tooDeep(Node document) {
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
