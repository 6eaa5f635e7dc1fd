package org.belay.delivery;

import java.util.Map;

/**
 * A delivery that is to be sent, and its person as frozen in the snapshot.
 *
 * @param repair see {@link Marker}
 * @param broken how often the connection broke with it before the dot, without a word from the relay
 * @param deferred whether it was put off for its own sake
 * @param refused how often the relay refused it for what may be about us
 */
record Waiting(
        DeliveryId id,
        int ordinal,
        int variant,
        String address,
        String name,
        Map<String, String> attributes,
        boolean repair,
        int broken,
        boolean deferred,
        int refused) {

    /** So many broken connections may be its own doing: from then on it shares none with others. */
    private static final int SUSPECT = 2;

    boolean goesAlone() {
        return repair || broken >= SUSPECT;
    }

    /** The connection breaks with it and not with others: that says nothing about the relay. */
    boolean setAside() {
        return deferred && broken >= Ledger.BROKEN_TOO_OFTEN;
    }
}
