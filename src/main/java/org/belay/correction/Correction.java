package org.belay.correction;

import java.time.Instant;
import java.util.Optional;
import org.belay.access.User;
import org.belay.delivery.DeliveryCounts;
import org.belay.mailing.model.MailingId;

/**
 * The correction of a mailing, once ordered.
 *
 * @param counts number of the correction's deliveries by state
 * @param lastAccepted when the relay last accepted a delivery; empty if none was accepted
 * @param done whether every delivery has a recorded outcome
 * @param first whether this call ordered the correction; false if it was ordered before
 */
public record Correction(
        long id,
        MailingId mailing,
        String reason,
        User orderedBy,
        Instant orderedAt,
        DeliveryCounts counts,
        Optional<Instant> lastAccepted,
        boolean done,
        boolean newlyOrdered) {

    Correction repeated() {
        return new Correction(id, mailing, reason, orderedBy, orderedAt, counts, lastAccepted, done, false);
    }
}
