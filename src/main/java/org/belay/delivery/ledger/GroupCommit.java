package org.belay.delivery.ledger;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.belay.delivery.DeliveryId;
import org.belay.delivery.batch.BatchId;
import org.belay.delivery.batch.ClaimedBatch;
import org.belay.delivery.journal.AttemptId;
import org.belay.delivery.journal.AttemptMarker;
import org.belay.platform.database.ConnectionUse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Commits attempts and outcomes of all connections in shared transactions, except attempts that are marked while a
 * batch is written ({@link CommitWriter#markWith}): waiting for the disk takes longer than everything else, and one commit can serve
 * many connections. Requests of a connection are written in their order, outcomes before attempts within a commit, so
 * that a connection never has more than two transactions with an attempt and no outcome (docs/promises.md, I5).
 *
 * <p>One committer thread does this: while it waits for the disk, the next group gathers. A second thread makes twice
 * as many commits of half the size and, where the processor is the bottleneck, a third fewer deliveries per second
 * (measured).
 *
 * <p>An outcome is retried until the database accepts it. One that the database keeps refusing while it accepts others
 * is set aside and retried later. A request to mark is tried once: its worker asks again.
 */
final class GroupCommit implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(GroupCommit.class);

    /** Rows in one transaction; takes far less than the two seconds that the server allows. */
    private static final int MOST_ROWS = 4_000;

    /** A request that has waited this long is refused: most of the 20 s of its attempt would be over. */
    private static final long STALE_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final CommitWriter writer;
    private final SetAsideOutcomes setAside;
    private final LinkedBlockingQueue<QueueEntry> queue = new LinkedBlockingQueue<>();
    private final Thread thread = new Thread(() -> ConnectionUse.RESERVED.run(this::run), "belay-commits");
    private volatile boolean closed;

    GroupCommit(CommitWriter writer) {
        this.writer = writer;
        setAside = new SetAsideOutcomes(writer);
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * Completes when the attempts are committed; exceptionally when they are not, or when the result of the COMMIT is
     * unknown.
     */
    CompletableFuture<List<AttemptMarker>> mark(ClaimedBatch batch, List<DeliveryId> deliveries) {
        var mark = new MarkEntry(
                new AttemptSql.MarkRequest(batch, deliveries), System.nanoTime(), new CompletableFuture<>());
        queue.add(mark);
        return mark.done;
    }

    /** Completes when the outcomes are committed, with the attempts whose record has changed. */
    CompletableFuture<List<AttemptId>> recordOutcomes(List<OutcomeStore.OutcomeUpdate> answers) {
        var outcome = new OutcomeEntry(answers, new CompletableFuture<>());
        queue.add(outcome);
        return outcome.done;
    }

    private sealed interface QueueEntry {
        int rows();
    }

    private record MarkEntry(AttemptSql.MarkRequest wanted, long since, CompletableFuture<List<AttemptMarker>> done)
            implements QueueEntry {
        ClaimedBatch batch() {
            return wanted.batch();
        }

        @Override
        public int rows() {
            return wanted.deliveries().size();
        }
    }

    private record OutcomeEntry(List<OutcomeStore.OutcomeUpdate> answers, CompletableFuture<List<AttemptId>> done)
            implements QueueEntry {
        @Override
        public int rows() {
            return answers.size();
        }
    }

    /** Wakes an idle committer, so that it sees that it is closed. */
    private record WakeEntry() implements QueueEntry {
        @Override
        public int rows() {
            return 0;
        }
    }

    private void run() {
        try {
            while (!closed || !queue.isEmpty()) {
                QueueEntry first = setAside.isEmpty()
                        ? queue.take()
                        : queue.poll(SetAsideOutcomes.RETRY_SECONDS, TimeUnit.SECONDS);
                if (first != null) {
                    commit(first);
                }
                setAside.retryWhenDue();
            }
            setAside.retry();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void commit(QueueEntry first) throws InterruptedException {
        List<QueueEntry> group = gather(first);
        try {
            commit(group);
        } catch (RuntimeException | Error e) {
            for (QueueEntry entry : group) {
                if (entry instanceof MarkEntry mark) {
                    fail(mark, e);
                } else if (entry instanceof OutcomeEntry outcome && !outcome.done.isDone()) {
                    retryUntilWritten(outcome);
                }
            }
        }
    }

    private List<QueueEntry> gather(QueueEntry first) {
        var group = new ArrayList<QueueEntry>();
        group.add(first);
        int rows = first.rows();
        for (QueueEntry next = queue.peek(); next != null && rows + next.rows() <= MOST_ROWS; next = queue.peek()) {
            group.add(next);
            queue.remove();
            rows += next.rows();
        }
        return group;
    }

    private void commit(List<QueueEntry> group) {
        List<OutcomeEntry> said = only(group, OutcomeEntry.class);
        // checked once: a request that became stale between two checks would never be answered
        var fresh = new ArrayList<MarkEntry>();
        for (MarkEntry mark : only(group, MarkEntry.class)) {
            if (stale(mark)) mark.done.completeExceptionally(new PendingMark.MarkFailed());
            else fresh.add(mark);
        }
        List<MarkEntry> wanted = onlyLatestClaims(fresh);
        if (said.isEmpty() && wanted.isEmpty()) {
            return;
        }
        write(said, wanted);
    }

    /** Retries outcomes one by one, so that a row that cannot be written does not delay the others. */
    private void retryUntilWritten(OutcomeEntry outcome) throws InterruptedException {
        for (int failures = 0; ; failures++) {
            try {
                write(List.of(outcome), List.of());
                return;
            } catch (RuntimeException | Error e) {
                if (failures == 0) {
                    log.warn("An outcome cannot be written and is retried until it can: {}", e.getMessage());
                }
                if (closed && failures > 5) {
                    outcome.done.completeExceptionally(e); // the journal has it
                    return;
                }
                if (failures > 2 && writer.databaseAnswers()) {
                    setAside.add(outcome.answers(), e);
                    outcome.done.completeExceptionally(e);
                    return;
                }
                TimeUnit.MILLISECONDS.sleep(Math.min(1000, 20L << Math.min(failures, 6)));
            }
        }
    }

    /**
     * Drops requests of an older claim. Two workers may hold a batch for a while when its owner seemed dead and was
     * not. If both asked for a delivery in one commit, it would be marked once and sent twice.
     */
    private static List<MarkEntry> onlyLatestClaims(List<MarkEntry> wanted) {
        var last = new HashMap<BatchId, Long>();
        wanted.forEach(mark -> last.merge(mark.batch().id(), mark.batch().epoch(), Math::max));
        var current = new ArrayList<MarkEntry>();
        for (MarkEntry mark : wanted) {
            if (mark.batch().epoch() == last.getOrDefault(mark.batch().id(), 0L)) {
                current.add(mark);
            } else {
                mark.done.complete(List.of());
            }
        }
        return current;
    }

    private void write(List<OutcomeEntry> said, List<MarkEntry> wanted) {
        List<OutcomeStore.OutcomeUpdate> answers =
                said.stream().flatMap(o -> o.answers().stream()).toList();
        CommitWriter.WrittenGroup written =
                writer.write(answers, wanted.stream().map(MarkEntry::wanted).toList());
        said.forEach(outcome -> outcome.done.complete(written.news()));
        var byDelivery = new HashMap<DeliveryId, AttemptMarker>();
        written.made().forEach(marker -> byDelivery.put(marker.delivery(), marker));
        wanted.forEach(mark -> mark.done.complete(mark.wanted().deliveries().stream()
                .map(byDelivery::get)
                .filter(java.util.Objects::nonNull)
                .toList()));
    }

    private static boolean stale(MarkEntry mark) {
        return System.nanoTime() - mark.since() > STALE_NANOS;
    }

    private static void fail(MarkEntry mark, Throwable why) {
        mark.done.completeExceptionally(new PendingMark.MarkFailed(why));
    }

    private static <T> List<T> only(Collection<?> entries, Class<T> kind) {
        return entries.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /**
     * Writes what is queued, then ends. Outcomes that the database does not accept within ten seconds remain in the
     * journal.
     */
    @Override
    public void close() {
        closed = true;
        queue.add(new WakeEntry());
        try {
            thread.join(10_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
