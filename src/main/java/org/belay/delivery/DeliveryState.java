package org.belay.delivery;

/**
 * State of one delivery, derived from all its attempts. HALTED (an unattempted delivery of a stopped dispatch) and
 * BOUNCED (an ACCEPTED or IN_DOUBT delivery with a bounce report) are only shown; they are never stored.
 */
public enum DeliveryState {
    PENDING,
    IN_FLIGHT,
    ACCEPTED,
    REJECTED,
    DEFERRED,
    EXPIRED,
    IN_DOUBT,
    HALTED,
    SKIPPED,
    BOUNCED,
    DELIVERED
}
