package org.belay.delivery.reply;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.belay.smtp.wire.SmtpReply;

/**
 * One rule of a profile: a reply that matches reports a condition of the relay.
 *
 * @param code three digits
 * @param enhanced for example {@code 5.7.1}; empty for any or none
 * @param words pattern to find in the reply's text in lower case; empty for any text
 */
record ReplyRule(int code, String enhanced, Optional<Pattern> words, RelayCondition condition) {

    static ReplyRule of(int code, String enhanced, String words, RelayCondition.Remedy cure, String reason) {
        return new ReplyRule(
                code,
                enhanced,
                words.isEmpty() ? Optional.empty() : Optional.of(Pattern.compile(words)),
                new RelayCondition(cure, reason));
    }

    boolean matches(SmtpReply reply) {
        boolean numbers = reply.code() == code
                && (enhanced.isEmpty()
                        || reply.enhanced()
                                .filter(e -> e.toString().equals(enhanced))
                                .isPresent());
        return numbers
                && words.map(w ->
                                w.matcher(reply.text().toLowerCase(Locale.ROOT)).find())
                        .orElse(true);
    }
}
