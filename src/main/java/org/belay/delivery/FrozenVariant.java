package org.belay.delivery;

import java.util.List;
import java.util.Map;
import org.belay.message.Form;
import org.belay.message.ReadMail;

/**
 * A variant as approved.
 *
 * @param form its frozen bytes, with placeholders
 * @param sha256 of these bytes, in hexadecimal
 */
public record FrozenVariant(int number, String language, String condition, long people, byte[] form, String sha256) {

    /**
     * The message for a recipient with these attributes.
     *
     * @throws IllegalArgumentException if the bytes were changed and are no message any more
     */
    public ReadMail read(Map<String, String> attributes) {
        return Form.of(form).read(attributes);
    }

    /** Names of the recipient attributes whose values appear in it. */
    public List<String> attributes() {
        return Form.of(form).attributes();
    }
}
