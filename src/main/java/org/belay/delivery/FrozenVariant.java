package org.belay.delivery;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.belay.message.MessageTemplate;
import org.belay.message.ParsedMessage;
import org.belay.template.render.SendingTime;

/**
 * A variant as approved.
 *
 * @param template its frozen bytes, with placeholders
 * @param sha256 of these bytes, in hexadecimal
 * @param corrected of a correction: when its notice began to go out; empty until it does
 */
public record FrozenVariant(
        int number,
        String language,
        String condition,
        long people,
        byte[] template,
        String sha256,
        Optional<Instant> corrected) {

    /** What is sent: the frozen bytes, with the time of the notice where a correction names it. */
    public static MessageTemplate thawed(byte[] template, Optional<Instant> corrected) {
        MessageTemplate frozen = MessageTemplate.of(template);
        return corrected
                .map(sent -> frozen.filledForAll(name -> SendingTime.words(name, sent)))
                .orElse(frozen);
    }

    /**
     * The message for a recipient with these attributes.
     *
     * @throws IllegalArgumentException if the bytes were changed and are no message any more
     */
    public ParsedMessage read(Map<String, String> attributes) {
        return thawed(template, corrected).read(attributes);
    }

    /** Names of the recipient attributes whose values appear in it. */
    public List<String> attributes() {
        return MessageTemplate.of(template).attributeNames();
    }
}
