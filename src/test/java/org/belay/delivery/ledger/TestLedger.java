package org.belay.delivery.ledger;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.belay.audience.SnapshotId;
import org.belay.delivery.DeliveryId;
import org.belay.delivery.DispatchId;
import org.belay.delivery.DispatchKind;
import org.belay.delivery.NewDispatch;
import org.belay.delivery.batch.ClaimedBatch;
import org.belay.delivery.cluster.ClusterNode;
import org.belay.delivery.cluster.NodeStore;
import org.belay.delivery.dispatch.Dispatches;
import org.belay.delivery.dispatch.SendingHolds;
import org.belay.delivery.journal.AnsweredAttempt;
import org.belay.delivery.journal.AttemptId;
import org.belay.delivery.journal.AttemptMarker;
import org.belay.delivery.journal.AttemptOutcome;
import org.belay.delivery.journal.DeliveryJournal;
import org.belay.platform.database.DatabaseOwnership;
import org.belay.testsupport.database.TestDatabase;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** A notice to three recipients, and its correction, on the real ledger and a real PostgreSQL. */
final class TestLedger implements AutoCloseable {

    static final int PEOPLE = 3;

    private final TestDatabase database;
    private final NodeStore nodes;
    private final DeliveryJournal ownJournal;
    private final OpenAttemptStore attempts;
    final OutcomeStore outcomes;
    final Dispatches dispatches;
    final SendingHolds holds;
    final DeliveryLedger ledger;
    final DispatchId notice;
    final DispatchId correction;
    private CompletableFuture<Void> meanwhile = CompletableFuture.completedFuture(null);

    TestLedger(TestDatabase database) {
        this(database, new OpenAttemptStore(database.jdbc()));
    }

    TestLedger(TestDatabase database, OpenAttemptStore attempts) {
        this(database, attempts, database.transaction());
    }

    TestLedger(TestDatabase database, OpenAttemptStore attempts, TransactionTemplate transaction) {
        this.database = database;
        this.attempts = attempts;
        outcomes = new OutcomeStore(database.jdbc(), event -> {});
        nodes = new NodeStore(database.jdbc());
        dispatches = new Dispatches(database.jdbc(), event -> {}, kind -> 4);
        holds = new SendingHolds(database.jdbc(), dispatches, nodes, event -> {});
        ownJournal = new DeliveryJournal(folder());
        ledger = ledger(transaction, ownJournal);
        long snapshot = TestRecipients.snapshot(database.jdbc(), PEOPLE);
        notice = prepare(DispatchKind.NOTICE, Optional.empty(), snapshot);
        correction = prepare(DispatchKind.CORRECTION, Optional.of(notice), snapshot);
        run(() -> dispatches.start(notice));
    }

    private DeliveryLedger ledger(TransactionTemplate transaction, DeliveryJournal journal) {
        return new DeliveryLedger(
                new NamedParameterJdbcTemplate(database.dataSource()),
                outcomes,
                attempts,
                transaction,
                new ClusterNode(nodes, new DatabaseOwnership(false)),
                journal,
                Clock.systemUTC());
    }

    /** Another node with its own journal. */
    DeliveryLedger another() {
        return ledger(database.transaction(), new DeliveryJournal(folder()));
    }

    private static Path folder() {
        try {
            return Files.createTempDirectory("belay-journal-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private DispatchId prepare(DispatchKind kind, Optional<DispatchId> corrects, long snapshot) {
        return run(() -> dispatches.prepare(new NewDispatch(
                1, kind, corrects, new SnapshotId(snapshot), PEOPLE, 0, List.of(), List.of(), Map.of(Map.of(), 1))));
    }

    /** SQL that makes this time pass for every delivery that waits for a time. */
    static String deliveriesLater(String time) {
        return """
                UPDATE delivery
                   SET retry_at = retry_at - interval '%1$s',
                       resend_at = resend_at - interval '%1$s',
                       repair_at = repair_at - interval '%1$s'
                 WHERE num_nonnulls(retry_at, resend_at, repair_at) > 0\
                """.formatted(time);
    }

    /** Takes the only batch of a dispatch from its owner. */
    ClaimedBatch take(DispatchId dispatch) {
        database.jdbc()
                .sql("UPDATE batch SET owner = NULL, claim_at = NULL WHERE dispatch = :id")
                .param("id", dispatch.value())
                .update();
        return ledger.claim(dispatch, 0).orElseThrow().batch();
    }

    /** What another worker can mark now. */
    Optional<AttemptMarker> found(DispatchId dispatch, int person) {
        return ledger.claim(dispatch, 0).flatMap(claim -> {
            if (!claim.batch().newlyWritten()) {
                ledger.takeOver(claim.batch());
            }
            return marked(claim.batch(), dispatch, person);
        });
    }

    AttemptMarker mark(DispatchId dispatch, int person) {
        return marked(take(dispatch), dispatch, person).orElseThrow();
    }

    Optional<AttemptMarker> marked(ClaimedBatch batch, DispatchId dispatch, int person) {
        return delivery(dispatch, person)
                .flatMap(delivery -> ledger.mark(batch, List.of(delivery)).await().markers().stream()
                        .findFirst());
    }

    /** Marks, and notes the end of data in the journal, as before a real one. */
    AttemptMarker dot(DispatchId dispatch, int person) {
        ClaimedBatch batch = take(dispatch);
        MarkedAttempts marked = ledger.mark(
                        batch, List.of(delivery(dispatch, person).orElseThrow()))
                .await();
        ledger.mayEndData(marked);
        return marked.markers().get(0);
    }

    /** All recipients have the notice except one, who is in doubt. */
    AttemptMarker doubtOf(int person) {
        ClaimedBatch batch = take(notice);
        for (int other = 0; other < PEOPLE; other++) {
            if (other != person) {
                accept(marked(batch, notice, other).orElseThrow());
            }
        }
        AttemptMarker attempt = marked(batch, notice, person).orElseThrow();
        doubt(attempt);
        return attempt;
    }

    /** Turns an accepted attempt into one in doubt, as if its reply had been lost. */
    AttemptMarker doubtOfAnother(int person) {
        DeliveryId delivery = delivery(notice, person).orElseThrow();
        database.jdbc()
                .sql("UPDATE attempt SET outcome = 'IN_DOUBT' WHERE delivery = :id")
                .param("id", delivery.value())
                .update();
        return database.jdbc()
                .sql("UPDATE delivery SET state = 'IN_DOUBT' WHERE id = :id RETURNING (SELECT id FROM attempt WHERE"
                        + " delivery = :id)")
                .param("id", delivery.value())
                .query((row, n) -> new AttemptMarker(
                        delivery, notice, person, new AttemptId(row.getLong(1)), 1, Instant.now(), false))
                .single();
    }

    void order() {
        run(() -> dispatches.order(notice, correction));
        take(correction); // writes its deliveries
    }

    void accept(AttemptMarker attempt) {
        record(attempt, reply(AttemptOutcome.Kind.ACCEPTED));
    }

    /** A doubt whose end of data is a minute old. */
    void doubt(AttemptMarker attempt) {
        record(attempt, AttemptOutcome.inDoubt("connection lost", Instant.now().minusSeconds(60)));
    }

    void record(AttemptMarker attempt, AttemptOutcome settled) {
        ledger.record(List.of(new AnsweredAttempt(attempt, settled))).join();
    }

    /** Recorded as another node would, in the caller's transaction if there is one. */
    boolean settle(AttemptMarker attempt, AttemptOutcome settled) {
        var answer = new OutcomeStore.OutcomeUpdate(attempt.attempt(), settled, Duration.ZERO);
        return !run(() -> outcomes.record(List.of(answer))).isEmpty();
    }

    static AttemptOutcome reply(AttemptOutcome.Kind kind) {
        return new AttemptOutcome(kind, Optional.of("END"), Optional.of(kind.name()), true, Optional.empty());
    }

    Optional<DeliveryId> delivery(DispatchId dispatch, int person) {
        return database.jdbc()
                .sql("SELECT id FROM delivery WHERE dispatch = :dispatch AND ordinal = :ordinal")
                .param("dispatch", dispatch.value())
                .param("ordinal", person)
                .query((row, n) -> new DeliveryId(row.getLong(1)))
                .optional();
    }

    String state(DispatchId dispatch, int person) {
        return database.jdbc()
                .sql("SELECT state FROM delivery WHERE dispatch = :dispatch AND ordinal = :ordinal")
                .param("dispatch", dispatch.value())
                .param("ordinal", person)
                .query(String.class)
                .single();
    }

    void age(String column, int seconds) {
        database.jdbc()
                .sql("UPDATE attempt SET " + column + " = " + column + " - make_interval(secs => :seconds)")
                .param("seconds", seconds)
                .update();
    }

    /**
     * Runs two transactions at once: the first commits only when the second, begun after its work, has ended or waits
     * for a lock.
     */
    <T> T overlapping(Runnable first, Supplier<T> second) {
        var result = new AtomicReference<T>();
        run(() -> {
            first.run();
            meanwhile(() -> result.set(second.get()));
            return true;
        });
        joinMeanwhile();
        return result.get();
    }

    /** Begins work on another connection, and returns when it has ended or waits for a lock. */
    void meanwhile(Runnable act) {
        meanwhile(act, 1);
    }

    /** @param waiting number of connections that wait for a lock then */
    void meanwhile(Runnable act, int waiting) {
        // on its own thread: from JDK 25 on, two of these on two processors would share the one thread of the common
        // pool
        var begun = CompletableFuture.runAsync(act, task -> new Thread(task, "meanwhile").start());
        meanwhile = CompletableFuture.allOf(meanwhile, begun);
        await().until(() -> begun.isDone() || waitForLocks() >= waiting);
    }

    boolean meanwhileIsDone() {
        return meanwhile.isDone();
    }

    void joinMeanwhile() {
        meanwhile.join();
        meanwhile = CompletableFuture.completedFuture(null);
    }

    private int waitForLocks() {
        return database.jdbc()
                .sql("SELECT count(*) FROM pg_locks WHERE NOT granted")
                .query(Integer.class)
                .single();
    }

    <T> T run(Supplier<T> act) {
        return database.transaction().execute(status -> act.get());
    }

    @Override
    public void close() {
        ledger.destroy();
        try {
            ownJournal.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
