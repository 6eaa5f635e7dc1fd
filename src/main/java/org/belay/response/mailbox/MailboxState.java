package org.belay.response.mailbox;

import java.time.Instant;
import java.util.Optional;

/**
 * A configured mailbox, and whether it is read.
 *
 * @param place where it is: host and folder, path, or port
 * @param lastReadAt when it was last read without a problem; empty: never
 * @param failingSince when reading began to fail; empty while it works
 * @param problem why it cannot be read: a sentence; empty while it works
 * @param received number of messages read from it and recorded
 */
public record MailboxState(
        MailboxKind kind,
        String place,
        Optional<Instant> lastReadAt,
        Optional<Instant> failingSince,
        String problem,
        long received) {

    public boolean isFailing() {
        return failingSince.isPresent();
    }
}
