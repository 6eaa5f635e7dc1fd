package org.belay.delivery.ledger;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.belay.delivery.batch.ClaimedBatch;
import org.belay.delivery.journal.AttemptMarker;

/**
 * Attempts that this process has committed for one transaction.
 *
 * @param nanos the monotonic clock before their commit began
 * @param wall the wall clock at the same moment
 */
public record MarkedAttempts(ClaimedBatch batch, List<AttemptMarker> markers, long nanos, Instant wall) {

    /** Maximum age of an attempt at its end of data. */
    public static final Duration DEADLINE = Duration.ofSeconds(20);

    /** How far clocks, and the commit of an attempt, may deviate from its deadline. */
    static final Duration CLOCK_MARGIN = Duration.ofSeconds(5);

    /** Whether the end of data may still be written, with this much time left. Both clocks must agree. */
    public boolean isWithinDeadline(Clock clock, Duration reserve) {
        Instant now = clock.instant();
        Duration left = DEADLINE.minus(reserve);
        return System.nanoTime() - nanos < left.toNanos()
                && now.isBefore(wall.plus(left))
                && !now.isBefore(wall.minus(CLOCK_MARGIN));
    }
}
