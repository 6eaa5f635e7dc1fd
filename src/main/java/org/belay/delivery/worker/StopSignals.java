package org.belay.delivery.worker;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.belay.delivery.DispatchId;
import org.belay.delivery.DispatchPaused;
import org.belay.delivery.DispatchStarted;
import org.belay.delivery.DispatchStopped;
import org.belay.delivery.cluster.ClusterNode;
import org.belay.delivery.cluster.NodeStore;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionPhase;
import org.springframework.transaction.event.TransactionalEventListener;

/**
 * The dispatches that must not send now, in memory, so that they can be checked before each end of data. A stop on this
 * node is known as soon as it has committed; a stop on another node is known after the next {@link #refresh}. A node
 * acknowledges a stop by its number when none of its threads is between its last check and the end of data
 * (docs/promises.md, I4).
 */
@Component
public class StopSignals {

    private final NodeStore store;
    private final ClusterNode node;
    private final Set<DispatchId> sending = ConcurrentHashMap.newKeySet();
    private final Set<DispatchId> stopped = ConcurrentHashMap.newKeySet();
    private final Set<DispatchId> paused = ConcurrentHashMap.newKeySet();
    private final Set<DispatchId> pausing = ConcurrentHashMap.newKeySet();
    private final Map<DispatchId, AtomicInteger> endingData = new ConcurrentHashMap<>();
    private final Map<DispatchId, Integer> acknowledged = new HashMap<>();

    public StopSignals(NodeStore store, ClusterNode node) {
        this.store = store;
        this.node = node;
    }

    public void watch(DispatchId id) {
        sending.add(id);
    }

    boolean isStopped(DispatchId id) {
        return stopped.contains(id) || paused.contains(id) || pausing.contains(id);
    }

    /**
     * Last check before an end of data.
     *
     * @return whether it may be written; if so, call {@link #exit} afterwards
     */
    public boolean tryEnter(DispatchId id) {
        AtomicInteger threads = endingData.computeIfAbsent(id, any -> new AtomicInteger());
        threads.incrementAndGet(); // count before the check, so that an acknowledgement made after the check sees this
        // thread
        if (isStopped(id)) {
            threads.decrementAndGet();
            return false;
        }
        return true;
    }

    public void exit(DispatchId id) {
        Objects.requireNonNull(endingData.get(id), "tryEnter comes before").decrementAndGet();
    }

    @TransactionalEventListener(phase = TransactionPhase.AFTER_COMMIT)
    void stopped(DispatchStopped event) {
        stopped.add(event.dispatch());
    }

    @TransactionalEventListener(phase = TransactionPhase.AFTER_COMMIT)
    void started(DispatchStarted event) {
        stopped.remove(event.dispatch());
        paused.remove(event.dispatch());
    }

    /** Other workers of this node learn of the pause at once. */
    @TransactionalEventListener(phase = TransactionPhase.AFTER_COMMIT)
    void paused(DispatchPaused event) {
        paused.add(event.dispatch());
    }

    /** Stops the other workers while the pause is being committed. */
    boolean whilePausing(DispatchId id, BooleanSupplier pause) {
        pausing.add(id);
        try {
            return pause.getAsBoolean();
        } finally {
            pausing.remove(id);
        }
    }

    /** Reads stops and resumed dispatches from the database, and acknowledges stops. */
    public synchronized void refresh() {
        if (sending.isEmpty()) {
            return;
        }
        if (!paused.isEmpty()) {
            store.findSending(paused).forEach(paused::remove);
        }
        var before = Set.copyOf(stopped); // a stop that commits during this read is not in this set, and stays
        List<DispatchStopped> stops = store.findStopped(sending);
        Set<DispatchId> now =
                Set.copyOf(stops.stream().map(DispatchStopped::dispatch).toList());
        stopped.addAll(now);
        before.stream().filter(id -> sending.contains(id) && !now.contains(id)).forEach(stopped::remove);
        stops.stream()
                .filter(stop -> acknowledged.getOrDefault(stop.dispatch(), 0) < stop.number())
                .filter(stop -> noThreadEndsData(stop.dispatch()))
                .forEach(this::acknowledge);
    }

    private boolean noThreadEndsData(DispatchId id) {
        AtomicInteger threads = endingData.get(id);
        return threads == null || threads.get() == 0;
    }

    private void acknowledge(DispatchStopped stop) {
        store.acknowledge(stop, node.id());
        acknowledged.put(stop.dispatch(), stop.number());
    }
}
