package org.belay.delivery.relay;

import java.time.Duration;
import java.util.Optional;
import org.belay.delivery.reply.PauseReason;

/**
 * Whether the limits of the relay allow a message now.
 *
 * @param delay zero if it is allowed; its permits are then taken. Otherwise when to ask again
 * @param trouble why the dispatch should pause, if the wait is long
 */
public record LimitDecision(Duration delay, Optional<PauseReason> trouble) {

    static final LimitDecision GO = new LimitDecision(Duration.ZERO, Optional.empty());

    static LimitDecision in(Duration wait) {
        return new LimitDecision(wait.isZero() ? Duration.ofMillis(1) : wait, Optional.empty());
    }

    public boolean granted() {
        return delay.isZero();
    }
}
