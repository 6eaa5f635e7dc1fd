package org.belay.mailing;

import java.util.Locale;
import java.util.regex.Pattern;

/** Texts compared by their letters and digits alone: line breaks, emphasis and marks do not count. */
final class Letters {
    /** Before an item of a list: what is shown there is the mail program's. */
    private static final Pattern MARK = Pattern.compile("(?m)^[ \\t]*+(?:[-*+]|\\d{1,3}[.)])\\s+");

    private Letters() {}

    static String of(String text) {
        return Prose.plain(text).replaceAll("[^\\p{L}\\p{N}]", "").toLowerCase(Locale.ROOT);
    }

    /** Where some words stand in a text, in letters; -1 if they do not. */
    static int in(String text, String words) {
        return of(text).indexOf(of(words));
    }

    /** How often they stand there. */
    static int count(String text, String words) {
        String all = of(text);
        String some = of(words);
        int count = 0;
        for (int at = all.indexOf(some); !some.isEmpty() && at >= 0; at = all.indexOf(some, at + some.length()))
            count++;
        return count;
    }
}
