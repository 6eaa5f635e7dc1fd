package org.belay.access.factor;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.belay.access.UserId;

/**
 * Slows down guessing of codes: ten at once, then one every five minutes, for each account. Only who knows the password gets here, so others
 * cannot use it to lock a person out. 300 guesses a day at three valid codes of a million find one in three years. In memory, so a restart
 * refills it.
 */
final class CodeThrottle {
    private static final int TRIES = 10;
    private static final Duration REFILL = Duration.ofMinutes(5);

    private final Map<UserId, Instant> full = new HashMap<>();
    private final Clock clock;

    CodeThrottle(Clock clock) {
        this.clock = clock;
    }

    /** Takes one attempt; if there is none, takes nothing and returns the time to wait. */
    synchronized Optional<Duration> take(UserId account) {
        Instant now = clock.instant();
        Instant at = full.getOrDefault(account, now);
        Instant next = (at.isBefore(now) ? now : at).plus(REFILL);
        Duration over = Duration.between(now, next).minus(REFILL.multipliedBy(TRIES));
        if (!over.isNegative() && !over.isZero()) {
            return Optional.of(over);
        }
        full.put(account, next);
        return Optional.empty();
    }

    synchronized void succeeded(UserId account) {
        full.remove(account);
    }
}
