package org.belay.smtp;

import java.util.Optional;

/**
 * No session with the relay could be opened. It is about the relay or what it thinks of us, never about a recipient.
 * The message says what happened, what was not sent, and what to do.
 */
public final class RelayUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final Stage stage;
    private final transient Reply reply;
    private final boolean permanent;

    RelayUnavailable(Stage stage, Reply reply, boolean permanent, String message, Throwable cause) {
        super(message, cause);
        this.stage = stage;
        this.reply = reply;
        this.permanent = permanent;
    }

    public Stage stage() {
        return stage;
    }

    /** What the relay said, where it was a reply that ended it. */
    public Optional<Reply> reply() {
        return Optional.ofNullable(reply);
    }

    /** Whether a person must change something; otherwise trying again later makes sense. A refused password is tried once. */
    public boolean permanent() {
        return permanent;
    }
}
