package org.belay.delivery.ledger;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.belay.delivery.journal.AttemptOutcome;

/** How long to wait before a delivery is attempted again. */
final class RetryDelays {

    private RetryDelays() {}

    /** @param attempts number of the attempt that has this outcome, from 1 */
    static Duration after(AttemptOutcome outcome, int attempts) {
        if (outcome.isRetriedAtOnce()) {
            return Duration.ZERO;
        }
        if (outcome.isPolicyRefusal() || outcome.kind() == AttemptOutcome.Kind.NOT_SENT) {
            return outcome.byRelay() ? jittered(5) : outcome.isInternalFailure() ? jittered(1) : Duration.ZERO;
        }
        if (outcome.kind() != AttemptOutcome.Kind.DEFERRED) {
            return Duration.ZERO;
        }
        long first = outcome.byRelay() ? 30 : 1;
        return jittered(Math.min(1800, first << Math.min(attempts, 11)));
    }

    private static Duration jittered(long seconds) {
        return Duration.ofMillis(seconds * 1000 + ThreadLocalRandom.current().nextLong(1 + seconds * 200));
    }
}
