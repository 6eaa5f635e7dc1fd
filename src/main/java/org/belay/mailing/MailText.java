package org.belay.mailing;

import java.util.Map;
import org.belay.delivery.FrozenVariant;
import org.belay.message.ReadMail;

/**
 * A frozen text of a mailing, as a reader gets it.
 *
 * @param number of its variant
 * @param condition in words, empty where the template asks nothing
 * @param people how many read it
 * @param sha256 of the variant's frozen bytes, in hexadecimal
 */
public record MailText(
        int number,
        String language,
        String condition,
        long people,
        String subject,
        String html,
        String text,
        String sha256) {

    static MailText of(FrozenVariant variant, Map<String, String> reader) {
        ReadMail mail = variant.read(reader);
        return new MailText(
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
