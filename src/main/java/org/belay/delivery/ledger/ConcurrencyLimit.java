package org.belay.delivery.ledger;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Limits how many threads run work at the same time, in order of arrival. A thread that has waited longer than the
 * limit runs anyway.
 */
final class ConcurrencyLimit {

    private final Semaphore permits;
    private final Duration maxWait;

    ConcurrencyLimit(int permits, Duration maxWait) {
        this.permits = new Semaphore(permits, true);
        this.maxWait = maxWait;
    }

    <T> T run(Supplier<T> work) {
        boolean acquired = acquire();
        try {
            return work.get();
        } finally {
            if (acquired) {
                permits.release();
            }
        }
    }

    private boolean acquire() {
        try {
            return permits.tryAcquire(maxWait.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
