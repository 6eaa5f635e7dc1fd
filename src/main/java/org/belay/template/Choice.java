package org.belay.template;

import java.util.Map;

/**
 * One of the answers that a choice offers.
 *
 * @param value what a mailing stores and a condition compares, {@code laptop}
 * @param words what readers see, by language, under the empty one for all; the value itself where a language has none
 */
public record Choice(String value, Map<String, String> words) {

    public Choice {
        words = Map.copyOf(words);
    }

    /** What a reader of a language sees. */
    public String in(String language) {
        return words.getOrDefault(language, words.getOrDefault("", value));
    }
}
