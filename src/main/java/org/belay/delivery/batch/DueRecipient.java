package org.belay.delivery.batch;

import java.util.Map;
import org.belay.delivery.DeliveryId;

/**
 * A delivery that is due, and its recipient as frozen in the snapshot.
 *
 * @param address as in the database: one that no mail can carry is refused for its recipient alone (docs/faults.md, P13)
 * @param repair whether it is a correction that is sent once more
 * @param broken number of connections that broke with it before the end of data, without a reply
 * @param deferred whether it was deferred for its own sake
 * @param refused number of refusals that may concern the sender
 */
public record DueRecipient(
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

    /**
     * Number of broken connections, while other mail is accepted, after which a delivery is deferred for its own sake
     * (docs/faults.md, P13).
     */
    public static final int MAX_BROKEN_CONNECTIONS = 5;

    /** After this many broken connections, it shares no transaction with others. */
    private static final int SUSPECT = 2;

    public boolean mustGoAlone() {
        return repair || broken >= SUSPECT;
    }

    /** Whether the connection breaks with this delivery and not with others: that says nothing about the relay. */
    public boolean isSetAside() {
        return deferred && broken >= MAX_BROKEN_CONNECTIONS;
    }
}
