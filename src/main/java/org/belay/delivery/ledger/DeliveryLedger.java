package org.belay.delivery.ledger;

import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.belay.delivery.DeliveryId;
import org.belay.delivery.DispatchId;
import org.belay.delivery.batch.BatchClaims;
import org.belay.delivery.batch.BatchCloser;
import org.belay.delivery.batch.BatchId;
import org.belay.delivery.batch.ClaimedBatch;
import org.belay.delivery.cluster.ClusterNode;
import org.belay.delivery.journal.AnsweredAttempt;
import org.belay.delivery.journal.AttemptId;
import org.belay.delivery.journal.AttemptOutcome;
import org.belay.delivery.journal.DeliveryJournal;
import org.belay.delivery.journal.JournalReader;
import org.belay.delivery.journal.WalPosition;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The record of every delivery. Without a committed attempt no end of data is written, an attempt without a reply is
 * uncertain, and a reply that was read is never dropped.
 *
 * <p>The rules are those of the model (docs/model): without any one of them, mail is lost or sent twice.
 */
@Component
public class DeliveryLedger implements DisposableBean {

    private final BatchClaims batches;
    private final BatchCloser closer;
    private final OutcomeStore outcomes;
    private final TransactionTemplate transaction;
    private final ClusterNode node;
    private final Clock clock;
    private final DeliveryJournal journal;
    private final CommitWriter writer;
    private final GroupCommit commits;
    private final BatchClaimer claims;
    private final EndOfDataFence endOfData;
    private final OrphanedAttempts orphans;
    private final LedgerRestore restore;
    private final Set<AttemptId> remembered = ConcurrentHashMap.newKeySet();
    private final UnconfirmedMarks unanswered = new UnconfirmedMarks();

    DeliveryLedger(
            NamedParameterJdbcOperations jdbc,
            OutcomeStore outcomes,
            OpenAttemptStore attempts,
            TransactionTemplate transaction,
            ClusterNode node,
            DeliveryJournal journal,
            Clock clock) {
        JdbcClient sql = JdbcClient.create(jdbc);
        closer = new BatchCloser(sql);
        batches = new BatchClaims(sql);
        this.outcomes = outcomes;
        this.transaction = transaction;
        this.node = node;
        this.journal = journal;
        this.clock = clock;
        writer = new CommitWriter(jdbc, outcomes, transaction, node.id(), journal.id());
        commits = new GroupCommit(writer);
        claims = new BatchClaimer(sql, writer, transaction, node.id(), journal.id(), clock);
        endOfData = new EndOfDataFence(journal, node, clock, remembered);
        orphans = new OrphanedAttempts(sql, attempts, node, journal, remembered, this::recordOutcomes);
        restore = new LedgerRestore(sql, outcomes, transaction, node.id(), journal.id());
    }

    /**
     * Claims the next batch of a dispatch, and writes its deliveries if it is claimed for the first time. Deliveries of
     * a correction are marked in the same commit, because writing and then marking them costs twice as much.
     *
     * @param most how many can be offered at once in one transaction with the relay; 0 to mark none
     * @throws PendingMark.MarkFailed if it was asked to mark and the commit failed or its result is unknown; then nothing of
     *     it may be sent
     */
    public Optional<BatchClaim> claim(DispatchId dispatch, int most) {
        Optional<BatchClaim> claimed = most == 0 ? claims.claim(dispatch) : claims.claimMarking(dispatch, most);
        claimed.flatMap(BatchClaim::marked).ifPresent(together -> remember(together.marked()));
        return claimed;
    }

    private void remember(MarkedAttempts marked) {
        marked.markers().forEach(marker -> remembered.add(marker.attempt()));
    }

    /** Releases a claimed batch. True if it is closed. */
    public boolean release(ClaimedBatch batch) {
        return Boolean.TRUE.equals(transaction.execute(status -> closer.release(batch)));
    }

    /**
     * Releases the batches that this process owns but does not work on, after a lost release or a predecessor of the
     * same name.
     */
    public void freeBatches(Collection<BatchId> worked) {
        batches.freeBatches(node.id(), worked);
    }

    /**
     * Requests attempts; they are committed together with those of other connections. Fewer are returned where the
     * dispatch is stopped, another node has the batch, or a delivery is not due.
     */
    public PendingMark mark(ClaimedBatch batch, List<DeliveryId> wanted) {
        // Read both clocks before BEGIN: counted from the answer to COMMIT, a slow answer would extend the deadline.
        long nanos = System.nanoTime();
        Instant wall = clock.instant();
        return new PendingMark(commits.mark(batch, wanted)
                .whenComplete((markers, failure) -> unanswered.note(wanted, failure))
                .thenApply(markers -> {
                    var marked = new MarkedAttempts(batch, markers, nanos, wall);
                    remember(marked);
                    return marked;
                }));
    }

    /**
     * Called right before each end of data: notes it in the journal, then checks the deadline. If false, nothing may be
     * written.
     */
    public boolean mayEndData(MarkedAttempts marked) {
        return endOfData.mayEndData(marked);
    }

    /**
     * Permits no end of data for attempts whose commit began before now: the database may have lost them.
     *
     * @return the attempts whose reply may still arrive; all that were sent are in the journal
     */
    public Set<AttemptId> fence() {
        return endOfData.fence();
    }

    public String node() {
        return node.id();
    }

    public boolean isSoleProcess() {
        return node.isSoleProcess();
    }

    /** Records outcomes, retried until the database accepts them: a reply of the relay is never dropped. */
    public CompletableFuture<?> record(List<AnsweredAttempt> answers) {
        journal.recordAnswers(answers);
        List<OutcomeStore.OutcomeUpdate> rows = answers.stream()
                .map(one -> new OutcomeStore.OutcomeUpdate(
                        one.marker().attempt(),
                        one.outcome(),
                        RetryDelays.after(one.outcome(), one.marker().number())))
                .toList();
        return commits.recordOutcomes(rows)
                .thenAccept(news ->
                        answers.forEach(one -> remembered.remove(one.marker().attempt())));
    }

    /** Records outcomes that a predecessor left unwritten. Returns the attempts whose record has changed. */
    public List<AttemptId> recordOutcomes(Collection<OutcomeStore.OutcomeUpdate> answers) {
        return answers.isEmpty() ? List.of() : transaction.execute(status -> outcomes.record(List.copyOf(answers)));
    }

    /**
     * Records outcomes of the orphaned attempts of a dispatch.
     *
     * @param takenBack whether its correction has been ordered
     * @return whether any of its attempts was open
     */
    public boolean recordOrphans(DispatchId dispatch, boolean takenBack) {
        return orphans.recordOutcomes(dispatch, takenBack);
    }

    /** Takes over a batch that another worker has worked on. */
    public void takeOver(ClaimedBatch batch) {
        orphans.takeOver(batch);
    }

    /** Replaces uncertain outcomes of attempts that this process certainly did not send. */
    public void correctUncertain() {
        orphans.correctUncertain(unanswered.recentDeliveries());
    }

    /**
     * Restores attempts that the database has lost, with the outcomes from their journal.
     *
     * @return number of attempts whose recipient the database knows
     */
    public int restore(
            List<JournalReader.EndOfDataEntry> lost,
            Function<JournalReader.EndOfDataEntry, AttemptOutcome> said,
            String journalId) {
        return restore.restore(lost, said, journalId);
    }

    /** No later attempt gets one of these numbers. */
    public void reserveNumbers(Collection<AttemptId> attempts) {
        outcomes.reserveNumbers(attempts);
    }

    /** Log position of the database at the last commit of an attempt; empty before the first. */
    public Optional<WalPosition> lastDatabasePosition() {
        return writer.highestPosition();
    }

    /** From now on the database is compared with this position. */
    public void resetDatabasePosition(WalPosition now) {
        writer.resetPosition(now);
    }

    @Override
    public void destroy() {
        commits.close();
    }
}
