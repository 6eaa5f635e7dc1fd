package org.belay.delivery.relay;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.belay.smtp.Reply;

/**
 * One line of a profile: a reply that looks like this is a concern of the relay's.
 *
 * @param code of three digits
 * @param enhanced as {@code 5.7.1}; empty: any or none
 * @param words part of the reply's text, as a regular expression in lower case; empty: whatever it says
 */
record Meaning(int code, String enhanced, Optional<Pattern> words, Concern concern) {

    static Meaning of(int code, String enhanced, String words, Concern.Cure cure, String reason) {
        return new Meaning(
                code,
                enhanced,
                words.isEmpty() ? Optional.empty() : Optional.of(Pattern.compile(words)),
                new Concern(cure, reason));
    }

    boolean fits(Reply reply) {
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
