package org.belay.delivery;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionPhase;
import org.springframework.transaction.event.TransactionalEventListener;

/**
 * Which dispatches have been stopped, known in memory, so that it can be asked before each dot. A stop of this node is known as
 * soon as it has committed, one of another node with the next {@link #look}.
 */
@Component
class Brakes {

    private final DispatchStore store;
    private final Set<DispatchId> sending = ConcurrentHashMap.newKeySet();
    private final Set<DispatchId> stopped = ConcurrentHashMap.newKeySet();

    Brakes(DispatchStore store) {
        this.store = store;
    }

    void watch(DispatchId id) {
        sending.add(id);
    }

    boolean on(DispatchId id) {
        return stopped.contains(id);
    }

    @TransactionalEventListener(phase = TransactionPhase.AFTER_COMMIT)
    void stopped(DispatchStopped event) {
        stopped.add(event.dispatch());
    }

    @TransactionalEventListener(phase = TransactionPhase.AFTER_COMMIT)
    void started(DispatchStarted event) {
        stopped.remove(event.dispatch());
    }

    /** Lays what the database says beside what is known. */
    void look() {
        if (!sending.isEmpty()) {
            var before = Set.copyOf(stopped); // a stop that commits while we read is not among these, and stays
            var now = Set.copyOf(store.stoppedAmong(sending));
            stopped.addAll(now);
            before.stream()
                    .filter(id -> sending.contains(id) && !now.contains(id))
                    .forEach(stopped::remove);
        }
    }
}
