package org.belay.delivery.dispatch;

import java.util.Optional;
import java.util.stream.Stream;
import org.belay.delivery.DeliveryCounts;
import org.belay.delivery.DeliveryState;
import org.belay.delivery.Dispatch;
import org.belay.delivery.DispatchDone;
import org.belay.delivery.DispatchId;
import org.belay.delivery.DispatchKind;
import org.belay.delivery.DispatchPaused;
import org.belay.delivery.DispatchState;
import org.belay.delivery.batch.BatchCloser;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Ends dispatches whose deliveries all have a recorded outcome; pauses a correction that reached no recipient. */
final class DispatchCompletion {

    private final DispatchStore store;
    private final ChangedStatements changed;
    private final BatchCloser closer;
    private final DeliveryCountStore counts;
    private final ApplicationEventPublisher events;

    DispatchCompletion(JdbcClient sql, ApplicationEventPublisher events) {
        store = new DispatchStore(sql);
        changed = new ChangedStatements(sql);
        closer = new BatchCloser(sql);
        counts = new DeliveryCountStore(sql);
        this.events = events;
    }

    /**
     * Ends the dispatch when all its batches are closed. Checks without a lock first, because usually there is more to
     * do.
     */
    void finish(DispatchId id) {
        if (!closer.isClosed(id, DispatchState.SENDING)) {
            return;
        }
        Dispatch done = store.find(id).orElseThrow();
        store.lockExclusively(
                Stream.concat(changed.changedBy(id).stream(), Stream.of(id)).toArray(DispatchId[]::new));
        if (!closer.markDone(id)) {
            return;
        }
        Optional<String> unreached = done.kind() == DispatchKind.CORRECTION ? whyUnreached(id) : Optional.empty();
        if (unreached.isPresent()) {
            closer.pauseUnreached(id, unreached.get());
            events.publishEvent(new DispatchPaused(id, done.mailing(), unreached.get()));
            return;
        }
        closer.endChangedBy(id);
        events.publishEvent(new DispatchDone(id, done.mailing(), done.kind()));
    }

    /** Whether a late reply shows that a correction, paused because it reached no recipient, has reached one. */
    boolean isReachedLate(DispatchId correction) {
        return closer.isClosed(correction, DispatchState.PAUSED)
                && whyUnreached(correction).isEmpty();
    }

    /**
     * Why a correction without remaining work has not ended: it reached no recipient. Empty if it reached one, or had
     * none.
     */
    Optional<String> whyUnreached(DispatchId correction) {
        var all = new DeliveryCounts(counts.counts(correction));
        long owed = all.total() - all.of(DeliveryState.SKIPPED);
        return owed == 0 || all.of(DeliveryState.ACCEPTED) + all.of(DeliveryState.BOUNCED) > 0
                ? Optional.empty()
                : Optional.of("The correction reached no one: the relay accepted it for none of " + owed
                        + (owed == 1 ? " person" : " people")
                        + ". See the reason under each person, fix it and resume, or inform them another way.");
    }
}
