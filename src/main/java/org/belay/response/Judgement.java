package org.belay.response;

import java.util.Optional;
import org.belay.delivery.Sent;

/** What is made of a message for one recipient that it names. {@code said} and {@code sent} are empty where there is nothing to them. */
record Judgement(Finding finding, Optional<Said> said, Optional<Sent> sent) {

    static Judgement of(Finding finding) {
        return new Judgement(finding, Optional.empty(), Optional.empty());
    }

    /** As ours is written, or as the report has it. */
    String recipient() {
        return sent.map(Sent::address).or(() -> said.map(Said::address)).orElse("");
    }
}
