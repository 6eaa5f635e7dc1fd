package org.belay.delivery.ledger;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.belay.delivery.DeliveryId;

/**
 * Deliveries whose commit of an attempt failed but may have taken effect. This process sends none of them on that
 * attempt.
 */
final class UnconfirmedMarks {

    /** Longer than another node needs to record an outcome of such an attempt: its deadline, and a sweep every few seconds. */
    private static final long KEPT_NANOS = TimeUnit.MINUTES.toNanos(5);

    private final Map<DeliveryId, Long> since = new ConcurrentHashMap<>();

    /** @param failure of the commit; null if it succeeded */
    void note(List<DeliveryId> wanted, Throwable failure) {
        if (failure != null) {
            long now = System.nanoTime();
            wanted.forEach(delivery -> since.put(delivery, now));
        }
    }

    Set<DeliveryId> recentDeliveries() {
        long now = System.nanoTime();
        since.values().removeIf(then -> now - then > KEPT_NANOS);
        return Set.copyOf(since.keySet());
    }
}
