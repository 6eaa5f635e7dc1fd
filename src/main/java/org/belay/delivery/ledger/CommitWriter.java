package org.belay.delivery.ledger;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.belay.delivery.DispatchId;
import org.belay.delivery.journal.AttemptId;
import org.belay.delivery.journal.AttemptMarker;
import org.belay.delivery.journal.WalPosition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcOperations;
import org.springframework.transaction.support.TransactionTemplate;

/** Writes one group of outcomes and attempts in one transaction, and tells whether its commit is durable. */
final class CommitWriter {

    private static final Logger log = LoggerFactory.getLogger(CommitWriter.class);

    /**
     * Time limit for writing and marking a batch in one transaction; a slower batch is written first and marked later.
     */
    private static final long MARKING_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final NamedParameterJdbcOperations jdbc;
    private final OutcomeStore outcomes;
    private final TransactionTemplate transaction;
    private final String node;
    private final String journalId;
    private volatile @Nullable WalPosition highest;

    CommitWriter(
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
    }

    /**
     * What a commit has changed.
     *
     * @param news attempts whose record has changed
     * @param made attempts that may be sent
     */
    record WrittenGroup(List<AttemptId> news, List<AttemptMarker> made) {

        /** Outcomes are also in the journal; an attempt that a fail-over may lose must not be sent. */
        WrittenGroup withoutMarkers() {
            return new WrittenGroup(news, List.of());
        }
    }

    /** Writes outcomes only. */
    WrittenGroup write(List<OutcomeStore.OutcomeUpdate> answers) {
        return write(answers, List.of());
    }

    /**
     * Writes outcomes, then marks. A request to mark may be for a recipient whose refusal is among the outcomes: it
     * must see all consequences of them.
     */
    WrittenGroup write(List<OutcomeStore.OutcomeUpdate> answers, List<AttemptSql.MarkRequest> marks) {
        return durable(() -> {
            if (marks.isEmpty()) {
                return new WrittenGroup(outcomes.record(answers), List.of());
            }
            return answers.stream().allMatch(OutcomeStore.OutcomeUpdate::accepted)
                    ? writeTogether(answers, marks)
                    : writeInTurn(answers, marks);
        });
    }

    /**
     * Runs work that marks deliveries of a dispatch, in a separate transaction and under the same locks.
     *
     * @throws PendingMark.MarkFailed when it is not committed, or when the result of the COMMIT is unknown
     */
    <T> T markWith(DispatchId dispatch, Supplier<T> work) {
        try {
            WalPosition before = highest;
            var warning = new CommitWarning();
            T done = transaction.execute(status -> {
                warning.listen(jdbc.getJdbcOperations());
                PipelinedQuery<AttemptSql.DatabaseState> locks = AttemptSql.locks(List.of(dispatch));
                requireComplete(
                        PipelinedQuery.runTogether(jdbc, locks).of(locks).get(0), before);
                long began = System.nanoTime();
                T made = work.get();
                if (System.nanoTime() - began > MARKING_NANOS) {
                    throw new PendingMark.MarkFailed();
                }
                return made;
            });
            warning.message().ifPresent(said -> {
                throw new PendingMark.MarkFailed(new IllegalStateException(said));
            });
            return done;
        } catch (RuntimeException e) {
            throw e instanceof PendingMark.MarkFailed known ? known : new PendingMark.MarkFailed(e);
        }
    }

    private WrittenGroup durable(Supplier<WrittenGroup> work) {
        var warning = new CommitWarning();
        WrittenGroup written = transaction.execute(status -> {
            warning.listen(jdbc.getJdbcOperations());
            return work.get();
        });
        Optional<String> lost = warning.message();
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
    private void requireComplete(AttemptSql.DatabaseState found, @Nullable WalPosition before) {
        if (!found.complete() || before != null && found.position().isBehind(before)) {
            throw new PendingMark.MarkFailed(
                    new IllegalStateException("the database is being compared with the journals (timeline "
                            + found.position().timeline() + ")"));
        }
        updateHighest(found.position());
    }

    private synchronized void updateHighest(WalPosition now) {
        WalPosition before = highest;
        if (before == null || !now.isBehind(before)) {
            highest = now;
        }
    }

    Optional<WalPosition> highestPosition() {
        return Optional.ofNullable(highest);
    }

    synchronized void resetPosition(WalPosition now) {
        highest = now;
    }

    boolean databaseAnswers() {
        try {
            jdbc.queryForObject("SELECT 1", Map.of(), Integer.class);
            return true;
        } catch (RuntimeException | Error away) {
            return false;
        }
    }
}
