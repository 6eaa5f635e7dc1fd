package org.belay.smtp;

import java.util.Objects;
import java.util.Optional;
import org.belay.smtp.wire.SmtpReply;
import org.jspecify.annotations.Nullable;

/**
 * No session with the relay could be opened. The cause is the relay, or our access to it, never a recipient. The
 * message says what happened, what was not sent, and what to do.
 */
public final class RelayUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final SmtpStage stage;
    private final transient @Nullable SmtpReply reply;
    private final boolean permanent;

    RelayUnavailable(
            SmtpStage stage, @Nullable SmtpReply reply, boolean permanent, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.stage = stage;
        this.reply = reply;
        this.permanent = permanent;
    }

    public SmtpStage stage() {
        return stage;
    }

    /** The reply of the relay, if a reply was the cause. */
    public Optional<SmtpReply> reply() {
        return Optional.ofNullable(reply);
    }

    /**
     * Whether a person must change something; otherwise a later retry makes sense. A refused password is tried only
     * once.
     */
    public boolean permanent() {
        return permanent;
    }

    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }
}
