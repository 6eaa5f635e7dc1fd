package org.belay.delivery;

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
import org.springframework.beans.factory.DisposableBean;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcOperations;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The record of every delivery. Without a committed attempt no end of data is written, an attempt without a reply is in
 * doubt, and a reply that was read is never dropped.
 *
 * <p>The rules are those of the model (docs/model): without any one of them, mail is lost or sent twice.
 */
@Component
class Ledger implements DisposableBean {

    /** Maximum age of an attempt at its end of data. */
    static final Duration MARKER_DEADLINE = Duration.ofSeconds(20);

    /** How far clocks, and the commit of an attempt, may deviate from its deadline. */
    static final Duration MARGIN = Duration.ofSeconds(5);

    /**
     * Time to wait before correcting a notice in doubt, so that the notice cannot arrive after its correction
     * (docs/promises.md, I1).
     */
    static final Duration DOUBT_RIPENS = Duration.ofSeconds(30);

    /**
     * Number of broken connections, while other mail is accepted, after which a delivery is deferred for its own sake
     * (docs/faults.md, P13).
     */
    static final int BROKEN_TOO_OFTEN = 5;

    /** How long a deferred delivery is retried. */
    static final Duration MAXIMUM_AGE = Duration.ofHours(24);

    private final BatchStore batches;
    private final DeliveryWriter writer;
    private final OutcomeStore outcomes;
    private final TransactionTemplate transaction;
    private final Node node;
    private final Clock clock;
    private final Witness witness;
    private final Commits commits;
    private final Set<AttemptId> remembered = ConcurrentHashMap.newKeySet();
    private final UnansweredMarks unanswered = new UnansweredMarks();

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
    private final FewAtOnce correctionWrites =
            new FewAtOnce(Math.max(2, Runtime.getRuntime().availableProcessors()), Duration.ofSeconds(2));

    Ledger(
            BatchStore batches,
            DeliveryWriter writer,
            NamedParameterJdbcOperations jdbc,
            OutcomeStore outcomes,
            TransactionTemplate transaction,
            Node node,
            Witness witness,
            Clock clock) {
        this.batches = batches;
        this.writer = writer;
        this.outcomes = outcomes;
        this.transaction = transaction;
        this.node = node;
        this.witness = witness;
        this.clock = clock;
        commits = new Commits(jdbc, outcomes, transaction, node.id(), witness.id());
    }

    /**
     * A claimed batch.
     *
     * @param waiting recipients to mark and send to, if this claim has written them
     * @param together recipients whom this claim has marked as well
     */
    record Claim(Batch batch, List<Waiting> waiting, Optional<Together> together) {}

    /**
     * Recipients of one shared copy.
     *
     * @param people in the order of their markers
     */
    record Together(List<Waiting> people, Marked marked) {}

    /**
     * Claims the next batch of a dispatch, and writes its deliveries if it is claimed for the first time. Deliveries of
     * a correction are marked in the same commit, because writing and then marking them costs twice as much.
     *
     * @param most how many can be offered at once in one transaction with the relay; 0 to mark none
     * @throws Commits.NotMarked if it was asked to mark and the commit failed or its result is unknown; then nothing of
     *     it may be sent
     */
    Optional<Claim> claim(DispatchId dispatch, int most) {
        Optional<Claim> claimed = most == 0
                ? transaction.execute(
                        status -> batches.claim(dispatch, node.id()).map(this::written))
                : correctionWrites.run(() -> claimMarking(dispatch, most));
        claimed.flatMap(Claim::together).ifPresent(together -> remember(together.marked()));
        return claimed;
    }

    private Optional<Claim> claimMarking(DispatchId dispatch, int most) {
        // read both clocks before BEGIN, as for any attempt
        long nanos = System.nanoTime();
        Instant wall = clock.instant();
        return commits.marking(
                dispatch, () -> batches.claim(dispatch, node.id()).map(batch -> written(batch, most, nanos, wall)));
    }

    private Claim written(Batch batch) {
        return written(batch, 0, System.nanoTime(), clock.instant()); // nothing is marked, so the clocks do not matter
    }

    private Claim written(Batch batch, int most, long nanos, Instant wall) {
        if (!batch.fresh()) {
            return new Claim(batch, List.of(), Optional.empty());
        }
        if (batch.corrects().isEmpty()) {
            return new Claim(batch, writer.writeNotice(batch), Optional.empty());
        }
        DeliveryWriter.Written written =
                writer.writeCorrection(batch, batch.paced() ? 0 : most, node.id(), witness.id());
        Optional<Together> together = written.markers().isEmpty()
                ? Optional.empty()
                : Optional.of(new Together(written.together(), new Marked(batch, written.markers(), nanos, wall)));
        return new Claim(batch, written.waiting(), together);
    }

    private void remember(Marked marked) {
        marked.markers().forEach(marker -> remembered.add(marker.attempt()));
    }

    /** Releases a claimed batch. True if it is settled. */
    boolean release(Batch batch) {
        return Boolean.TRUE.equals(transaction.execute(status -> batches.release(batch)));
    }

    /**
     * Releases the batches that this process owns but does not work on, after a lost release or a predecessor of the
     * same name.
     */
    void free(Collection<BatchId> worked) {
        batches.free(node.id(), worked);
    }

    /**
     * Requests attempts; they are committed together with those of other connections. Fewer are returned where the
     * dispatch is stopped, another node has the batch, or a delivery is not due.
     */
    Marking mark(Batch batch, List<DeliveryId> wanted) {
        // Read both clocks before BEGIN: counted from the answer to COMMIT, a slow answer would extend the deadline.
        long nanos = System.nanoTime();
        Instant wall = clock.instant();
        return new Marking(commits.mark(batch, wanted)
                .whenComplete((markers, failure) -> unanswered.note(wanted, failure))
                .thenApply(markers -> {
                    var marked = new Marked(batch, markers, nanos, wall);
                    remember(marked);
                    return marked;
                }));
    }

    /** Attempts that are being committed. */
    record Marking(CompletableFuture<Marked> marked) {

        static Marking done(Marked marked) {
            return new Marking(CompletableFuture.completedFuture(marked));
        }

        /** @throws Commits.NotMarked if they are not committed, or the result of the COMMIT is unknown */
        Marked await() {
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
    record Marked(Batch batch, List<Marker> markers, long nanos, Instant wall) {

        /** Whether the end of data may still be written, with this much time left. Both clocks must agree. */
        boolean isWithinDeadline(Clock clock, Duration reserve) {
            Instant now = clock.instant();
            Duration left = MARKER_DEADLINE.minus(reserve);
            return System.nanoTime() - nanos < left.toNanos()
                    && now.isBefore(wall.plus(left))
                    && !now.isBefore(wall.minus(MARGIN));
        }
    }

    /**
     * Called right before each end of data: notes it in the journal, then checks the deadline. If false, nothing may be
     * written.
     */
    boolean mayDot(Marked marked) {
        endOfDataLock.readLock().lock();
        try {
            return marked.nanos() - fencedAt > 0
                    && witness.dot(marked.markers(), node.databaseTime())
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
    Set<AttemptId> fence() {
        endOfDataLock.writeLock().lock();
        try {
            fencedAt = System.nanoTime();
            return Set.copyOf(remembered);
        } finally {
            endOfDataLock.writeLock().unlock();
        }
    }

    String node() {
        return node.id();
    }

    boolean alone() {
        return node.alone();
    }

    /** Records outcomes, retried until the database accepts them: a reply of the relay is never dropped. */
    CompletableFuture<?> record(List<Answered> answers) {
        witness.answer(answers);
        List<OutcomeStore.Answer> rows = answers.stream()
                .map(one -> new OutcomeStore.Answer(
                        one.marker().attempt(),
                        one.settled(),
                        retryAfter(one.settled(), one.marker().number())))
                .toList();
        return commits.settle(rows)
                .thenAccept(news ->
                        answers.forEach(one -> remembered.remove(one.marker().attempt())));
    }

    /** Records outcomes that a predecessor left unwritten. Returns the attempts whose record has changed. */
    List<AttemptId> settle(Collection<OutcomeStore.Answer> answers) {
        return answers.isEmpty() ? List.of() : transaction.execute(status -> outcomes.settle(List.copyOf(answers)));
    }

    /**
     * Restores attempts that the database has lost, with the outcomes from the journal, under their original numbers so
     * that a late reply finds them. Later attempts get other numbers.
     *
     * @return number of attempts whose recipient the database knows
     */
    int restore(List<Testimony.Dot> lost, Function<Testimony.Dot, Settled> said, String witness) {
        return transaction.execute(status -> {
            var answers = new ArrayList<OutcomeStore.Answer>();
            outcomes.numberBeyond(lost.stream().map(Testimony.Dot::attempt).toList());
            lost.stream()
                    .sorted(Comparator.comparing((Testimony.Dot dot) ->
                                    dot.dispatch().value()) // a correction's people depend on its notice
                            .thenComparing(dot -> dot.attempt().value()))
                    .forEach(dot -> {
                        batches.toBeWritten(dot.dispatch(), dot.ordinal()).ifPresent(this::written);
                        writer.writeMissing(dot.dispatch(), dot.ordinal());
                        outcomes.remake(dot, node.id(), witness)
                                .ifPresent(attempt ->
                                        answers.add(new OutcomeStore.Answer(attempt, said.apply(dot), Duration.ZERO)));
                    });
            if (!answers.isEmpty()) {
                outcomes.settleRemade(answers);
            }
            return answers.size();
        });
    }

    /**
     * Settles the orphaned attempts of a dispatch.
     *
     * @return whether any of its attempts was open
     */
    boolean settleForeign(DispatchId dispatch, boolean takenBack) {
        Set<AttemptId> ours = Set.copyOf(remembered);
        List<OutcomeStore.Open> open = outcomes.open(dispatch);
        settleForeign(open, ours, takenBack);
        return !open.isEmpty();
    }

    /**
     * Takes over a batch that another worker has worked on: settles its orphaned attempts, and those of the notice that
     * it corrects, then skips recipients who must not get it: those suppressed from a notice, and those of a correction
     * who certainly have no notice. Once a notice is taken back, its own attempts whose end of data is 30 s old count
     * as in doubt too; the worker still waits for the reply, and a later reply is recorded.
     */
    void takeOver(Batch batch) {
        Set<AttemptId> ours = Set.copyOf(remembered);
        settleForeign(outcomes.open(batch.dispatch(), batch.first(), batch.next()), ours, false);
        if (batch.corrects().isEmpty()) {
            batches.skipLeavers(batch.dispatch(), batch.first(), batch.next());
            return;
        }
        settleForeign(outcomes.open(batch.corrects().get(), batch.first(), batch.next()), ours, true);
        batches.skipThoseWithoutTheNotice(batch);
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
    private void settleForeign(List<OutcomeStore.Open> open, Set<AttemptId> before, boolean takenBack) {
        if (open.isEmpty()) {
            return;
        }
        Instant now = batches.now();
        var foreign = new ArrayList<OutcomeStore.Open>();
        var ripened = new ArrayList<OutcomeStore.Open>();
        for (OutcomeStore.Open one : open) {
            boolean leftByPredecessor = node.alone() && one.markedAt().isBefore(node.startedAt());
            boolean ours = before.contains(one.attempt()) || remembered.contains(one.attempt());
            if (!ours && (leftByPredecessor || now.isAfter(expiresAt(one)))) {
                foreign.add(one);
            } else if (takenBack && now.isAfter(expiresAt(one).plus(DOUBT_RIPENS))) {
                ripened.add(one);
            }
        }
        var settled = new ArrayList<OutcomeStore.Answer>();
        Map<AttemptId, Settled> fromJournal = fromJournal(foreign);
        foreign.forEach(one -> settled.add(new OutcomeStore.Answer(
                one.attempt(), fromJournal.getOrDefault(one.attempt(), unknown(one, now)), Duration.ZERO)));
        ripened.forEach(one -> settled.add(new OutcomeStore.Answer(one.attempt(), unknown(one, now), Duration.ZERO)));
        settle(settled);
    }

    /**
     * Withdraws doubts about what this process certainly did not send: the COMMIT of the attempt had no answer, and
     * another node settled it while this one was frozen or had no database.
     */
    void takeBackDoubts() {
        Set<DeliveryId> deliveries = unanswered.recent();
        if (deliveries.isEmpty()) {
            return;
        }
        Set<AttemptId> doubts = outcomes.doubts(deliveries, witness.id()).stream()
                .filter(attempt -> !remembered.contains(attempt))
                .collect(Collectors.toSet());
        if (!doubts.isEmpty()) {
            settle(witness.says(doubts).entrySet().stream()
                    .filter(one -> one.getValue().outcome() == Settled.Kind.NOT_SENT)
                    .map(one -> new OutcomeStore.Answer(one.getKey(), one.getValue(), Duration.ZERO))
                    .toList());
        }
    }

    private static Instant expiresAt(OutcomeStore.Open one) {
        return one.markedAt().plus(MARKER_DEADLINE).plus(MARGIN);
    }

    private static Settled unknown(OutcomeStore.Open one, Instant now) {
        return Settled.unknown(
                "No reply is on record; the relay may have accepted it",
                now.isAfter(expiresAt(one)) ? expiresAt(one) : now);
    }

    /**
     * What the journal of this process says of its own attempts that it does not remember. Usually their COMMIT had no
     * answer and they were never sent: then there is no line. If the database lost an outcome, there is one.
     */
    private Map<AttemptId, Settled> fromJournal(List<OutcomeStore.Open> foreign) {
        Set<AttemptId> own = foreign.stream()
                .filter(one -> witness.id().equals(one.witness()))
                .map(OutcomeStore.Open::attempt)
                .collect(Collectors.toSet());
        return own.isEmpty() ? Map.of() : witness.says(own);
    }

    private static Duration retryAfter(Settled settled, int attempts) {
        if (settled.atOnce()) {
            return Duration.ZERO;
        }
        if (settled.policy() || settled.outcome() == Settled.Kind.NOT_SENT) {
            return settled.byRelay() ? jittered(5) : settled.ourFault() ? jittered(1) : Duration.ZERO;
        }
        if (settled.outcome() != Settled.Kind.DEFERRED) {
            return Duration.ZERO;
        }
        long first = settled.byRelay() ? 30 : 1;
        return jittered(Math.min(1800, first << Math.min(attempts, 11)));
    }

    private static Duration jittered(long seconds) {
        return Duration.ofMillis(seconds * 1000 + ThreadLocalRandom.current().nextLong(1 + seconds * 200));
    }

    /** No later attempt gets one of these numbers. */
    void numberBeyond(Collection<AttemptId> attempts) {
        outcomes.numberBeyond(attempts);
    }

    /** Log position of the database at the last commit of an attempt; empty before the first. */
    Optional<LogPosition> databaseWas() {
        return commits.highest();
    }

    /** From now on the database is compared with this position. */
    void databaseIs(LogPosition now) {
        commits.follows(now);
    }

    @Override
    public void destroy() {
        commits.close();
    }
}
