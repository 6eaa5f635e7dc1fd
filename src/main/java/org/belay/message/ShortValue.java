package org.belay.message;

import java.text.Normalizer;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a person's value may be where a placeholder stands: a name, a number, a place. A reviewer sees a few values of thousands, so
 * none may carry a message of its own: no long text, no address to follow, nothing that changes the order or the look of words.
 */
public final class ShortValue {
    /** In code points. Names of people, departments and devices are shorter; a sentence with a reason to act is not. */
    public static final int LONGEST = 80;

    private static final char ZERO_WIDTH_NON_JOINER = '\u200c'; // Persian and Indic names are written with these two
    private static final char ZERO_WIDTH_JOINER = '\u200d';
    // mail programs make a link of "a.bc", whatever the letters
    private static final Pattern DOMAIN =
            Pattern.compile("[\\p{L}\\p{N}]\\.[\\p{L}\\p{M}]{2}|[\\p{L}\\p{N}]\\.xn--", Pattern.CASE_INSENSITIVE);
    private static final Pattern NUMBERS = Pattern.compile("(?<!\\d)\\d{1,3}(?:\\.\\d{1,3}){3}(?!\\d)");

    private ShortValue() {}

    /** What is wrong with a value, to stand after "it"; empty where nothing is. */
    public static Optional<String> problem(String value) {
        if (value.length() > LONGEST && value.codePointCount(0, value.length()) > LONGEST) {
            return Optional.of("has more than " + LONGEST + " characters");
        }
        Optional<String> sign = value.codePoints()
                .filter(ShortValue::isRefused)
                .mapToObj(c -> "has the character U+%04X, which is not seen or turns the order of others".formatted(c))
                .findFirst();
        if (sign.isPresent()) return sign;
        // full-width and ideographic dots and signs lead to the same places
        String plain = Normalizer.normalize(value, Normalizer.Form.NFKC).replace('\u3002', '.');
        if (plain.indexOf('@') >= 0) return Optional.of("has an @");
        if (plain.contains("://")
                || plain.contains("//")
                || DOMAIN.matcher(plain).find()
                || NUMBERS.matcher(plain).find()) {
            return Optional.of("has an address that mail programs make a link of");
        }
        return Optional.empty();
    }

    private static boolean isRefused(int c) {
        return switch (Character.getType(c)) {
            case Character.FORMAT -> c != ZERO_WIDTH_NON_JOINER && c != ZERO_WIDTH_JOINER;
            case Character.CONTROL,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.PRIVATE_USE,
                    Character.SURROGATE,
                    Character.UNASSIGNED -> true;
            default -> false;
        };
    }
}
