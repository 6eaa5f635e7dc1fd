package org.belay.delivery.ledger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntConsumer;
import org.belay.audience.SnapshotId;
import org.belay.delivery.CorrectionKind;
import org.belay.delivery.DeliveryId;
import org.belay.delivery.DispatchId;
import org.belay.delivery.DispatchKind;
import org.belay.delivery.NewDispatch;
import org.belay.delivery.batch.ClaimedBatch;
import org.belay.delivery.cluster.ClusterNode;
import org.belay.delivery.cluster.NodeStore;
import org.belay.delivery.dispatch.DispatchPace;
import org.belay.delivery.dispatch.Dispatches;
import org.belay.delivery.dispatch.SendingHolds;
import org.belay.delivery.journal.AnsweredAttempt;
import org.belay.delivery.journal.AttemptId;
import org.belay.delivery.journal.AttemptMarker;
import org.belay.delivery.journal.AttemptOutcome;
import org.belay.delivery.journal.DeliveryJournal;
import org.belay.delivery.recovery.JournalRecovery;
import org.belay.platform.RequestRefused;
import org.belay.platform.database.DatabaseOwnership;
import org.belay.testsupport.database.TestDatabase;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * A notice and its correction for five recipients on the real ledger, and a simulated relay that knows what it
 * accepted.
 */
final class SimulatedLedger {

    static final int PEOPLE = 5;

    private static final TestDatabase DATABASE = TestDatabase.fresh();
    private static final Path FOLDER = temporaryFolder();

    private final JdbcClient sql = JdbcClient.create(DATABASE.dataSource());
    private final TransactionTemplate transaction =
            new TransactionTemplate(new JdbcTransactionManager(DATABASE.dataSource()));
    private final NodeStore nodes = new NodeStore(sql);
    private final Dispatches dispatches = new Dispatches(sql, event -> {}, kind -> 4);
    private final SendingHolds holds = new SendingHolds(sql, dispatches, nodes, event -> {});
    private final long snapshot;
    private final DispatchId notice;
    private final DispatchId correction;
    private final Map<Integer, Integer> noticesTaken = new HashMap<>();
    private final Map<Integer, Integer> correctionsTaken = new HashMap<>();
    private final Set<Integer> noticeDoubts = new HashSet<>();
    private final Set<Integer> correctionDoubts = new HashSet<>();
    private final Set<AttemptId> taken = new HashSet<>();
    private final List<Runnable> late = new ArrayList<>();
    private DeliveryLedger ledger;
    private DeliveryJournal ownJournal;

    private SimulatedLedger() {
        snapshot = TestRecipients.snapshot(sql, PEOPLE);
        notice = prepare(DispatchKind.NOTICE, Optional.empty(), snapshot);
        correction = prepare(DispatchKind.CORRECTION, Optional.of(notice), snapshot);
        restart();
        inTransaction(() -> dispatches.start(notice));
    }

    private static Path temporaryFolder() {
        try {
            return Files.createTempDirectory("belay-journal-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static SimulatedLedger begin() {
        return new SimulatedLedger();
    }

    DispatchId notice() {
        return notice;
    }

    /** The DISREGARD that was frozen with the notice. */
    DispatchId correction() {
        return correction;
    }

    DispatchId prepareCorrection() {
        return prepare(DispatchKind.CORRECTION, Optional.of(notice), snapshot);
    }

    boolean order(DispatchId one, CorrectionKind kind) {
        return inTransaction(() -> dispatches.order(notice, one, kind));
    }

    private DispatchId prepare(DispatchKind kind, Optional<DispatchId> corrects, long snapshot) {
        return inTransaction(() -> dispatches.prepare(new NewDispatch(
                1, kind, corrects, new SnapshotId(snapshot), PEOPLE, 0, List.of(), List.of(), Map.of(Map.of(), 1))));
    }

    void notice(int person, AttemptFate fate) {
        attempt(notice, person, fate, counting(noticesTaken), noticeDoubts::add);
    }

    void correction(int person, AttemptFate fate) {
        attempt(correction, person, fate, counting(correctionsTaken), correctionDoubts::add);
    }

    private static IntConsumer counting(Map<Integer, Integer> counts) {
        return person -> counts.merge(person, 1, Integer::sum);
    }

    /**
     * @param mailTaken is called with the ordinal of each person for whom the relay takes the mail
     * @param doubt is called with the ordinal of each person whose reply is lost
     */
    void attempt(DispatchId dispatch, int person, AttemptFate fate, IntConsumer mailTaken, IntConsumer doubt) {
        Optional<ClaimedBatch> batch = batch(dispatch);
        Optional<DeliveryId> delivery = batch.flatMap(b -> delivery(dispatch, person));
        if (delivery.isEmpty()) {
            return;
        }
        takeOver(batch.get());
        MarkedAttempts marked =
                ledger.mark(batch.get(), List.of(delivery.get())).await();
        if (marked.markers().isEmpty()) {
            return;
        }
        happens(marked, fate, mailTaken, doubt);
    }

    /** One shared copy for all recipients that the first claim of the correction marks. */
    void together(AttemptFate fate) {
        together(correction, fate, counting(correctionsTaken), correctionDoubts::add);
    }

    void together(DispatchId dispatch, AttemptFate fate, IntConsumer mailTaken, IntConsumer doubt) {
        claim(dispatch, PEOPLE)
                .flatMap(BatchClaim::marked)
                .ifPresent(together -> happens(together.marked(), fate, mailTaken, doubt));
    }

    private void happens(MarkedAttempts marked, AttemptFate fate, IntConsumer mailTaken, IntConsumer doubt) {
        if (fate != AttemptFate.KILLED_BEFORE_DOT && fate != AttemptFate.DEFERRED && fate != AttemptFate.REJECTED) {
            ledger.mayEndData(marked);
        }
        for (AttemptMarker attempt : marked.markers()) {
            if (fate.doubtful) {
                doubt.accept(attempt.ordinal());
            }
            if (fate.taken) {
                mailTaken.accept(attempt.ordinal());
                taken.add(attempt.attempt());
            }
            switch (fate) {
                case ACCEPTED -> settle(attempt, AttemptOutcome.Kind.ACCEPTED);
                case REJECTED -> settle(attempt, AttemptOutcome.Kind.REJECTED);
                case DEFERRED -> settle(attempt, AttemptOutcome.Kind.DEFERRED);
                case WITHHELD -> settle(attempt, AttemptOutcome.Kind.NOT_SENT);
                case LOST_ANSWER, LOST -> record(attempt, AttemptOutcome.inDoubt("lost", Instant.now()));
                case SLOW -> late.add(() -> settle(attempt, AttemptOutcome.Kind.ACCEPTED));
                case KILLED_BEFORE_DOT, KILLED_AFTER_DOT -> {}
            }
        }
        if (fate == AttemptFate.KILLED_BEFORE_DOT || fate == AttemptFate.KILLED_AFTER_DOT) {
            restart();
        }
    }

    private void settle(AttemptMarker attempt, AttemptOutcome.Kind kind) {
        record(attempt, new AttemptOutcome(kind, Optional.of("END"), Optional.of(kind.name()), true, Optional.empty()));
    }

    private void record(AttemptMarker attempt, AttemptOutcome settled) {
        ledger.record(List.of(new AnsweredAttempt(attempt, settled))).join();
    }

    void lateAnswers() {
        late.forEach(Runnable::run);
        late.clear();
    }

    void stop() {
        inTransaction(() -> dispatches.stop(notice));
    }

    void goOn() {
        try {
            inTransaction(() -> dispatches.resume(notice));
        } catch (RequestRefused takenBack) {
            // as required once the correction is ordered
        }
    }

    void order() {
        inTransaction(() -> dispatches.order(notice, correction));
    }

    /** Replies that are still to come never arrive. */
    void kill() {
        late.clear();
        restart();
    }

    private void restart() {
        if (ownJournal != null) {
            close(ownJournal);
            ledger.destroy();
        }
        ownJournal = new DeliveryJournal(FOLDER);
        ledger = new DeliveryLedger(
                new NamedParameterJdbcTemplate(DATABASE.dataSource()),
                new OutcomeStore(sql, event -> {}),
                new OpenAttemptStore(sql),
                transaction,
                new ClusterNode(nodes, new DatabaseOwnership(true)),
                ownJournal,
                Clock.systemUTC());
        new JournalRecovery(ledger, nodes, holds, new DispatchPace(sql), ownJournal).start();
    }

    private static void close(DeliveryJournal journal) {
        try {
            journal.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void runToTheEnd() {
        for (int round = 0; round < 4; round++) {
            timePasses(List.of(notice, correction));
            for (int person = 0; person < PEOPLE; person++) {
                correction(person, AttemptFate.ACCEPTED);
            }
        }
    }

    /** A minute passes: every doubt is old enough, everything that waits is due. */
    void timePasses(List<DispatchId> sent) {
        for (DispatchId dispatch : sent) {
            batch(dispatch).ifPresent(this::takeOver);
        }
        sql.sql("UPDATE attempt SET marked_at = marked_at - interval '1 minute' WHERE outcome IS NULL")
                .update();
        sql.sql("UPDATE attempt SET end_of_data_by = end_of_data_by - interval '1 minute'")
                .update();
        sql.sql(TestLedger.deliveriesLater("1 day")).update();
    }

    private void takeOver(ClaimedBatch batch) {
        ledger.takeOver(batch);
    }

    private Optional<ClaimedBatch> batch(DispatchId dispatch) {
        return claim(dispatch, 0).map(BatchClaim::batch);
    }

    /** Takes the only batch of a dispatch from its owner. */
    private Optional<BatchClaim> claim(DispatchId dispatch, int most) {
        sql.sql("UPDATE batch SET owner = NULL, claim_at = NULL WHERE dispatch = :id")
                .param("id", dispatch.value())
                .update();
        return ledger.claim(dispatch, most);
    }

    private Optional<DeliveryId> delivery(DispatchId dispatch, int person) {
        return sql.sql("SELECT id FROM delivery WHERE dispatch = :dispatch AND ordinal = :ordinal")
                .param("dispatch", dispatch.value())
                .param("ordinal", person)
                .query(Long.class)
                .optional()
                .map(DeliveryId::new);
    }

    int noticesTaken(int person) {
        return noticesTaken.getOrDefault(person, 0);
    }

    int correctionsTaken(int person) {
        return correctionsTaken.getOrDefault(person, 0);
    }

    boolean noticeWasInDoubt(int person) {
        return noticeDoubts.contains(person);
    }

    boolean correctionWasInDoubt(int person) {
        return correctionDoubts.contains(person);
    }

    /** Refused, or in doubt twice: such a recipient is informed another way. */
    boolean listedAsNotReached(int person) {
        return listedAsNotReached(correction, person);
    }

    boolean listedAsNotReached(DispatchId dispatch, int person) {
        return sql.sql("SELECT state FROM delivery WHERE dispatch = :dispatch AND ordinal = :ordinal")
                .param("dispatch", dispatch.value())
                .param("ordinal", person)
                .query(String.class)
                .optional()
                .filter(Set.of("REJECTED", "EXPIRED", "IN_DOUBT")::contains)
                .isPresent();
    }

    /** Attempts that the relay accepted and that the ledger records neither as ACCEPTED nor as IN_DOUBT. */
    List<AttemptId> takenWithoutRecord() {
        List<Long> onRecord = sql.sql("SELECT id FROM attempt WHERE outcome IN ('ACCEPTED', 'IN_DOUBT')")
                .query(Long.class)
                .list();
        return taken.stream().filter(a -> !onRecord.contains(a.value())).toList();
    }

    <T> T inTransaction(java.util.function.Supplier<T> act) {
        return transaction.execute(status -> act.get());
    }
}
