package org.belay.response;

import java.time.Instant;
import java.util.Optional;
import org.belay.delivery.DispatchKind;

/**
 * A stored report about one recipient.
 *
 * @param about the mailing of the matched delivery; empty if none matched
 * @param action empty if the message reports no action
 * @param sender From header of the message
 * @param subject Subject header of the message
 */
public record StoredReport(
        long id,
        Instant receivedAt,
        String recipient,
        ReportFinding finding,
        Optional<ReportedMailing> about,
        Optional<DsnAction> action,
        String status,
        String diagnostic,
        String sender,
        String subject) {

    /** The mailing and the kind of dispatch that a report concerns. */
    public record ReportedMailing(long mailing, DispatchKind kind) {}
}
