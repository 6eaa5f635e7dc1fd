package org.belay.mailing.check.text;

import java.util.Locale;
import java.util.regex.Pattern;

/** Compares texts by letters and digits only, without case, line breaks, markup and punctuation. */
public final class TextMatch {
    /** The marker of a list item, which each mail program shows in its own way. */
    private static final Pattern MARK = Pattern.compile("(?m)^[ \\t]*+(?:[-*+]|\\d{1,3}[.)])\\s+");

    private TextMatch() {}

    /** The letters and digits of a Markdown text, in lower case. */
    public static String lettersOf(String text) {
        return MarkdownText.withoutMarkup(text)
                .replaceAll("[^\\p{L}\\p{N}]", "")
                .toLowerCase(Locale.ROOT);
    }

    /** Position of {@code words} in {@code text}, counted in letters and digits; -1 if absent. */
    public static int indexOf(String text, String words) {
        return lettersOf(text).indexOf(lettersOf(words));
    }

    /** How often {@code words} occur in {@code text}, without overlaps; 0 for empty {@code words}. */
    public static int count(String text, String words) {
        String haystack = lettersOf(text);
        String needle = lettersOf(words);
        int count = 0;
        for (int at = haystack.indexOf(needle);
                !needle.isEmpty() && at >= 0;
                at = haystack.indexOf(needle, at + needle.length())) count++;
        return count;
    }
}
