package org.belay.message;

import java.text.Normalizer;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Rules for the values of placeholders, such as names, numbers and places. A reviewer sees only a few of thousands of values, so no value
 * may contain a message of its own: no long text, no link, no invisible characters and no change of text direction.
 */
public final class PlaceholderRules {
    /** Maximum length in code points. Names of people, departments and devices are shorter; a persuasive sentence is longer. */
    public static final int MAX_LENGTH = 80;

    private static final char ZERO_WIDTH_NON_JOINER = '\u200c'; // used in Persian and Indic names, like the next one
    private static final char ZERO_WIDTH_JOINER = '\u200d';
    // mail programs turn "a.bc" into a link, in any alphabet
    private static final Pattern DOMAIN =
            Pattern.compile("[\\p{L}\\p{N}]\\.[\\p{L}\\p{M}]{2}|[\\p{L}\\p{N}]\\.xn--", Pattern.CASE_INSENSITIVE);
    private static final Pattern NUMBERS = Pattern.compile("(?<!\\d)\\d{1,3}(?:\\.\\d{1,3}){3}(?!\\d)");

    private PlaceholderRules() {}

    /** The problem with a value, worded to follow the value ("has an @"); empty if it is allowed. */
    public static Optional<String> problem(String value) {
        if (value.length() > MAX_LENGTH && value.codePointCount(0, value.length()) > MAX_LENGTH) {
            return Optional.of("has more than " + MAX_LENGTH + " characters");
        }
        Optional<String> character = value.codePoints()
                .filter(PlaceholderRules::isRefused)
                .mapToObj(
                        c -> "has the character U+%04X, which is invisible or changes the text direction".formatted(c))
                .findFirst();
        if (character.isPresent()) return character;
        // mail programs also link full-width and ideographic dots and signs
        String plain = Normalizer.normalize(value, Normalizer.Form.NFKC).replace('\u3002', '.');
        if (plain.indexOf('@') >= 0) return Optional.of("has an @");
        if (plain.contains("://")
                || plain.contains("//")
                || DOMAIN.matcher(plain).find()
                || NUMBERS.matcher(plain).find()) {
            return Optional.of("has text that mail programs turn into a link");
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
