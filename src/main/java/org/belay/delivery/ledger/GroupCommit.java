package org.belay.delivery.ledger;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.belay.delivery.DeliveryId;
import org.belay.delivery.DispatchId;
import org.belay.delivery.batch.BatchId;
import org.belay.delivery.batch.ClaimedBatch;
import org.belay.delivery.journal.AttemptId;
import org.belay.delivery.journal.AttemptMarker;
import org.belay.delivery.journal.WalPosition;
import org.belay.platform.database.ConnectionUse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcOperations;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Commits attempts and outcomes of all connections in shared transactions, except attempts that are marked while a
 * batch is written ({@link #markWith}): waiting for the disk takes longer than everything else, and one commit can serve
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
public final class GroupCommit implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(GroupCommit.class);

    /** Rows in one transaction; takes far less than the two seconds that the server allows. */
    private static final int MOST_ROWS = 4_000;

    /**
     * Time limit for writing and marking a batch in one transaction; a slower batch is written first and marked later.
     */
    private static final long MARKING_NANOS = TimeUnit.SECONDS.toNanos(2);

    /** A request that has waited this long is refused: most of the 20 s of its attempt would be over. */
    private static final long STALE_NANOS = TimeUnit.SECONDS.toNanos(5);

    private static final long RETRY_SECONDS = 10;

    private final NamedParameterJdbcOperations jdbc;
    private final OutcomeStore outcomes;
    private final TransactionTemplate transaction;
    private final String node;
    private final String journalId;
    private final LinkedBlockingQueue<QueueEntry> queue = new LinkedBlockingQueue<>();
    private final List<OutcomeEntry> setAside = new ArrayList<>();
    private long lastRetry;
    private final Thread thread = new Thread(() -> ConnectionUse.RESERVED.run(this::run), "belay-commits");
    private volatile boolean closed;
    private volatile WalPosition highest;

    GroupCommit(
            NamedParameterJdbcOperations jdbc,
            OutcomeStore outcomes,
            TransactionTemplate transaction,
            String node,
            String journalId) {
        this.jdbc = jdbc;
        this.outcomes = outcomes;
        this.transaction = transaction;
        this.node = node;
        this.journalId = journalId;
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

    /**
     * Runs work that marks deliveries of a dispatch, in a separate transaction and under the same locks.
     *
     * @throws NotMarked when it is not committed, or when the result of the COMMIT is unknown
     */
    <T> T markWith(DispatchId dispatch, Supplier<T> work) {
        try {
            WalPosition before = highest;
            var warning = new AtomicReference<CommitWarning>();
            T done = transaction.execute(status -> {
                warning.set(CommitWarning.listen(jdbc.getJdbcOperations()));
                PipelinedQuery<AttemptSql.DatabaseState> locks = AttemptSql.locks(List.of(dispatch));
                requireComplete(
                        PipelinedQuery.runTogether(jdbc, locks).of(locks).get(0), before);
                long began = System.nanoTime();
                T made = work.get();
                if (System.nanoTime() - began > MARKING_NANOS) {
                    throw new MarkFailed(null);
                }
                return made;
            });
            warning.get().message().ifPresent(said -> {
                throw new MarkFailed(new IllegalStateException(said));
            });
            return done;
        } catch (RuntimeException e) {
            throw e instanceof MarkFailed known ? known : new MarkFailed(e);
        }
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
                QueueEntry first = setAside.isEmpty() ? queue.take() : queue.poll(RETRY_SECONDS, TimeUnit.SECONDS);
                if (first != null) {
                    commit(first);
                }
                if (System.nanoTime() - lastRetry > TimeUnit.SECONDS.toNanos(RETRY_SECONDS)) {
                    retrySetAside();
                }
            }
            retrySetAside();
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
        List<MarkEntry> wanted = only(group, MarkEntry.class);
        // checked once: a request that became stale between two checks would never be answered
        Map<Boolean, List<MarkEntry>> stale = wanted.stream().collect(Collectors.partitioningBy(GroupCommit::stale));
        stale.get(true).forEach(mark -> fail(mark, null));
        wanted = onlyLatestClaims(stale.get(false));
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
                if (failures > 2 && databaseAnswers()) {
                    setAside(outcome);
                    logSetAside(outcome, e);
                    outcome.done.completeExceptionally(e);
                    return;
                }
                TimeUnit.MILLISECONDS.sleep(Math.min(1000, 20L << Math.min(failures, 6)));
            }
        }
    }

    /**
     * The worker continues. The deliveries stay in flight until their outcome is written, here or from the journal
     * after a restart.
     */
    private void setAside(OutcomeEntry outcome) {
        setAside.add(new OutcomeEntry(outcome.answers(), new CompletableFuture<>()));
        lastRetry = System.nanoTime();
    }

    private static void logSetAside(OutcomeEntry outcome, Throwable why) {
        log.error(
                "The database works but refuses the outcomes of attempts {}. They are kept and retried every {} s; nothing is"
                        + " lost. {}",
                outcome.answers().stream()
                        .map(answer -> answer.attempt().value())
                        .toList(),
                RETRY_SECONDS,
                why.getMessage());
    }

    private void retrySetAside() {
        lastRetry = System.nanoTime();
        setAside.removeIf(outcome -> {
            try {
                write(List.of(outcome), List.of());
                return true;
            } catch (RuntimeException | Error refusedAgain) {
                return false;
            }
        });
    }

    private boolean databaseAnswers() {
        try {
            jdbc.queryForObject("SELECT 1", Map.of(), Integer.class);
            return true;
        } catch (RuntimeException | Error away) {
            return false;
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
            if (mark.batch().epoch() == last.get(mark.batch().id())) {
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
        WrittenGroup written = durable(() -> {
            if (wanted.isEmpty()) {
                return new WrittenGroup(outcomes.record(answers), List.of());
            }
            List<AttemptSql.MarkRequest> marks =
                    wanted.stream().map(MarkEntry::wanted).toList();
            // a request may be for a recipient whose refusal is among the outcomes: it must see all consequences of
            // them
            return answers.stream().allMatch(OutcomeStore.OutcomeUpdate::accepted)
                    ? writeTogether(answers, marks)
                    : writeInTurn(answers, marks);
        });
        said.forEach(outcome -> outcome.done.complete(written.news()));
        var byDelivery = new HashMap<DeliveryId, AttemptMarker>();
        written.made().forEach(marker -> byDelivery.put(marker.delivery(), marker));
        wanted.forEach(mark -> mark.done.complete(mark.wanted().deliveries().stream()
                .map(byDelivery::get)
                .filter(java.util.Objects::nonNull)
                .toList()));
    }

    private record WrittenGroup(List<AttemptId> news, List<AttemptMarker> made) {

        /** Outcomes are also in the journal; an attempt that a fail-over may lose must not be sent. */
        WrittenGroup withoutMarkers() {
            return new WrittenGroup(news, List.of());
        }
    }

    private WrittenGroup durable(Supplier<WrittenGroup> work) {
        var warning = new AtomicReference<CommitWarning>();
        WrittenGroup written = transaction.execute(status -> {
            warning.set(CommitWarning.listen(jdbc.getJdbcOperations()));
            return work.get();
        });
        Optional<String> lost = warning.get().message();
        lost.ifPresent(said -> log.error(
                "The database committed, but a standby may not have the commit ({}). The deliveries that it marked are not sent.",
                said));
        return lost.isPresent() ? written.withoutMarkers() : written;
    }

    /** The usual case: one round trip to the database, because round trips cost more than the work. */
    private WrittenGroup writeTogether(List<OutcomeStore.OutcomeUpdate> answers, List<AttemptSql.MarkRequest> wanted) {
        PipelinedQuery<AttemptSql.DatabaseState> locks = AttemptSql.locks(AttemptSql.dispatches(wanted));
        PipelinedQuery<OutcomeSql.RecordedOutcome> news = OutcomeSql.recordOutcomes(answers);
        PipelinedQuery<AttemptMarker> marks = AttemptSql.marks(wanted, node, journalId);
        WalPosition before = highest;
        PipelinedQuery.QueryResults said = PipelinedQuery.runTogether(jdbc, locks, news, marks);
        requireComplete(said.of(locks).get(0), before);
        return new WrittenGroup(outcomes.applyConsequences(said.of(news), answers), said.of(marks));
    }

    private WrittenGroup writeInTurn(List<OutcomeStore.OutcomeUpdate> answers, List<AttemptSql.MarkRequest> wanted) {
        PipelinedQuery<AttemptSql.DatabaseState> locks = AttemptSql.locks(AttemptSql.dispatches(wanted));
        WalPosition before = highest;
        requireComplete(PipelinedQuery.runTogether(jdbc, locks).of(locks).get(0), before);
        List<AttemptId> news = outcomes.record(answers);
        PipelinedQuery<AttemptMarker> marks = AttemptSql.marks(wanted, node, journalId);
        return new WrittenGroup(news, PipelinedQuery.runTogether(jdbc, marks).of(marks));
    }

    /**
     * A standby that took over, or an older copy, may lack the last commits: nothing is marked until it has been
     * compared with the journals.
     */
    private void requireComplete(AttemptSql.DatabaseState found, WalPosition before) {
        if (!found.whole() || before != null && found.position().isBehind(before)) {
            throw new MarkFailed(new IllegalStateException("the database is being compared with the journals (timeline "
                    + found.position().timeline() + ")"));
        }
        updateHighest(found.position());
    }

    private synchronized void updateHighest(WalPosition now) {
        if (highest == null || !now.isBehind(highest)) {
            highest = now;
        }
    }

    Optional<WalPosition> highestPosition() {
        return Optional.ofNullable(highest);
    }

    synchronized void resetPosition(WalPosition now) {
        highest = now;
    }

    private static boolean stale(MarkEntry mark) {
        return System.nanoTime() - mark.since() > STALE_NANOS;
    }

    private static void fail(MarkEntry mark, Throwable why) {
        mark.done.completeExceptionally(new MarkFailed(why));
    }

    /**
     * The attempt is not known to be committed, so its mail must not be sent; if it was committed, it is settled as an
     * orphaned attempt.
     */
    public static final class MarkFailed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        MarkFailed(Throwable why) {
            super(why == null ? "the database was too slow" : why.getMessage(), why);
        }
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
