package org.belay.delivery;

import java.util.Optional;
import java.util.function.Supplier;

/**
 * Lets a worker be replaced while the relay is silent. The thread that waits for the relay and the one that watches it agree here
 * whether the worker was left to itself, and which of them gives back what was marked ahead: once left, the thread only records the
 * reply, whenever it comes.
 */
final class LateReply {

    private Offer ahead;
    private Offer offered;
    private boolean waiting;
    private boolean left;
    private boolean cut;

    /** Marked ahead, and offered next. */
    synchronized void keep(Optional<Offer> offer) {
        ahead = offer.orElse(null);
    }

    synchronized Optional<Offer> ahead() {
        return Optional.ofNullable(ahead);
    }

    synchronized Optional<Offer> takeAhead() {
        Optional<Offer> taken = ahead();
        ahead = null;
        return taken;
    }

    /** @param now what the relay is being offered; empty while connecting */
    <T> T await(Optional<Offer> now, Supplier<T> dialogue) {
        begin(now.orElse(null));
        try {
            return dialogue.get();
        } finally {
            end();
        }
    }

    private synchronized void begin(Offer now) {
        offered = now;
        waiting = true;
        cut = false;
    }

    private synchronized void end() {
        offered = null;
        waiting = false;
    }

    /**
     * Cuts a dialogue whose final dot has not left: it was certainly not sent.
     *
     * @return whether there was one
     */
    synchronized boolean cut(Runnable cutting) {
        boolean cuts = offered != null && !offered.gate().mayHaveLeft();
        if (cuts) {
            cut = true;
            cutting.run();
        }
        return cuts;
    }

    /** Whether the last dialogue was cut. */
    synchronized boolean wasCut() {
        return cut;
    }

    /** @return false: the reply has come meanwhile */
    synchronized boolean leave() {
        left |= waiting;
        return waiting;
    }

    synchronized boolean left() {
        return left;
    }
}
