package org.belay.delivery;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** How many deliveries of a dispatch stand where. */
public record Counts(Map<DeliveryState, Long> byState) {

    public static final Counts NONE = new Counts(Map.of());

    public long of(DeliveryState state) {
        return byState.getOrDefault(state, 0L);
    }

    public long total() {
        return byState.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Deliveries that have left or were decided: everything but those not yet begun. */
    public long left() {
        return total() - of(DeliveryState.PENDING) - of(DeliveryState.HALTED);
    }

    Counts plusPending(long unwritten) {
        if (unwritten == 0) {
            return this;
        }
        var counts = new EnumMap<DeliveryState, Long>(DeliveryState.class);
        counts.putAll(byState);
        counts.merge(DeliveryState.PENDING, unwritten, Long::sum);
        return new Counts(Map.copyOf(counts));
    }

    /** As shown for a stopped dispatch: what has not begun is called HALTED. */
    Counts halted() {
        var counts = new EnumMap<DeliveryState, Long>(DeliveryState.class);
        counts.putAll(byState);
        for (var waiting : List.of(DeliveryState.PENDING, DeliveryState.DEFERRED)) {
            Long n = counts.remove(waiting);
            if (n != null) {
                counts.merge(DeliveryState.HALTED, n, Long::sum);
            }
        }
        return new Counts(Map.copyOf(counts));
    }
}
