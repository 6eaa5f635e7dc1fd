package org.belay.delivery;

/**
 * How far a stop has been acknowledged by all nodes (docs/promises.md, I4).
 *
 * @param mayStillLeave deliveries that were marked before the stop by a node that has not acknowledged it; 0: stopped.
 *     It is 0 after 20 s at the latest, when no attempt may be used any more
 */
public record StopProgress(long maySendStill) {

    public boolean stopped() {
        return maySendStill == 0;
    }
}
