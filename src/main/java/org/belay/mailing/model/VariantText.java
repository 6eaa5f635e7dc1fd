package org.belay.mailing.model;

import java.util.Map;
import org.belay.delivery.FrozenVariant;
import org.belay.message.ParsedMessage;

/**
 * A frozen variant of a mailing, as a recipient reads it.
 *
 * @param number number of the variant
 * @param condition who reads this variant, in words; empty if the template has no condition
 * @param people number of people who read this variant
 * @param sha256 SHA-256 of the variant's frozen bytes, in lower-case hexadecimal
 */
public record VariantText(
        int number,
        String language,
        String condition,
        long people,
        String subject,
        String html,
        String text,
        String sha256) {

    public static VariantText of(FrozenVariant variant, Map<String, String> reader) {
        ParsedMessage mail = variant.read(reader);
        return new VariantText(
                variant.number(),
                variant.language(),
                variant.condition(),
                variant.people(),
                mail.subject(),
                mail.html(),
                mail.text(),
                variant.sha256());
    }
}
