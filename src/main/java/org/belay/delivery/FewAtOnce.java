package org.belay.delivery;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Lets few do something at the same time, in the order in which they came; whoever has waited too long does it all the same. */
final class FewAtOnce {

    private final Semaphore places;
    private final Duration patience;

    FewAtOnce(int places, Duration patience) {
        this.places = new Semaphore(places, true);
        this.patience = patience;
    }

    <T> T run(Supplier<T> work) {
        boolean inTurn = awaitPlace();
        try {
            return work.get();
        } finally {
            if (inTurn) {
                places.release();
            }
        }
    }

    private boolean awaitPlace() {
        try {
            return places.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
