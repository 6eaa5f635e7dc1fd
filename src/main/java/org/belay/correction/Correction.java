package org.belay.correction;

import java.time.Instant;
import java.util.Optional;
import org.belay.access.User;
import org.belay.delivery.CorrectionKind;
import org.belay.delivery.DeliveryCounts;
import org.belay.delivery.DeliveryState;
import org.belay.mailing.model.MailingId;

/**
 * An ordered correction of a mailing.
 *
 * @param counts number of the correction's deliveries by state
 * @param lastAccepted when the relay last accepted a delivery; empty if none was accepted
 * @param done whether every delivery has a recorded outcome
 * @param first whether this call ordered the correction; false if it was ordered before
 */
public record Correction(
        long id,
        MailingId mailing,
        CorrectionKind kind,
        String reason,
        User orderedBy,
        Instant orderedAt,
        DeliveryCounts counts,
        Optional<Instant> lastAccepted,
        boolean done,
        boolean newlyOrdered) {

    /** Number of people whose correction the relay accepted. */
    public long corrected() {
        return counts.of(DeliveryState.ACCEPTED) + counts.of(DeliveryState.DELIVERED);
    }

    Correction repeated() {
        return new Correction(id, mailing, kind, reason, orderedBy, orderedAt, counts, lastAccepted, done, false);
    }
}
