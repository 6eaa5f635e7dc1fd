package org.belay.response;

import java.time.Instant;
import java.util.Optional;
import org.belay.delivery.DispatchKind;

/**
 * A line of a report, as kept.
 *
 * @param about the delivery it is laid to, if any of ours
 * @param action empty where it says of nobody what became of a mail
 * @param sender and {@code subject} of the message, as they were written
 */
public record Kept(
        long id,
        Instant receivedAt,
        String recipient,
        Finding finding,
        Optional<About> about,
        Optional<Action> action,
        String status,
        String diagnostic,
        String sender,
        String subject) {

    /** Which mail it was. */
    public record About(long mailing, DispatchKind kind) {}
}
