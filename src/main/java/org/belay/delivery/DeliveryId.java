package org.belay.delivery;

import java.util.Collection;

/** Identifies one delivery: one dispatch to one recipient. */
public record DeliveryId(long value) {

    /** The numbers of these deliveries, as a parameter of SQL. */
    public static Long[] values(Collection<DeliveryId> ids) {
        return ids.stream().map(DeliveryId::value).toArray(Long[]::new);
    }
}
