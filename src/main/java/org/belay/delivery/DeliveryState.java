package org.belay.delivery;

/**
 * Where one delivery stands: a function of all its attempts. HALTED is what an unmarked one of a stopped dispatch is called, and BOUNCED
 * an ACCEPTED or IN_DOUBT one that a report says was given up; neither is ever written in its row.
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
