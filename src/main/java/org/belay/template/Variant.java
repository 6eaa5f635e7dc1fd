package org.belay.template;

import java.util.Map;

/**
 * One finished text: what some group of people reads. Only slots are still open.
 *
 * @param number from 1
 * @param language of the words, {@code de}
 * @param condition who reads it, in words, {@code country is "DE"}; empty if nothing but the language decides
 * @param people how many read it
 * @param readers the same by each reader's own language: a fallback shows here as {@code {en=1900, pl=31}}
 * @param html a whole document
 * @param text the same words as plain text, wrapped at 72 columns except lines with slots
 */
public record Variant(
        int number,
        String language,
        String condition,
        long people,
        Map<String, Long> readers,
        String subject,
        String html,
        String text) {

    /** Whether anything in it is a person's own, so that it cannot go out as shared content. */
    public boolean personal() {
        return Slots.in(subject) || Slots.in(html) || Slots.in(text);
    }
}
