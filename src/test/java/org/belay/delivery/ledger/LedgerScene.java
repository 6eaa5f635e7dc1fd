package org.belay.delivery.ledger;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.belay.audience.SnapshotId;
import org.belay.delivery.DeliveryId;
import org.belay.delivery.DispatchId;
import org.belay.delivery.DispatchKind;
import org.belay.delivery.NewDispatch;
import org.belay.delivery.batch.ClaimedBatch;
import org.belay.delivery.journal.AnsweredAttempt;
import org.belay.delivery.journal.AttemptMarker;
import org.belay.delivery.journal.AttemptOutcome;

/**
 * A notice and its correction for three recipients at a moment of their life, made by the methods of the ledger and
 * restored for each schedule.
 */
final class LedgerScene {

    static final int PEOPLE = 3;

    final LedgerProcess maker;
    final Path folder;
    final DispatchId notice;
    final DispatchId correction;
    final AttemptMarker[] notices = new AttemptMarker[PEOPLE];
    final AttemptMarker[] corrections = new AttemptMarker[PEOPLE];
    final DeliveryId[] noticeDeliveries = new DeliveryId[PEOPLE];
    final DeliveryId[] correctionDeliveries = new DeliveryId[PEOPLE];
    ClaimedBatch noticeBatch;
    ClaimedBatch correctionBatch;
    private final WireRecord before = new WireRecord();
    private Path deadJournal;
    private SavedRows rows;
    private WireRecord wire;

    /** Prepares a scene. */
    interface SceneSetup {
        void make(LedgerScene scene);
    }

    private LedgerScene(LedgerProcess maker, long snapshot, Path folder) {
        this.maker = maker;
        this.folder = folder;
        notice = prepare(DispatchKind.NOTICE, Optional.empty(), snapshot);
        correction = prepare(DispatchKind.CORRECTION, Optional.of(notice), snapshot);
        wire = before;
    }

    static LedgerScene make(LedgerProcess maker, long snapshot, Path folder, LedgerMoment moment) {
        SavedRows.empty(maker.sql);
        var scene = new LedgerScene(maker, snapshot, folder);
        maker.inTransaction(() -> scene.maker.dispatches.start(scene.notice));
        moment.making.make(scene);
        scene.rows = SavedRows.save(maker.sql, moment.name());
        return scene;
    }

    private DispatchId prepare(DispatchKind kind, Optional<DispatchId> corrects, long snapshot) {
        return maker.inTransaction(() -> maker.dispatches.prepare(new NewDispatch(
                1, kind, corrects, new SnapshotId(snapshot), PEOPLE, 0, List.of(), List.of(), Map.of(Map.of(), 1))));
    }

    /** Restores everything to the state after preparation. */
    void begin() {
        rows.putBack();
        wire = before.copy();
    }

    /** Leaves the journal of a process that marked, sent and got a reply, and died before it could record it. */
    void answeredBeforeDeath(int person, Path folder) {
        var dead = new LedgerProcess(maker.database, folder, FixedDatabaseClock.CLOCK);
        notices[person] = markAndDot(dead, false, person).get(0);
        dead.ownJournal.recordAnswers(List.of(new AnsweredAttempt(
                notices[person],
                new AttemptOutcome(
                        AttemptOutcome.Kind.ACCEPTED,
                        Optional.of("END"),
                        Optional.of("250 ok"),
                        true,
                        Optional.empty()))));
        dead.end();
        deadJournal = dead.ownJournal.currentSegment();
    }

    Path deadJournal() {
        return deadJournal;
    }

    List<WireRecord.WireEvent> eventsSinceBegin() {
        List<WireRecord.WireEvent> all = wire.events();
        return all.subList(before.events().size(), all.size());
    }

    WireRecord wire() {
        return wire;
    }

    void claimNotice() {
        noticeBatch = maker.ledger.claim(notice, 0).orElseThrow().batch();
        for (int person = 0; person < PEOPLE; person++) {
            noticeDeliveries[person] = delivery(notice, person);
        }
    }

    void claimCorrection() {
        correctionBatch = maker.ledger.claim(correction, 0).orElseThrow().batch();
        for (int person = 0; person < PEOPLE; person++) {
            correctionDeliveries[person] = delivery(correction, person);
        }
    }

    private DeliveryId delivery(DispatchId dispatch, int person) {
        return maker.sql
                .sql("SELECT id FROM delivery WHERE dispatch = :dispatch AND ordinal = :person")
                .param("dispatch", dispatch.value())
                .param("person", person)
                .query(Long.class)
                .optional()
                .map(DeliveryId::new)
                .orElse(null);
    }

    /** Marked and sent; no reply so far. */
    void onItsWay(boolean correcting, int person) {
        AttemptMarker marker = markAndDot(maker, correcting, person).get(0);
        (correcting ? corrections : notices)[person] = marker;
    }

    void accepted(boolean correcting, int person) {
        onItsWay(correcting, person);
        answer(maker, correcting, person, AttemptOutcome.Kind.ACCEPTED);
    }

    /** Sent a minute ago, without a reply. */
    void inDoubt(boolean correcting, int person) {
        onItsWay(correcting, person);
        record(
                maker,
                marker(correcting, person),
                AttemptOutcome.inDoubt(
                        "connection lost", maker.batches.databaseTime().minusSeconds(60)));
        aged(correcting, person);
    }

    /** Its attempt is past its deadline. */
    void aged(boolean correcting, int person) {
        maker.sql
                .sql("UPDATE attempt SET marked_at = marked_at - interval '2 minutes' WHERE id = :id")
                .param("id", marker(correcting, person).attempt().value())
                .update();
    }

    void releaseNotice() {
        maker.ledger.release(noticeBatch);
    }

    void releaseCorrection() {
        maker.ledger.release(correctionBatch);
    }

    void order(LedgerProcess by) {
        by.inTransaction(() -> by.dispatches.order(notice, correction));
    }

    AttemptMarker marker(boolean correcting, int person) {
        return (correcting ? corrections : notices)[person];
    }

    /** As a worker does it. Empty if the ledger does not permit it. */
    List<AttemptMarker> markAndDot(LedgerProcess by, boolean correcting, int... people) {
        ClaimedBatch batch = correcting ? correctionBatch : noticeBatch;
        return markAndDot(
                by,
                correcting,
                batch,
                java.util.Arrays.stream(people)
                        .mapToObj(person -> (correcting ? correctionDeliveries : noticeDeliveries)[person])
                        .toList());
    }

    List<AttemptMarker> markAndDot(
            LedgerProcess by, boolean correcting, ClaimedBatch batch, List<DeliveryId> deliveries) {
        MarkedAttempts marked = by.ledger.mark(batch, deliveries).await();
        return dot(by, correcting, marked);
    }

    List<AttemptMarker> dot(LedgerProcess by, boolean correcting, MarkedAttempts marked) {
        if (!marked.markers().isEmpty() && by.ledger.mayEndData(marked)) {
            marked.markers().forEach(marker -> wire.dotted(correcting, marker));
        }
        return marked.markers();
    }

    void answer(LedgerProcess by, boolean correcting, int person, AttemptOutcome.Kind kind) {
        answer(by, correcting, marker(correcting, person), kind);
    }

    /** Reads a reply of the relay and records it. */
    void answer(LedgerProcess by, boolean correcting, AttemptMarker marker, AttemptOutcome.Kind kind) {
        wire.read(correcting, marker, kind);
        record(
                by,
                marker,
                new AttemptOutcome(kind, Optional.of("END"), Optional.of("250 " + kind), true, Optional.empty()));
    }

    void record(LedgerProcess by, AttemptMarker marker, AttemptOutcome settled) {
        try {
            by.ledger.record(List.of(new AnsweredAttempt(marker, settled))).join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException why ? why : e;
        }
    }
}
