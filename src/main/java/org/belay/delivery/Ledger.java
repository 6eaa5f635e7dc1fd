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
 * The record of every delivery: no marker, no dot; no answer, in doubt; an answer that was read is never dropped.
 *
 * <p>The rules are those of the model (DESIGN 5): each of them loses or doubles mail when it is left out.
 */
@Component
class Ledger implements DisposableBean {

    /** A marker older than this is never dotted by whoever made it. */
    static final Duration MARKER_DEADLINE = Duration.ofSeconds(20);

    /** How far the clocks and the commit of a marker may differ from its deadline. */
    static final Duration MARGIN = Duration.ofSeconds(5);

    /** How old the dot of a notice must be before its doubt lets the correction go: the truth comes last (I1). */
    static final Duration DOUBT_RIPENS = Duration.ofSeconds(30);

    /** After so many broken connections, while others go through, a delivery is put off for its own sake (FAULTS R6, P13). */
    static final int BROKEN_TOO_OFTEN = 5;

    /** How long a deferred delivery is tried. */
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

    /** Dots are written under the read lock; the write lock fences those of markers that a fail-over may have lost. */
    private final ReadWriteLock dots = new ReentrantReadWriteLock();

    private volatile long fencedAt = System.nanoTime();

    /**
     * As many batches of corrections are written at once as there are processors. Twenty at once on two: none is ready before nearly all
     * are, and until then no connection has anything to say to the relay. A database that hangs for one keeps the others waiting no longer
     * than the server lets it mark.
     */
    private final FewAtOnce writing =
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
     * @param waiting who is to be marked and sent it, where this claim wrote them
     * @param together those whom this claim has marked as well
     */
    record Claim(Batch batch, List<Waiting> waiting, Optional<Together> together) {}

    /**
     * People who get one copy.
     *
     * @param people in the markers' order
     */
    record Together(List<Waiting> people, Marked marked) {}

    /**
     * Claims the next batch of a dispatch, and writes its deliveries if it is the first to claim it. Of a correction it marks them at
     * once, in its turn: writing somebody and then marking them costs twice.
     *
     * @param most so many can be offered at once in one transaction with the relay; 0 for none
     * @throws Commits.NotMarked when it was asked to mark and is not committed, or nobody knows; nothing of it may be dotted
     */
    Optional<Claim> claim(DispatchId dispatch, int most) {
        Optional<Claim> claimed = most == 0
                ? transaction.execute(
                        status -> batches.claim(dispatch, node.id()).map(this::written))
                : writing.run(() -> claimMarking(dispatch, most));
        claimed.flatMap(Claim::together).ifPresent(together -> remember(together.marked()));
        return claimed;
    }

    private Optional<Claim> claimMarking(DispatchId dispatch, int most) {
        // both clocks before BEGIN, as for any marker
        long nanos = System.nanoTime();
        Instant wall = clock.instant();
        return commits.marking(
                dispatch, () -> batches.claim(dispatch, node.id()).map(batch -> written(batch, most, nanos, wall)));
    }

    private Claim written(Batch batch) {
        return written(batch, 0, System.nanoTime(), clock.instant()); // nobody is marked, so the clocks are nobody's
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

    /** Gives a claimed batch back. True: it is settled. */
    boolean release(Batch batch) {
        return Boolean.TRUE.equals(transaction.execute(status -> batches.release(batch)));
    }

    /** Gives back what stands in this process's name and is not worked: a lost release, or a predecessor of the same name. */
    void free(Collection<BatchId> worked) {
        batches.free(node.id(), worked);
    }

    /**
     * Asks for markers; they commit with those of other connections. Fewer come back where the dispatch is stopped, the batch is lost to
     * another node, or a delivery is not due.
     */
    Marking mark(Batch batch, List<DeliveryId> wanted) {
        // Both clocks are read before BEGIN: counted from COMMIT's answer, a slow answer would stretch the deadline.
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

    /** Markers that are being committed. */
    record Marking(CompletableFuture<Marked> marked) {

        static Marking done(Marked marked) {
            return new Marking(CompletableFuture.completedFuture(marked));
        }

        /** @throws Commits.NotMarked when nobody knows whether they are committed, or they are not */
        Marked await() {
            try {
                return marked.join();
            } catch (CompletionException e) {
                throw e.getCause() instanceof RuntimeException why ? why : e;
            }
        }
    }

    /**
     * Markers this process has made, for one transaction.
     *
     * @param nanos the monotonic clock before their commit began
     * @param wall the wall clock at the same moment
     */
    record Marked(Batch batch, List<Marker> markers, long nanos, Instant wall) {

        /** May its dot still be written, and for so long? Both clocks must say so. */
        boolean isWithinDeadline(Clock clock, Duration reserve) {
            Instant now = clock.instant();
            Duration left = MARKER_DEADLINE.minus(reserve);
            return System.nanoTime() - nanos < left.toNanos()
                    && now.isBefore(wall.plus(left))
                    && !now.isBefore(wall.minus(MARGIN));
        }
    }

    /** Asked right before each dot, in this order: note it, look at the deadline. Where it says no, nothing may be written. */
    boolean mayDot(Marked marked) {
        dots.readLock().lock();
        try {
            return marked.nanos() - fencedAt > 0
                    && witness.dot(marked.markers(), node.databaseTime())
                    && marked.isWithinDeadline(clock, Duration.ZERO);
        } finally {
            dots.readLock().unlock();
        }
    }

    /**
     * Lets no marker be dotted whose commit began before now: the database may have lost it.
     *
     * @return the attempts whose answer may still come; all that were dotted are in the journal
     */
    Set<AttemptId> fence() {
        dots.writeLock().lock();
        try {
            fencedAt = System.nanoTime();
            return Set.copyOf(remembered);
        } finally {
            dots.writeLock().unlock();
        }
    }

    String node() {
        return node.id();
    }

    boolean alone() {
        return node.alone();
    }

    /** Has outcomes written, until the database takes them: an answer of the relay is never dropped. */
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

    /** Writes outcomes that a predecessor left unwritten. Returns those that were news. */
    List<AttemptId> settle(Collection<OutcomeStore.Answer> answers) {
        return answers.isEmpty() ? List.of() : transaction.execute(status -> outcomes.settle(List.copyOf(answers)));
    }

    /**
     * Writes attempts that the database has lost, with what the journal says of them, under their numbers, so that an answer that is still
     * to come finds them; and lets no later attempt have one of these.
     *
     * @return of how many the database knows the person
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
     * Settles the foreign markers of a whole dispatch.
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
     * Takes over a batch that has been worked before: settles the foreign markers that stand in its way, its own and those of the notice
     * that it corrects, and then leaves out whoever must not get it: of a notice who has left, of a correction who certainly has no notice.
     * Once a notice is taken back, its own dots that are 30 s old count as in doubt too; we listen on, and an answer that comes later is
     * recorded.
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
     * Foreign is a marker that this living process does not remember: a dead predecessor's, settled at once where there can be no other
     * process, any other (a dead node's, a COMMIT whose answer was lost) after its deadline by the database's clock.
     *
     * @param before what this process remembered before {@code open} was read: a doubt that is written and forgotten meanwhile must not be
     *     taken for a marker without a dot. What it remembers now counts too: a marker may have been made meanwhile
     */
    private void settleForeign(List<OutcomeStore.Open> open, Set<AttemptId> before, boolean takenBack) {
        if (open.isEmpty()) {
            return;
        }
        Instant now = batches.now();
        var foreign = new ArrayList<OutcomeStore.Open>();
        var silent = new ArrayList<OutcomeStore.Open>();
        for (OutcomeStore.Open one : open) {
            boolean predecessors = node.alone() && one.markedAt().isBefore(node.startedAt());
            boolean ours = before.contains(one.attempt()) || remembered.contains(one.attempt());
            if (!ours && (predecessors || now.isAfter(dead(one)))) {
                foreign.add(one);
            } else if (takenBack && now.isAfter(dead(one).plus(DOUBT_RIPENS))) {
                silent.add(one);
            }
        }
        var settled = new ArrayList<OutcomeStore.Answer>();
        Map<AttemptId, Settled> noted = noted(foreign);
        foreign.forEach(one -> settled.add(new OutcomeStore.Answer(
                one.attempt(), noted.getOrDefault(one.attempt(), unknown(one, now)), Duration.ZERO)));
        silent.forEach(one -> settled.add(new OutcomeStore.Answer(one.attempt(), unknown(one, now), Duration.ZERO)));
        settle(settled);
    }

    /**
     * Takes back doubts about what this process certainly never dotted: the COMMIT of the marker had no answer, and another node settled
     * it while this one was frozen or had no database.
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

    private static Instant dead(OutcomeStore.Open one) {
        return one.markedAt().plus(MARKER_DEADLINE).plus(MARGIN);
    }

    private static Settled unknown(OutcomeStore.Open one, Instant now) {
        return Settled.unknown(
                "No answer is on record; the relay may have taken it", now.isAfter(dead(one)) ? dead(one) : now);
    }

    /**
     * What this process's own witness says of its own markers that it does not remember: mostly they had a COMMIT without an answer and were
     * never dotted, and then there is no line. Where the database lost an outcome, there is one.
     */
    private Map<AttemptId, Settled> noted(List<OutcomeStore.Open> foreign) {
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

    /** Lets no later attempt have one of these numbers. */
    void numberBeyond(Collection<AttemptId> attempts) {
        outcomes.numberBeyond(attempts);
    }

    /** How far the database's log was when a marker was committed last; empty before the first. */
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
