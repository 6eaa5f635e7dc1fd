package org.belay.template;

import java.util.Map;

/**
 * One option of a choice field.
 *
 * @param value what a mailing stores and a condition compares, {@code laptop}
 * @param words what readers see, by language; the empty language applies to all, and the value is shown where a language has no text
 */
public record FieldChoice(String value, Map<String, String> words) {

    public FieldChoice {
        words = Map.copyOf(words);
    }

    /** The text shown to readers of a language. */
    public String in(String language) {
        return words.getOrDefault(language, words.getOrDefault("", value));
    }
}
