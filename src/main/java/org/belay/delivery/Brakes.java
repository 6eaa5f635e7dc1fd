package org.belay.delivery;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionPhase;
import org.springframework.transaction.event.TransactionalEventListener;

/**
 * Which dispatches have been stopped, known in memory, so that it can be asked before each dot. A stop of this node is known as
 * soon as it has committed, one of another node with the next {@link #look}. A stop is acknowledged, by its number, when no thread
 * stands between its last look and the write of a dot (I4).
 */
@Component
class Brakes {

    private final NodeStore store;
    private final Node node;
    private final Set<DispatchId> sending = ConcurrentHashMap.newKeySet();
    private final Set<DispatchId> stopped = ConcurrentHashMap.newKeySet();
    private final Set<DispatchId> paused = ConcurrentHashMap.newKeySet();
    private final Set<DispatchId> pausing = ConcurrentHashMap.newKeySet();
    private final Map<DispatchId, AtomicInteger> dotting = new ConcurrentHashMap<>();
    private final Map<DispatchId, Integer> acknowledged = new HashMap<>();

    Brakes(NodeStore store, Node node) {
        this.store = store;
        this.node = node;
    }

    void watch(DispatchId id) {
        sending.add(id);
    }

    boolean on(DispatchId id) {
        return stopped.contains(id) || paused.contains(id) || pausing.contains(id);
    }

    /** The last look before a dot. Where it says yes, {@link #leave} must be called when the dot is written. */
    boolean enter(DispatchId id) {
        AtomicInteger threads = dotting.computeIfAbsent(id, any -> new AtomicInteger());
        threads.incrementAndGet(); // before the look: whoever acknowledges after it sees us
        if (on(id)) {
            threads.decrementAndGet();
            return false;
        }
        return true;
    }

    void leave(DispatchId id) {
        dotting.get(id).decrementAndGet();
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

    /** The other lanes of this node need not find out by themselves what one has. */
    @TransactionalEventListener(phase = TransactionPhase.AFTER_COMMIT)
    void paused(DispatchPaused event) {
        paused.add(event.dispatch());
    }

    /** The other lanes would go on until the pause is committed. */
    boolean whilePausing(DispatchId id, BooleanSupplier pause) {
        pausing.add(id);
        try {
            return pause.getAsBoolean();
        } finally {
            pausing.remove(id);
        }
    }

    /** Lays what the database says beside what is known, and acknowledges. */
    synchronized void look() {
        if (sending.isEmpty()) {
            return;
        }
        if (!paused.isEmpty()) {
            store.sendingAmong(paused).forEach(paused::remove);
        }
        var before = Set.copyOf(stopped); // a stop that commits while we read is not among these, and stays
        List<DispatchStopped> stops = store.stoppedAmong(sending);
        Set<DispatchId> now =
                Set.copyOf(stops.stream().map(DispatchStopped::dispatch).toList());
        stopped.addAll(now);
        before.stream().filter(id -> sending.contains(id) && !now.contains(id)).forEach(stopped::remove);
        stops.stream()
                .filter(stop -> acknowledged.getOrDefault(stop.dispatch(), 0) < stop.number())
                .filter(stop -> nobodyDots(stop.dispatch()))
                .forEach(this::acknowledge);
    }

    private boolean nobodyDots(DispatchId id) {
        AtomicInteger threads = dotting.get(id);
        return threads == null || threads.get() == 0;
    }

    private void acknowledge(DispatchStopped stop) {
        store.acknowledge(stop, node.id());
        acknowledged.put(stop.dispatch(), stop.number());
    }
}
