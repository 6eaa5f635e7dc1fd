package org.belay.response;

import java.util.Optional;
import org.belay.delivery.Sent;

/** The result of matching one recipient of a message. {@code said} is empty if the message is no report; {@code sent} is empty if no delivery matches. */
record Judgement(Finding finding, Optional<Said> said, Optional<Sent> sent) {

    static Judgement of(Finding finding) {
        return new Judgement(finding, Optional.empty(), Optional.empty());
    }

    /** The address of the matched delivery, or else the address in the report; empty if there is none. */
    String recipient() {
        return sent.map(Sent::address).or(() -> said.map(Said::address)).orElse("");
    }
}
