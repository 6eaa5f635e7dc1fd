package org.belay.template;

import java.util.Map;
import java.util.stream.Stream;
import org.belay.placeholder.Placeholder;

/**
 * One finished text, as some people read it. Only its placeholders are still open.
 *
 * @param number from 1
 * @param language of the text, {@code de}
 * @param condition who reads it, in words, {@code country is "DE"}; empty if only the language decides
 * @param people number of readers
 * @param readers number of readers by their own language; fallback readers show as {@code {en=1900, pl=31}}
 * @param html a complete document
 * @param text the same as plain text, wrapped at 72 columns except lines with placeholders
 */
public record MailVariant(
        int number,
        String language,
        String condition,
        long people,
        Map<String, Long> readers,
        String subject,
        String html,
        String text) {

    /** Whether it contains a value of a person, so that it cannot be sent to several people in one transaction. */
    public boolean personal() {
        return Stream.of(subject, html, text).flatMap(Placeholder::in).anyMatch(each -> !each.isOfMailing());
    }
}
