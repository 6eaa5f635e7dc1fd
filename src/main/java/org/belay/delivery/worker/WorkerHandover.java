package org.belay.delivery.worker;

import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets a worker be replaced while the relay is silent. The thread that waits for the relay and the thread that watches
 * it agree here whether the worker is detached, and which of them gives back the offer that was marked ahead. A
 * detached worker only records the late reply.
 */
final class WorkerHandover {

    private @Nullable TransactionOffer ahead;
    private @Nullable TransactionOffer offered;
    private boolean waiting;
    private boolean left;
    private boolean cut;

    /** The offer that was marked ahead. */
    synchronized void setNext(Optional<TransactionOffer> offer) {
        ahead = offer.orElse(null);
    }

    synchronized Optional<TransactionOffer> next() {
        return Optional.ofNullable(ahead);
    }

    synchronized Optional<TransactionOffer> takeNext() {
        Optional<TransactionOffer> taken = next();
        ahead = null;
        return taken;
    }

    /** @param now the current offer; empty while connecting */
    <T> T await(Optional<TransactionOffer> now, Supplier<T> dialogue) {
        begin(now.orElse(null));
        try {
            return dialogue.get();
        } finally {
            end();
        }
    }

    private synchronized void begin(@Nullable TransactionOffer now) {
        offered = now;
        waiting = true;
        cut = false;
    }

    private synchronized void end() {
        offered = null;
        waiting = false;
    }

    /**
     * Aborts a dialogue that is before its end of data: its mail was certainly not sent.
     *
     * @return whether there was one
     */
    synchronized boolean cutBeforeEndOfData(Runnable abort) {
        boolean aborted = offered != null && !offered.gate().mayHaveEnded();
        if (aborted) {
            cut = true;
            abort.run();
        }
        return aborted;
    }

    /** Whether the last dialogue was aborted. */
    synchronized boolean wasCut() {
        return cut;
    }

    /** @return false if the reply has arrived in between */
    synchronized boolean detach() {
        left |= waiting;
        return waiting;
    }

    synchronized boolean isDetached() {
        return left;
    }
}
