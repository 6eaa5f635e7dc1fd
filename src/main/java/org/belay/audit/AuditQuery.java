package org.belay.audit;

import java.time.Instant;
import java.util.Optional;

/**
 * A search in the audit log. Empty text and an absent time do not restrict it; letter case does not matter.
 *
 * @param actor the whole address of the person, or {@code belay}
 * @param action the whole word
 * @param subject a part of it
 * @param words a part of any of these, or of the details
 * @param from the first moment
 * @param to the moment after the last
 * @param before rows older than this row ({@link Long#MAX_VALUE} for the newest)
 */
public record AuditQuery(
        String actor,
        String action,
        String subject,
        String words,
        Optional<Instant> from,
        Optional<Instant> to,
        long before) {

    /** All rows. */
    public static AuditQuery all() {
        return new AuditQuery("", "", "", "", Optional.empty(), Optional.empty(), Long.MAX_VALUE);
    }
}
