package org.belay.delivery.relay;

import java.time.Duration;
import java.util.Optional;

/**
 * Whether the limits of the relay allow a message now.
 *
 * @param delay zero if it is allowed; its permits are then taken. Otherwise when to ask again
 * @param trouble why the dispatch should pause, if the wait is long
 */
public record Admission(Duration delay, Optional<Trouble> trouble) {

    static final Admission GO = new Admission(Duration.ZERO, Optional.empty());

    static Admission in(Duration wait) {
        return new Admission(wait.isZero() ? Duration.ofMillis(1) : wait, Optional.empty());
    }

    public boolean granted() {
        return delay.isZero();
    }
}
