package org.belay.delivery;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Deliveries whose mark failed, although its COMMIT may have come about. This process dots none of them on that mark. */
final class UnansweredMarks {

    /** Longer than another node takes to settle such a marker: its deadline, and a look every few seconds. */
    private static final long KEPT_NANOS = TimeUnit.MINUTES.toNanos(5);

    private final Map<DeliveryId, Long> since = new ConcurrentHashMap<>();

    /** @param failure of the mark; null where it has an answer */
    void note(List<DeliveryId> wanted, Throwable failure) {
        if (failure != null) {
            long now = System.nanoTime();
            wanted.forEach(delivery -> since.put(delivery, now));
        }
    }

    Set<DeliveryId> recent() {
        long now = System.nanoTime();
        since.values().removeIf(then -> now - then > KEPT_NANOS);
        return Set.copyOf(since.keySet());
    }
}
