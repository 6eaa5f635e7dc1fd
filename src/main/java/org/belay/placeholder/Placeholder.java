package org.belay.placeholder;

import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A position in a text that is filled with a value when the mail is sent. In the text it is written
 * {@code U+E000 name [U+E002 default] U+E001}. These private-use characters have no meaning in Markdown, HTML or FreeMarker, so a
 * placeholder passes through all three unchanged. They are removed from every value and refused in every template.
 *
 * @param name an attribute of the recipient, or a value of the mailing, which begins with {@code mailing.}
 * @param defaultValue the value if the recipient does not have the attribute; not escaped
 */
public record Placeholder(String name, String defaultValue) implements TextPiece {
    static final char OPEN = '\uE000';
    static final char CLOSE = '\uE001';
    static final char DEFAULT = '\uE002';

    /** Reads the characters between the opening and the closing one. */
    static Placeholder read(String inside) {
        int split = inside.indexOf(DEFAULT);
        String name = split < 0 ? inside : inside.substring(0, split);
        if (name.isBlank() || name.indexOf(OPEN) >= 0) {
            throw new IllegalArgumentException("A placeholder has no name.");
        }
        return new Placeholder(name, split < 0 ? "" : inside.substring(split + 1));
    }

    /** The placeholders of a text, in order. */
    public static Stream<Placeholder> in(String text) {
        return TextPiece.split(text).stream()
                .filter(Placeholder.class::isInstance)
                .map(Placeholder.class::cast);
    }

    /** The text with every placeholder replaced. */
    public static String fill(String text, Function<Placeholder, String> value) {
        return TextPiece.split(text).stream()
                .map(piece -> piece instanceof Placeholder placeholder
                        ? value.apply(placeholder)
                        : ((FixedText) piece).text())
                .collect(Collectors.joining());
    }

    /** The text as a reader without attributes gets it. */
    public static String withDefaults(String text) {
        return fill(text, Placeholder::defaultValue);
    }

    /** Whether a character has a meaning in the notation of placeholders. */
    public static boolean isNotation(int c) {
        return c == OPEN || c == CLOSE || c == DEFAULT;
    }

    /** Whether a character is private-use: reserved for placeholders, and for marks while a template is parsed and rendered. */
    public static boolean isPrivateUse(int c) {
        return c >= 0xE000 && c <= 0xF8FF || c >= 0xF0000;
    }

    /** The placeholder as it is written in a text. */
    public String notation() {
        return OPEN + name + (defaultValue.isEmpty() ? "" : DEFAULT + defaultValue) + CLOSE;
    }

    /** Whether its value is the same for all recipients and known when the mail is sent. No attribute of a person has a dot. */
    public boolean isOfMailing() {
        return name.startsWith("mailing.");
    }

    /** The value, not escaped; the default if the attribute is missing or blank. */
    public String valueFrom(Map<String, String> attributes) {
        String value = attributes.get(name);
        return value == null || value.isBlank() ? defaultValue : value;
    }
}
