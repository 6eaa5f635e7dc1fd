package org.belay.delivery;

import java.util.Map;

/**
 * A delivery that is to be sent, and its person as frozen in the snapshot.
 *
 * @param repair see {@link Marker}
 */
record Waiting(
        DeliveryId id,
        int ordinal,
        int variant,
        String address,
        String name,
        Map<String, String> attributes,
        boolean repair) {}
