package org.belay.response;

import java.util.Optional;
import org.belay.delivery.bounce.SentDelivery;

/** The result of matching one recipient of a message. {@code said} is empty if the message is no report; {@code sent} is empty if no delivery matches. */
record BounceMatch(ReportFinding finding, Optional<RecipientStatus> status, Optional<SentDelivery> sent) {

    static BounceMatch of(ReportFinding finding) {
        return new BounceMatch(finding, Optional.empty(), Optional.empty());
    }

    /** The address of the matched delivery, or else the address in the report; empty if there is none. */
    String recipient() {
        return sent.map(SentDelivery::address)
                .or(() -> status.map(RecipientStatus::address))
                .orElse("");
    }
}
