package org.belay.delivery;

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
import org.belay.platform.database.ConnectionUse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcOperations;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Commits marks and outcomes of all connections together, but for the marks that are made with the writing of a batch
 * ({@link #marking}): the disk's answer to a commit takes longer than everything else, and one is
 * enough for many. What a connection hands in is written in the order in which it came, outcomes before marks within a commit, so
 * that no connection ever has more than two transactions with a marker and no outcome (I5).
 *
 * <p>There is one thread for it: while it waits for the disk, the next commit gathers. A second one makes twice as many commits of half
 * the size, and where the processor is what is scarce, a third fewer deliveries a second (measured).
 *
 * <p>An outcome is tried until the database takes it; one that it does not take while it takes others is set aside and tried again
 * between them. A mark is tried once: whoever wanted it comes again.
 */
final class Commits implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Commits.class);

    /** Rows in one transaction: far from the two seconds that the server gives it. */
    private static final int MOST_ROWS = 4_000;

    /** What is marked as it is written must be written so soon, or it is written first and marked then. */
    private static final long MARKING_NANOS = TimeUnit.SECONDS.toNanos(2);

    /** A mark that had to wait so long is not worth making: most of its 20 s would be over. */
    private static final long STALE_NANOS = TimeUnit.SECONDS.toNanos(5);

    private static final long AGAIN_AFTER_SECONDS = 10;

    private final NamedParameterJdbcOperations jdbc;
    private final OutcomeStore outcomes;
    private final TransactionTemplate transaction;
    private final String node;
    private final String witness;
    private final LinkedBlockingQueue<Entry> queue = new LinkedBlockingQueue<>();
    private final List<Outcome> setAside = new ArrayList<>();
    private long lastTried;
    private final Thread thread = new Thread(() -> ConnectionUse.RESERVED.run(this::run), "belay-commits");
    private volatile boolean closed;
    private volatile LogPosition highest;

    Commits(
            NamedParameterJdbcOperations jdbc,
            OutcomeStore outcomes,
            TransactionTemplate transaction,
            String node,
            String witness) {
        this.jdbc = jdbc;
        this.outcomes = outcomes;
        this.transaction = transaction;
        this.node = node;
        this.witness = witness;
        thread.setDaemon(true);
        thread.start();
    }

    /** Completes when the marks are committed; exceptionally when they are not, or nobody knows. */
    CompletableFuture<List<Marker>> mark(Batch batch, List<DeliveryId> deliveries) {
        var mark = new Mark(new MarkSql.Wanted(batch, deliveries), System.nanoTime(), new CompletableFuture<>());
        queue.add(mark);
        return mark.done;
    }

    /**
     * Does in a transaction of the caller's own what marks deliveries of a dispatch, under the same locks.
     *
     * @throws NotMarked when it is not committed, or nobody knows
     */
    <T> T marking(DispatchId dispatch, Supplier<T> work) {
        try {
            LogPosition before = highest;
            var warning = new AtomicReference<CommitWarning>();
            T done = transaction.execute(status -> {
                warning.set(CommitWarning.listen(jdbc.getJdbcOperations()));
                Question<MarkSql.Found> locks = MarkSql.locks(List.of(dispatch));
                mustBe(Question.askTogether(jdbc, locks).to(locks).get(0), before);
                long began = System.nanoTime();
                T made = work.get();
                if (System.nanoTime() - began > MARKING_NANOS) {
                    throw new NotMarked(null);
                }
                return made;
            });
            warning.get().said().ifPresent(said -> {
                throw new NotMarked(new IllegalStateException(said));
            });
            return done;
        } catch (RuntimeException e) {
            throw e instanceof NotMarked known ? known : new NotMarked(e);
        }
    }

    /** Completes when the outcomes are committed, with the attempts to which they were news. */
    CompletableFuture<List<AttemptId>> settle(List<OutcomeStore.Answer> answers) {
        var outcome = new Outcome(answers, new CompletableFuture<>());
        queue.add(outcome);
        return outcome.done;
    }

    private sealed interface Entry {
        int rows();
    }

    private record Mark(MarkSql.Wanted wanted, long since, CompletableFuture<List<Marker>> done) implements Entry {
        Batch batch() {
            return wanted.batch();
        }

        @Override
        public int rows() {
            return wanted.deliveries().size();
        }
    }

    private record Outcome(List<OutcomeStore.Answer> answers, CompletableFuture<List<AttemptId>> done)
            implements Entry {
        @Override
        public int rows() {
            return answers.size();
        }
    }

    /** Wakes the committer when it has nothing to do, so that it sees the end. */
    private record Wake() implements Entry {
        @Override
        public int rows() {
            return 0;
        }
    }

    private void run() {
        try {
            while (!closed || !queue.isEmpty()) {
                Entry first = setAside.isEmpty() ? queue.take() : queue.poll(AGAIN_AFTER_SECONDS, TimeUnit.SECONDS);
                if (first != null) {
                    commit(first);
                }
                if (System.nanoTime() - lastTried > TimeUnit.SECONDS.toNanos(AGAIN_AFTER_SECONDS)) {
                    trySetAsideAgain();
                }
            }
            trySetAsideAgain();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void commit(Entry first) throws InterruptedException {
        List<Entry> group = gathered(first);
        try {
            commit(group);
        } catch (RuntimeException | Error e) {
            for (Entry entry : group) {
                if (entry instanceof Mark mark) {
                    fail(mark, e);
                } else if (entry instanceof Outcome outcome && !outcome.done.isDone()) {
                    untilWritten(outcome);
                }
            }
        }
    }

    private List<Entry> gathered(Entry first) {
        var group = new ArrayList<Entry>();
        group.add(first);
        int rows = first.rows();
        for (Entry next = queue.peek(); next != null && rows + next.rows() <= MOST_ROWS; next = queue.peek()) {
            group.add(next);
            queue.remove();
            rows += next.rows();
        }
        return group;
    }

    private void commit(List<Entry> group) {
        List<Outcome> said = only(group, Outcome.class);
        List<Mark> wanted = only(group, Mark.class);
        // looked at once: one that grew stale between two looks would never be answered
        Map<Boolean, List<Mark>> stale = wanted.stream().collect(Collectors.partitioningBy(Commits::stale));
        stale.get(true).forEach(mark -> fail(mark, null));
        wanted = ofTheLastClaim(stale.get(false));
        if (said.isEmpty() && wanted.isEmpty()) {
            return;
        }
        write(said, wanted);
    }

    /** One by one from here on: a row that cannot be written must not keep the others from being. */
    private void untilWritten(Outcome outcome) throws InterruptedException {
        for (int failures = 0; ; failures++) {
            try {
                write(List.of(outcome), List.of());
                return;
            } catch (RuntimeException | Error e) {
                if (failures == 0) {
                    log.warn("An outcome cannot be written, trying again until it can: {}", e.getMessage());
                }
                if (closed && failures > 5) {
                    outcome.done.completeExceptionally(e); // the witness has it
                    return;
                }
                if (failures > 2 && databaseAnswers()) {
                    setAside(outcome);
                    tell(outcome, e);
                    outcome.done.completeExceptionally(e);
                    return;
                }
                TimeUnit.MILLISECONDS.sleep(Math.min(1000, 20L << Math.min(failures, 6)));
            }
        }
    }

    /** Its lane goes on; whoever it is about stays in flight until it is written, by us or from the witness after a restart. */
    private void setAside(Outcome outcome) {
        setAside.add(new Outcome(outcome.answers(), new CompletableFuture<>()));
        lastTried = System.nanoTime();
    }

    private static void tell(Outcome outcome, Throwable why) {
        log.error(
                "The database works and does not take what the relay said of attempts {}. They are set aside and tried again every"
                        + " {} s; nothing of it is lost. {}",
                outcome.answers().stream()
                        .map(answer -> answer.attempt().value())
                        .toList(),
                AGAIN_AFTER_SECONDS,
                why.getMessage());
    }

    private void trySetAsideAgain() {
        lastTried = System.nanoTime();
        setAside.removeIf(outcome -> {
            try {
                write(List.of(outcome), List.of());
                return true;
            } catch (RuntimeException | Error still) {
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
     * Two lanes may hold a batch for a while, when its owner seemed dead and was not. Asked for by both in one commit, a delivery
     * would be marked once and dotted twice: whoever claimed before gets nothing.
     */
    private static List<Mark> ofTheLastClaim(List<Mark> wanted) {
        var last = new HashMap<BatchId, Long>();
        wanted.forEach(mark -> last.merge(mark.batch().id(), mark.batch().epoch(), Math::max));
        var current = new ArrayList<Mark>();
        for (Mark mark : wanted) {
            if (mark.batch().epoch() == last.get(mark.batch().id())) {
                current.add(mark);
            } else {
                mark.done.complete(List.of());
            }
        }
        return current;
    }

    private void write(List<Outcome> said, List<Mark> wanted) {
        List<OutcomeStore.Answer> answers =
                said.stream().flatMap(o -> o.answers().stream()).toList();
        Written written = durable(() -> {
            if (wanted.isEmpty()) {
                return new Written(outcomes.settle(answers), List.of());
            }
            List<MarkSql.Wanted> marks = wanted.stream().map(Mark::wanted).toList();
            // a mark may be of somebody whose refusal is among the outcomes: it sees all that follows from them
            return answers.stream().allMatch(OutcomeStore.Answer::accepted)
                    ? writeTogether(answers, marks)
                    : writeInTurn(answers, marks);
        });
        said.forEach(outcome -> outcome.done.complete(written.news()));
        var byDelivery = new HashMap<DeliveryId, Marker>();
        written.made().forEach(marker -> byDelivery.put(marker.delivery(), marker));
        wanted.forEach(mark -> mark.done.complete(mark.wanted().deliveries().stream()
                .map(byDelivery::get)
                .filter(java.util.Objects::nonNull)
                .toList()));
    }

    private record Written(List<AttemptId> news, List<Marker> made) {

        /** Outcomes are in the journal too; a marker that a fail-over may lose must not be dotted. */
        Written withoutMarkers() {
            return new Written(news, List.of());
        }
    }

    private Written durable(Supplier<Written> work) {
        var warning = new AtomicReference<CommitWarning>();
        Written written = transaction.execute(status -> {
            warning.set(CommitWarning.listen(jdbc.getJdbcOperations()));
            return work.get();
        });
        Optional<String> lost = warning.get().said();
        lost.ifPresent(said -> log.error(
                "The database committed without knowing whether a standby has it ({}). What it marked is not sent.",
                said));
        return lost.isPresent() ? written.withoutMarkers() : written;
    }

    /** Nearly every commit: one way to the database and back, where the ways cost more than the work. */
    private Written writeTogether(List<OutcomeStore.Answer> answers, List<MarkSql.Wanted> wanted) {
        Question<MarkSql.Found> locks = MarkSql.locks(MarkSql.dispatches(wanted));
        Question<OutcomeSql.News> news = OutcomeSql.news(answers);
        Question<Marker> marks = MarkSql.marks(wanted, node, witness);
        LogPosition before = highest;
        Question.Answers said = Question.askTogether(jdbc, locks, news, marks);
        mustBe(said.to(locks).get(0), before);
        return new Written(outcomes.follow(said.to(news), answers), said.to(marks));
    }

    private Written writeInTurn(List<OutcomeStore.Answer> answers, List<MarkSql.Wanted> wanted) {
        Question<MarkSql.Found> locks = MarkSql.locks(MarkSql.dispatches(wanted));
        LogPosition before = highest;
        mustBe(Question.askTogether(jdbc, locks).to(locks).get(0), before);
        List<AttemptId> news = outcomes.settle(answers);
        Question<Marker> marks = MarkSql.marks(wanted, node, witness);
        return new Written(news, Question.askTogether(jdbc, marks).to(marks));
    }

    /** A standby that took over, or an older copy, may lack the last commits; nothing is marked on it until that has been looked at. */
    private void mustBe(MarkSql.Found found, LogPosition before) {
        if (!found.whole() || before != null && found.position().isBehind(before)) {
            throw new NotMarked(new IllegalStateException("the database is being compared with what was sent (timeline "
                    + found.position().timeline() + ")"));
        }
        follow(found.position());
    }

    private synchronized void follow(LogPosition now) {
        if (highest == null || !now.isBehind(highest)) {
            highest = now;
        }
    }

    Optional<LogPosition> highest() {
        return Optional.ofNullable(highest);
    }

    synchronized void follows(LogPosition now) {
        highest = now;
    }

    private static boolean stale(Mark mark) {
        return System.nanoTime() - mark.since() > STALE_NANOS;
    }

    private static void fail(Mark mark, Throwable why) {
        mark.done.completeExceptionally(new NotMarked(why));
    }

    /** It is not known to be marked, so it must not be dotted; if it was, it is settled as foreign. */
    static final class NotMarked extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NotMarked(Throwable why) {
            super(why == null ? "the database did not come to it in time" : why.getMessage(), why);
        }
    }

    private static <T> List<T> only(Collection<?> entries, Class<T> kind) {
        return entries.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /** Writes what was handed in before, then ends. What the database does not take in ten seconds, the witness has. */
    @Override
    public void close() {
        closed = true;
        queue.add(new Wake());
        try {
            thread.join(10_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
