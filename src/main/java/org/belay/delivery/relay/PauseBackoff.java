package org.belay.delivery.relay;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/**
 * Waits that double from 10 s to 10 min, varied by a random quarter so that processes do not retry at the same time.
 */
final class PauseBackoff {
    private static final Duration FIRST = Duration.ofSeconds(10);
    private static final Duration LONGEST = Duration.ofMinutes(10);

    private final DoubleSupplier chance;
    private int failures;

    /** @param chance random number from 0 to 1 */
    PauseBackoff(DoubleSupplier chance) {
        this.chance = chance;
    }

    Duration next() {
        Duration full = FIRST.multipliedBy(1L << Math.min(failures++, 10));
        Duration capped = full.compareTo(LONGEST) > 0 ? LONGEST : full;
        return Duration.ofMillis((long) (capped.toMillis() * (0.75 + 0.5 * chance.getAsDouble())));
    }

    void reset() {
        failures = 0;
    }
}
