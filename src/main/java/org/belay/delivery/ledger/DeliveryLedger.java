package org.belay.delivery.ledger;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.belay.delivery.DeliveryId;
import org.belay.delivery.DispatchId;
import org.belay.delivery.batch.BatchClaims;
import org.belay.delivery.batch.BatchCloser;
import org.belay.delivery.batch.BatchId;
import org.belay.delivery.batch.ClaimedBatch;
import org.belay.delivery.batch.DueRecipient;
import org.belay.delivery.batch.RecipientSkips;
import org.belay.delivery.cluster.ClusterNode;
import org.belay.delivery.journal.AnsweredAttempt;
import org.belay.delivery.journal.AttemptId;
import org.belay.delivery.journal.AttemptMarker;
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
 * The record of every delivery. Without a committed attempt no end of data is written, an attempt without a reply is in
 * doubt, and a reply that was read is never dropped.
 *
 * <p>The rules are those of the model (docs/model): without any one of them, mail is lost or sent twice.
 */
@Component
public class DeliveryLedger implements DisposableBean {

    /** Maximum age of an attempt at its end of data. */
    public static final Duration ATTEMPT_DEADLINE = Duration.ofSeconds(20);

    /** How far clocks, and the commit of an attempt, may deviate from its deadline. */
    static final Duration CLOCK_MARGIN = Duration.ofSeconds(5);

    /**
     * Time to wait before correcting a notice in doubt, so that the notice cannot arrive after its correction
     * (docs/promises.md, I1).
     */
    static final Duration CORRECTION_DELAY = Duration.ofSeconds(30);

    /** How long a deferred delivery is retried. */
    static final Duration MAXIMUM_AGE = Duration.ofHours(24);

    private final BatchClaims batches;
    private final BatchCloser closer;
    private final RecipientSkips skips;
    private final DeliveryWriter writer;
    private final OutcomeStore outcomes;
    private final OpenAttemptStore attempts;
    private final TransactionTemplate transaction;
    private final ClusterNode node;
    private final Clock clock;
    private final DeliveryJournal journal;
    private final GroupCommit commits;
    private final Set<AttemptId> remembered = ConcurrentHashMap.newKeySet();
    private final UnconfirmedMarks unanswered = new UnconfirmedMarks();

    /**
     * Ends of data are permitted under the read lock; the write lock fences attempts that a fail-over may have lost.
     */
    private final ReadWriteLock endOfDataLock = new ReentrantReadWriteLock();

    private volatile long fencedAt = System.nanoTime();

    /**
     * At most as many batches of corrections are written at once as there are processors. With twenty at once on two
     * processors, none is ready before nearly all are, and until then no connection has anything to offer. A database
     * that hangs for one delays the others no longer than the server allows it to mark.
     */
    private final ConcurrencyLimit correctionWrites =
            new ConcurrencyLimit(Math.max(2, Runtime.getRuntime().availableProcessors()), Duration.ofSeconds(2));

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
        skips = new RecipientSkips(sql);
        writer = new DeliveryWriter(sql);
        batches = new BatchClaims(sql);
        this.outcomes = outcomes;
        this.attempts = attempts;
        this.transaction = transaction;
        this.node = node;
        this.journal = journal;
        this.clock = clock;
        commits = new GroupCommit(jdbc, outcomes, transaction, node.id(), journal.id());
    }

    /**
     * A claimed batch.
     *
     * @param waiting recipients to mark and send to, if this claim has written them
     * @param together recipients whom this claim has marked as well
     */
    public record BatchClaim(ClaimedBatch batch, List<DueRecipient> due, Optional<MarkedRecipients> marked) {}

    /**
     * Recipients of one shared copy.
     *
     * @param people in the order of their markers
     */
    public record MarkedRecipients(List<DueRecipient> people, MarkedAttempts marked) {}

    /**
     * Claims the next batch of a dispatch, and writes its deliveries if it is claimed for the first time. Deliveries of
     * a correction are marked in the same commit, because writing and then marking them costs twice as much.
     *
     * @param most how many can be offered at once in one transaction with the relay; 0 to mark none
     * @throws GroupCommit.MarkFailed if it was asked to mark and the commit failed or its result is unknown; then nothing of
     *     it may be sent
     */
    public Optional<BatchClaim> claim(DispatchId dispatch, int most) {
        Optional<BatchClaim> claimed = most == 0
                ? transaction.execute(
                        status -> batches.claim(dispatch, node.id()).map(this::written))
                : correctionWrites.run(() -> claimMarking(dispatch, most));
        claimed.flatMap(BatchClaim::marked).ifPresent(together -> remember(together.marked()));
        return claimed;
    }

    private Optional<BatchClaim> claimMarking(DispatchId dispatch, int most) {
        // read both clocks before BEGIN, as for any attempt
        long nanos = System.nanoTime();
        Instant wall = clock.instant();
        return commits.markWith(
                dispatch, () -> batches.claim(dispatch, node.id()).map(batch -> written(batch, most, nanos, wall)));
    }

    private BatchClaim written(ClaimedBatch batch) {
        return written(batch, 0, System.nanoTime(), clock.instant()); // nothing is marked, so the clocks do not matter
    }

    private BatchClaim written(ClaimedBatch batch, int most, long nanos, Instant wall) {
        if (!batch.newlyWritten()) {
            return new BatchClaim(batch, List.of(), Optional.empty());
        }
        if (batch.corrects().isEmpty()) {
            return new BatchClaim(batch, writer.writeNotice(batch), Optional.empty());
        }
        DeliveryWriter.WrittenBatch written =
                writer.writeCorrection(batch, batch.paced() ? 0 : most, node.id(), journal.id());
        Optional<MarkedRecipients> together = written.markers().isEmpty()
                ? Optional.empty()
                : Optional.of(new MarkedRecipients(
                        written.together(), new MarkedAttempts(batch, written.markers(), nanos, wall)));
        return new BatchClaim(batch, written.waiting(), together);
    }

    private void remember(MarkedAttempts marked) {
        marked.markers().forEach(marker -> remembered.add(marker.attempt()));
    }

    /** Releases a claimed batch. True if it is settled. */
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

    /** Attempts that are being committed. */
    public record PendingMark(CompletableFuture<MarkedAttempts> marked) {

        public static PendingMark done(MarkedAttempts marked) {
            return new PendingMark(CompletableFuture.completedFuture(marked));
        }

        /** @throws GroupCommit.MarkFailed if they are not committed, or the result of the COMMIT is unknown */
        public MarkedAttempts await() {
            try {
                return marked.join();
            } catch (CompletionException e) {
                throw e.getCause() instanceof RuntimeException why ? why : e;
            }
        }
    }

    /**
     * Attempts that this process has committed for one transaction.
     *
     * @param nanos the monotonic clock before their commit began
     * @param wall the wall clock at the same moment
     */
    public record MarkedAttempts(ClaimedBatch batch, List<AttemptMarker> markers, long nanos, Instant wall) {

        /** Whether the end of data may still be written, with this much time left. Both clocks must agree. */
        public boolean isWithinDeadline(Clock clock, Duration reserve) {
            Instant now = clock.instant();
            Duration left = ATTEMPT_DEADLINE.minus(reserve);
            return System.nanoTime() - nanos < left.toNanos()
                    && now.isBefore(wall.plus(left))
                    && !now.isBefore(wall.minus(CLOCK_MARGIN));
        }
    }

    /**
     * Called right before each end of data: notes it in the journal, then checks the deadline. If false, nothing may be
     * written.
     */
    public boolean mayEndData(MarkedAttempts marked) {
        endOfDataLock.readLock().lock();
        try {
            return marked.nanos() - fencedAt > 0
                    && journal.recordEndOfData(marked.markers(), node.databaseTime())
                    && marked.isWithinDeadline(clock, Duration.ZERO);
        } finally {
            endOfDataLock.readLock().unlock();
        }
    }

    /**
     * Permits no end of data for attempts whose commit began before now: the database may have lost them.
     *
     * @return the attempts whose reply may still arrive; all that were sent are in the journal
     */
    public Set<AttemptId> fence() {
        endOfDataLock.writeLock().lock();
        try {
            fencedAt = System.nanoTime();
            return Set.copyOf(remembered);
        } finally {
            endOfDataLock.writeLock().unlock();
        }
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
                        retryAfter(one.outcome(), one.marker().number())))
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
     * Restores attempts that the database has lost, with the outcomes from the journal, under their original numbers so
     * that a late reply finds them. Later attempts get other numbers.
     *
     * @return number of attempts whose recipient the database knows
     */
    public int restore(
            List<JournalReader.EndOfDataEntry> lost,
            Function<JournalReader.EndOfDataEntry, AttemptOutcome> said,
            String journalId) {
        return transaction.execute(status -> {
            var answers = new ArrayList<OutcomeStore.OutcomeUpdate>();
            outcomes.reserveNumbers(
                    lost.stream().map(JournalReader.EndOfDataEntry::attempt).toList());
            lost.stream()
                    .sorted(Comparator.comparing((JournalReader.EndOfDataEntry dot) ->
                                    dot.dispatch().value()) // a correction's people depend on its notice
                            .thenComparing(dot -> dot.attempt().value()))
                    .forEach(dot -> {
                        batches.claimUnwritten(dot.dispatch(), dot.ordinal()).ifPresent(this::written);
                        writer.writeMissing(dot.dispatch(), dot.ordinal());
                        outcomes.restoreAttempt(dot, node.id(), journalId)
                                .ifPresent(attempt -> answers.add(
                                        new OutcomeStore.OutcomeUpdate(attempt, said.apply(dot), Duration.ZERO)));
                    });
            if (!answers.isEmpty()) {
                outcomes.recordRestored(answers);
            }
            return answers.size();
        });
    }

    /**
     * Settles the orphaned attempts of a dispatch.
     *
     * @return whether any of its attempts was open
     */
    public boolean settleOrphans(DispatchId dispatch, boolean takenBack) {
        Set<AttemptId> ours = Set.copyOf(remembered);
        List<OpenAttemptStore.OpenAttempt> open = attempts.openAttempts(dispatch);
        settleOrphans(open, ours, takenBack);
        return !open.isEmpty();
    }

    /**
     * Takes over a batch that another worker has worked on: settles its orphaned attempts, and those of the notice that
     * it corrects, then skips recipients who must not get it: those suppressed from a notice, and those of a correction
     * who certainly have no notice. Once a notice is taken back, its own attempts whose end of data is 30 s old count
     * as in doubt too; the worker still waits for the reply, and a later reply is recorded.
     */
    public void takeOver(ClaimedBatch batch) {
        Set<AttemptId> ours = Set.copyOf(remembered);
        settleOrphans(attempts.openAttempts(batch.dispatch(), batch.first(), batch.end()), ours, false);
        if (batch.corrects().isEmpty()) {
            skips.skipSuppressed(batch.dispatch(), batch.first(), batch.end());
            return;
        }
        settleOrphans(attempts.openAttempts(batch.corrects().get(), batch.first(), batch.end()), ours, true);
        skips.skipWithoutNotice(batch);
    }

    /**
     * Settles orphaned attempts: those that this living process does not remember. Those of a dead predecessor are
     * settled at once where no other process can exist; any other (of a dead node, or with a lost answer to COMMIT)
     * after its deadline by the clock of the database.
     *
     * @param before what this process remembered before {@code open} was read: a doubt that is recorded and forgotten
     *     in between must not be taken for an attempt that was not sent. What it remembers now counts too, because an
     *     attempt may have been made in between
     */
    private void settleOrphans(List<OpenAttemptStore.OpenAttempt> open, Set<AttemptId> before, boolean takenBack) {
        if (open.isEmpty()) {
            return;
        }
        Instant now = batches.databaseTime();
        var foreign = new ArrayList<OpenAttemptStore.OpenAttempt>();
        var ripened = new ArrayList<OpenAttemptStore.OpenAttempt>();
        for (OpenAttemptStore.OpenAttempt one : open) {
            boolean leftByPredecessor = node.isSoleProcess() && one.markedAt().isBefore(node.startedAt());
            boolean ours = before.contains(one.attempt()) || remembered.contains(one.attempt());
            if (!ours && (leftByPredecessor || now.isAfter(expiresAt(one)))) {
                foreign.add(one);
            } else if (takenBack && now.isAfter(expiresAt(one).plus(CORRECTION_DELAY))) {
                ripened.add(one);
            }
        }
        var settled = new ArrayList<OutcomeStore.OutcomeUpdate>();
        Map<AttemptId, AttemptOutcome> fromJournal = fromJournal(foreign);
        foreign.forEach(one -> settled.add(new OutcomeStore.OutcomeUpdate(
                one.attempt(), fromJournal.getOrDefault(one.attempt(), unknown(one, now)), Duration.ZERO)));
        ripened.forEach(
                one -> settled.add(new OutcomeStore.OutcomeUpdate(one.attempt(), unknown(one, now), Duration.ZERO)));
        recordOutcomes(settled);
    }

    /**
     * Withdraws doubts about what this process certainly did not send: the COMMIT of the attempt had no answer, and
     * another node settled it while this one was frozen or had no database.
     */
    public void withdrawDoubts() {
        Set<DeliveryId> deliveries = unanswered.recentDeliveries();
        if (deliveries.isEmpty()) {
            return;
        }
        Set<AttemptId> doubts = attempts.attemptsInDoubt(deliveries, journal.id()).stream()
                .filter(attempt -> !remembered.contains(attempt))
                .collect(Collectors.toSet());
        if (!doubts.isEmpty()) {
            recordOutcomes(journal.outcomesOf(doubts).entrySet().stream()
                    .filter(one -> one.getValue().kind() == AttemptOutcome.Kind.NOT_SENT)
                    .map(one -> new OutcomeStore.OutcomeUpdate(one.getKey(), one.getValue(), Duration.ZERO))
                    .toList());
        }
    }

    private static Instant expiresAt(OpenAttemptStore.OpenAttempt one) {
        return one.markedAt().plus(ATTEMPT_DEADLINE).plus(CLOCK_MARGIN);
    }

    private static AttemptOutcome unknown(OpenAttemptStore.OpenAttempt one, Instant now) {
        return AttemptOutcome.unresolved(
                "No reply is on record; the relay may have accepted it",
                now.isAfter(expiresAt(one)) ? expiresAt(one) : now);
    }

    /**
     * What the journal of this process says of its own attempts that it does not remember. Usually their COMMIT had no
     * answer and they were never sent: then there is no line. If the database lost an outcome, there is one.
     */
    private Map<AttemptId, AttemptOutcome> fromJournal(List<OpenAttemptStore.OpenAttempt> foreign) {
        Set<AttemptId> own = foreign.stream()
                .filter(one -> journal.id().equals(one.journalId()))
                .map(OpenAttemptStore.OpenAttempt::attempt)
                .collect(Collectors.toSet());
        return own.isEmpty() ? Map.of() : journal.outcomesOf(own);
    }

    private static Duration retryAfter(AttemptOutcome settled, int attempts) {
        if (settled.isRetriedAtOnce()) {
            return Duration.ZERO;
        }
        if (settled.isPolicyRefusal() || settled.kind() == AttemptOutcome.Kind.NOT_SENT) {
            return settled.byRelay() ? jittered(5) : settled.isInternalFailure() ? jittered(1) : Duration.ZERO;
        }
        if (settled.kind() != AttemptOutcome.Kind.DEFERRED) {
            return Duration.ZERO;
        }
        long first = settled.byRelay() ? 30 : 1;
        return jittered(Math.min(1800, first << Math.min(attempts, 11)));
    }

    private static Duration jittered(long seconds) {
        return Duration.ofMillis(seconds * 1000 + ThreadLocalRandom.current().nextLong(1 + seconds * 200));
    }

    /** No later attempt gets one of these numbers. */
    public void reserveNumbers(Collection<AttemptId> attempts) {
        outcomes.reserveNumbers(attempts);
    }

    /** Log position of the database at the last commit of an attempt; empty before the first. */
    public Optional<WalPosition> lastDatabasePosition() {
        return commits.highestPosition();
    }

    /** From now on the database is compared with this position. */
    public void resetDatabasePosition(WalPosition now) {
        commits.resetPosition(now);
    }

    @Override
    public void destroy() {
        commits.close();
    }
}
