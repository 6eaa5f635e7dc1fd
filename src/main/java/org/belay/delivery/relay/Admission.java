package org.belay.delivery.relay;

import java.time.Duration;
import java.util.Optional;

/**
 * Whether the relay's limits let a message go.
 *
 * @param delay zero: go; its permits are taken. Otherwise when to ask again
 * @param trouble what the dispatch should pause for, where the wait is a long one
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
