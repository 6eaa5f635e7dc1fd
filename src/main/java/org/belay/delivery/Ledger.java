package org.belay.delivery;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The record of every delivery: no marker, no dot; no answer, in doubt; an answer that was read is never dropped.
 *
 * <p>The rules are those of the model (DESIGN 5): each of them loses or doubles mail when it is left out.
 */
@Component
class Ledger {

    private static final Logger log = LoggerFactory.getLogger(Ledger.class);

    /** A marker older than this is never dotted by whoever made it. */
    static final Duration MARKER_DEADLINE = Duration.ofSeconds(20);

    /** How far the clocks and the commit of a marker may differ from its deadline. */
    static final Duration MARGIN = Duration.ofSeconds(5);

    /** How old the dot of a notice must be before its doubt lets the correction go: the truth comes last (I1). */
    static final Duration DOUBT_RIPENS = Duration.ofSeconds(30);

    /** How long a deferred delivery is tried. */
    static final Duration MAXIMUM_AGE = Duration.ofHours(24);

    private final LedgerStore store;
    private final TransactionTemplate transaction;
    private final Node node;
    private final Clock clock;
    private final Witness witness;
    private final Set<AttemptId> remembered = ConcurrentHashMap.newKeySet();

    Ledger(LedgerStore store, TransactionTemplate transaction, Node node, Witness witness, Clock clock) {
        this.store = store;
        this.witness = witness;
        this.transaction = transaction;
        this.node = node;
        this.clock = clock;
    }

    Optional<Batch> take(BatchId id) {
        return store.take(id, node.id());
    }

    /** Commits a marker, or not: the dispatch is stopped, the batch is lost to another node, the delivery is not due. */
    Optional<Marked> mark(Batch batch, DeliveryId wanted) {
        // Both clocks are read before BEGIN: counted from COMMIT's answer, a slow answer would stretch the deadline.
        long nanos = System.nanoTime();
        Instant wall = clock.instant();
        Optional<Marker> marker = transaction.execute(status -> {
            store.limitTransaction();
            store.lockShared(batch.dispatch());
            return batch.kind() == DispatchKind.CORRECTION
                    ? store.markCorrection(batch, wanted, node.id(), witness.id())
                    : store.mark(batch, wanted, node.id(), witness.id());
        });
        return marker.map(m -> {
            remembered.add(m.attempt());
            return new Marked(m, nanos, wall);
        });
    }

    /**
     * A marker this process has made.
     *
     * @param nanos the monotonic clock before its transaction began
     * @param wall the wall clock at the same moment
     */
    record Marked(Marker marker, long nanos, Instant wall) {

        /** May its dot still be written? Both clocks must say so. */
        boolean inTime(Clock clock) {
            Instant now = clock.instant();
            return System.nanoTime() - nanos < MARKER_DEADLINE.toNanos()
                    && now.isBefore(wall.plus(MARKER_DEADLINE))
                    && !now.isBefore(wall.minus(MARGIN));
        }
    }

    /** Asked right before each dot, in this order: note it, look at the deadline. Where it says no, nothing may be written. */
    boolean mayDot(Marked marked) {
        return witness.dot(marked.marker().attempt(), clock.instant()) && marked.inTime(clock);
    }

    /** Writes an outcome, and tries until the database takes it: an answer of the relay is never dropped. */
    void record(Marker marker, Settled settled) {
        AttemptId attempt = marker.attempt();
        witness.answer(attempt, settled);
        for (int failures = 0; ; failures++) {
            try {
                settle(attempt, settled, retryAfter(settled, marker.number()));
                remembered.remove(attempt);
                return;
            } catch (DataAccessException | TransactionException e) {
                if (failures == 0) {
                    log.warn("An outcome cannot be written, trying again until it can: {}", e.getMessage());
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(Math.min(1000, 20L << Math.min(failures, 6))));
                if (Thread.currentThread().isInterrupted()) {
                    throw e;
                }
            }
        }
    }

    /** Writes an outcome that a predecessor left unwritten. False: there is one already. */
    boolean settle(AttemptId attempt, Settled settled) {
        return settle(attempt, settled, retryAfter(settled, 1));
    }

    private boolean settle(AttemptId attempt, Settled settled, Duration retryAfter) {
        return transaction.execute(status -> {
            store.lockDelivery(attempt);
            boolean news = store.settle(attempt, settled);
            if (news) {
                store.derive(attempt, retryAfter, MAXIMUM_AGE);
                // whoever is accepted never waits again; that is nearly everybody
                if (settled.outcome() != Settled.Kind.ACCEPTED) {
                    store.reopenBatchOf(attempt);
                }
            }
            return news;
        });
    }

    /**
     * Settles the markers of a batch that this living process does not remember: a dead predecessor's at once where there can be no
     * other process, any other (a dead node's, a COMMIT whose answer was lost) after its deadline by the database's clock. They are
     * in doubt. Once a notice is taken back, its own dots that are 30 s old count as in doubt too; we listen on, and an answer
     * that comes later is recorded.
     *
     * @param takenBack the batch is of a notice whose correction has been ordered
     */
    int settleForeign(BatchId batch, boolean takenBack) {
        var open = store.open(batch);
        if (open.isEmpty()) {
            return 0;
        }
        Instant now = store.now();
        int settled = 0;
        for (LedgerStore.Open one : open) {
            Instant dead = one.markedAt().plus(MARKER_DEADLINE).plus(MARGIN);
            boolean predecessors = node.alone() && one.markedAt().isBefore(node.startedAt());
            boolean ours = remembered.contains(one.attempt());
            if (!ours && (predecessors || now.isAfter(dead)) || takenBack && now.isAfter(dead.plus(DOUBT_RIPENS))) {
                settle(one.attempt(), foreign(one, ours, now, dead), Duration.ZERO);
                settled++;
            }
        }
        return settled;
    }

    /** A marker of this very process that it does not remember had a COMMIT without an answer: it was never dotted. */
    private Settled foreign(LedgerStore.Open one, boolean ours, Instant now, Instant dead) {
        return !ours && witness.id().equals(one.witness())
                ? Settled.notSent()
                : Settled.doubt("No answer is on record; the relay may have taken it", now.isAfter(dead) ? dead : now);
    }

    private static Duration retryAfter(Settled settled, int attempts) {
        if (settled.outcome() != Settled.Kind.DEFERRED) {
            return Duration.ZERO;
        }
        long first = settled.byRelay() ? 30 : 1;
        long seconds = Math.min(1800, first << Math.min(attempts, 11));
        long jitter = ThreadLocalRandom.current().nextLong(1 + seconds / 5);
        return Duration.ofSeconds(seconds + jitter);
    }
}
