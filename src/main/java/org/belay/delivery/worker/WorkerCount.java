package org.belay.delivery.worker;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.belay.delivery.DispatchId;

/** Number of workers of this node per dispatch. */
final class WorkerCount {

    private final Map<DispatchId, Integer> working = new ConcurrentHashMap<>();

    /** False if this node already has its share of workers. */
    boolean tryAdd(DispatchId id, int most) {
        boolean[] entered = new boolean[1];
        working.compute(id, (any, now) -> {
            int before = now == null ? 0 : now;
            entered[0] = before < most;
            return entered[0] ? before + 1 : before;
        });
        return entered[0];
    }

    int count(DispatchId id) {
        return working.getOrDefault(id, 0);
    }

    void remove(DispatchId id) {
        working.computeIfPresent(id, (any, now) -> now > 1 ? now - 1 : null);
    }
}
