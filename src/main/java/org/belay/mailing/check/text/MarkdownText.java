package org.belay.mailing.check.text;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Splits Markdown into sentences and words. */
public final class MarkdownText {
    private static final Pattern BLOCK = Pattern.compile("^\\s*(?:[-*+•]\\s|\\d{1,3}[.)]\\s|#{1,6}\\s|>\\s?|$)");
    private static final Pattern LINK =
            Pattern.compile("\\[([^\\[\\]]*+)]\\([^()]*+(?:\\([^()]*+\\)[^()]*+){0,3}\\)(?:\\{\\.button})?");
    private static final Pattern ADDRESS = Pattern.compile("<?\\bhttps?://[^\\s>]+>?");
    // "4. Dezember", "e.g. this": a full stop that does not end a sentence
    private static final Pattern END = Pattern.compile("(?<=[.!?…]|[.!?…][\"”“»)])"
            + "(?<!\\b\\d{1,2}\\.|\\b(?:e\\.g|i\\.e|z\\. ?B|d\\. ?h|u\\. ?a|p\\. ex|[Nn]r|[Nn]o|ca|bzw|inkl|ggf|Dr|Mr|Mrs|Ms|St|Abs|S)\\.)"
            + "\\s+(?=[\\p{Lu}\\p{N}\"„“«»¿¡(])");
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]++(?:['’.&@_/-][\\p{L}\\p{N}]++)*+");

    private MarkdownText() {}

    /** The sentences of a text; each list item and each heading is one sentence. */
    public static List<String> sentences(String markdown) {
        return blocks(markdown).stream()
                .flatMap(END::splitAsStream)
                .map(String::strip)
                .filter(sentence -> WORD.matcher(sentence).find())
                .toList();
    }

    public static List<String> words(String text) {
        return WORD.matcher(text).results().map(found -> found.group()).toList();
    }

    /** The text without emphasis and bare URLs; a link becomes its text. */
    public static String withoutMarkup(String markdown) {
        String words = ADDRESS.matcher(LINK.matcher(markdown).replaceAll("$1")).replaceAll("");
        return words.replaceAll("\\*\\*|__|`|(?<!\\p{L})[*_]|[*_](?!\\p{L})", "");
    }

    private static List<String> blocks(String markdown) {
        var blocks = new ArrayList<StringBuilder>();
        for (String line : withoutMarkup(markdown).split("\n")) {
            var start = BLOCK.matcher(line);
            boolean begins = start.find();
            if (begins || blocks.isEmpty()) blocks.add(new StringBuilder());
            blocks.get(blocks.size() - 1).append(' ').append(begins ? line.substring(start.end()) : line);
        }
        return Stream.of(blocks)
                .flatMap(List::stream)
                .map(block -> block.toString().strip())
                .filter(block -> !block.isEmpty())
                .toList();
    }
}
