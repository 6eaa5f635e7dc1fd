package org.belay.delivery;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** How many lanes of each dispatch this node works at the moment. */
final class LaneCount {

    private final Map<DispatchId, Integer> working = new ConcurrentHashMap<>();

    /** False: this node has its share already, and the lane is for another. */
    boolean enter(DispatchId id, int most) {
        boolean[] entered = new boolean[1];
        working.compute(id, (any, now) -> {
            int before = now == null ? 0 : now;
            entered[0] = before < most;
            return entered[0] ? before + 1 : before;
        });
        return entered[0];
    }

    int of(DispatchId id) {
        return working.getOrDefault(id, 0);
    }

    void leave(DispatchId id) {
        working.computeIfPresent(id, (any, now) -> now > 1 ? now - 1 : null);
    }
}
