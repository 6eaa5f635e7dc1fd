package org.belay.audience;

import java.text.Normalizer;
import java.util.Map;

/**
 * Text as a search compares it: without accents, apostrophes, and the case of A to Z, so that "Lindstrom" finds "Lindström" and "ONeil"
 * finds "O’Neil". Once as SQL and once in Java, with the same result on every server: what {@code lower()} of the database makes of other
 * letters depends on its locale.
 */
final class SearchText {
    private static final String MARKS = "[\u0300-\u036F]";
    private static final Map<String, String> LETTERS =
            Map.of("ß", "ss", "ẞ", "ss", "æ", "ae", "Æ", "ae", "œ", "oe", "Œ", "oe");
    private static final String SINGLE = "øØłŁđĐðÐı";
    private static final String PLAIN = "oOlLdDdDi";
    private static final String APOSTROPHES = "'’‘ʼ`";

    private SearchText() {}

    /** The expression for a column or another expression of text. ASCII, which most names are, costs next to nothing. */
    static String sql(String text) {
        String folded = "regexp_replace(normalize(" + text + ", NFKD), '" + MARKS + "', '', 'g')";
        for (var letter : LETTERS.entrySet()) {
            folded = "replace(" + folded + ", '" + letter.getKey() + "', '" + letter.getValue() + "')";
        }
        String apostrophes = APOSTROPHES.replace("'", "''");
        return "lower(translate(CASE WHEN octet_length(" + text + ") = length(" + text + ") THEN " + text + " ELSE "
                + folded + " END, '" + SINGLE + apostrophes + "', '" + PLAIN + "') COLLATE \"C\")";
    }

    static String of(String text) {
        String folded = Normalizer.normalize(text, Normalizer.Form.NFKD).replaceAll(MARKS, "");
        for (var letter : LETTERS.entrySet()) {
            folded = folded.replace(letter.getKey(), letter.getValue());
        }
        var plain = new StringBuilder();
        folded.codePoints().forEach(c -> {
            int single = SINGLE.indexOf(c);
            int letter = single >= 0 ? PLAIN.charAt(single) : c;
            if (APOSTROPHES.indexOf(letter) < 0) {
                plain.appendCodePoint(letter >= 'A' && letter <= 'Z' ? letter + ('a' - 'A') : letter);
            }
        });
        return plain.toString();
    }
}
