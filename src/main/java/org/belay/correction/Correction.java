package org.belay.correction;

import java.time.Instant;
import java.util.Optional;
import org.belay.access.User;
import org.belay.delivery.Counts;
import org.belay.mailing.MailingId;

/**
 * A notice taken back.
 *
 * @param counts of the correction's deliveries, as far as they are written
 * @param lastAccepted when the relay accepted the last one so far
 * @param done whether every delivery of it is settled
 * @param first false when this answers a second press
 */
public record Correction(
        long id,
        MailingId mailing,
        String reason,
        User orderedBy,
        Instant orderedAt,
        Counts counts,
        Optional<Instant> lastAccepted,
        boolean done,
        boolean first) {

    Correction again() {
        return new Correction(id, mailing, reason, orderedBy, orderedAt, counts, lastAccepted, done, false);
    }
}
