package org.belay.delivery;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Number of deliveries of a dispatch in each state. */
public record DeliveryCounts(Map<DeliveryState, Long> byState) {

    public static final DeliveryCounts NONE = new DeliveryCounts(Map.of());

    public long of(DeliveryState state) {
        return byState.getOrDefault(state, 0L);
    }

    public long total() {
        return byState.values().stream().mapToLong(Long::longValue).sum();
    }

    /**
     * Number of recipients who may have the mail: some attempt is committed and was not definitely refused
     * (docs/promises.md, I1).
     */
    public long mayHaveIt() {
        return of(DeliveryState.ACCEPTED)
                + of(DeliveryState.DELIVERED)
                + of(DeliveryState.BOUNCED)
                + of(DeliveryState.IN_FLIGHT)
                + of(DeliveryState.IN_DOUBT);
    }

    /** Deliveries that were attempted or decided: all except those that have not started. */
    public long started() {
        return total() - of(DeliveryState.PENDING) - of(DeliveryState.HALTED);
    }

    public DeliveryCounts plusPending(long unwritten) {
        if (unwritten == 0) {
            return this;
        }
        var counts = new EnumMap<DeliveryState, Long>(DeliveryState.class);
        counts.putAll(byState);
        counts.merge(DeliveryState.PENDING, unwritten, Long::sum);
        return new DeliveryCounts(Map.copyOf(counts));
    }

    /** As shown for a stopped dispatch: deliveries that have not started count as HALTED. */
    public DeliveryCounts withNotSent() {
        var counts = new EnumMap<DeliveryState, Long>(DeliveryState.class);
        counts.putAll(byState);
        for (var waiting : List.of(DeliveryState.PENDING, DeliveryState.DEFERRED)) {
            Long n = counts.remove(waiting);
            if (n != null) {
                counts.merge(DeliveryState.HALTED, n, Long::sum);
            }
        }
        return new DeliveryCounts(Map.copyOf(counts));
    }
}
