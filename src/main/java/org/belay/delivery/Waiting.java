package org.belay.delivery;

import java.util.Map;

/**
 * A delivery that is due, and its recipient as frozen in the snapshot.
 *
 * @param repair see {@link Marker}
 * @param broken number of connections that broke with it before the end of data, without a reply
 * @param deferred whether it was deferred for its own sake
 * @param refused number of refusals that may concern the sender
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

    /** After this many broken connections, it shares no transaction with others. */
    private static final int SUSPECT = 2;

    boolean goesAlone() {
        return repair || broken >= SUSPECT;
    }

    /** Whether the connection breaks with this delivery and not with others: that says nothing about the relay. */
    boolean setAside() {
        return deferred && broken >= Ledger.BROKEN_TOO_OFTEN;
    }
}
