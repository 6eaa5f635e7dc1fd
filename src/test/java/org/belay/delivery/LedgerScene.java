package org.belay.delivery;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.belay.audience.SnapshotId;

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
    final Marker[] notices = new Marker[PEOPLE];
    final Marker[] corrections = new Marker[PEOPLE];
    final DeliveryId[] noticeDeliveries = new DeliveryId[PEOPLE];
    final DeliveryId[] correctionDeliveries = new DeliveryId[PEOPLE];
    Batch noticeBatch;
    Batch correctionBatch;
    private final WireRecord before = new WireRecord();
    private Path deadWitness;
    private SavedRows rows;
    private WireRecord wire;

    /** Prepares a scene. */
    interface Making {
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
        var dead = new LedgerProcess(maker.database, folder, StoodStill.CLOCK);
        notices[person] = markAndDot(dead, false, person).get(0);
        dead.witness.answer(List.of(new Answered(
                notices[person],
                new Settled(
                        Settled.Kind.ACCEPTED, Optional.of("END"), Optional.of("250 ok"), true, Optional.empty()))));
        dead.end();
        deadWitness = dead.witness.path();
    }

    Path deadWitness() {
        return deadWitness;
    }

    List<WireRecord.Event> eventsSinceBegin() {
        List<WireRecord.Event> all = wire.events();
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
        Marker marker = markAndDot(maker, correcting, person).get(0);
        (correcting ? corrections : notices)[person] = marker;
    }

    void accepted(boolean correcting, int person) {
        onItsWay(correcting, person);
        answer(maker, correcting, person, Settled.Kind.ACCEPTED);
    }

    /** Sent a minute ago, without a reply. */
    void inDoubt(boolean correcting, int person) {
        onItsWay(correcting, person);
        record(
                maker,
                marker(correcting, person),
                Settled.doubt("connection lost", maker.batches.now().minusSeconds(60)));
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

    Marker marker(boolean correcting, int person) {
        return (correcting ? corrections : notices)[person];
    }

    /** As a worker does it. Empty if the ledger does not permit it. */
    List<Marker> markAndDot(LedgerProcess by, boolean correcting, int... people) {
        Batch batch = correcting ? correctionBatch : noticeBatch;
        return markAndDot(
                by,
                correcting,
                batch,
                java.util.Arrays.stream(people)
                        .mapToObj(person -> (correcting ? correctionDeliveries : noticeDeliveries)[person])
                        .toList());
    }

    List<Marker> markAndDot(LedgerProcess by, boolean correcting, Batch batch, List<DeliveryId> deliveries) {
        Ledger.Marked marked = by.ledger.mark(batch, deliveries).await();
        return dot(by, correcting, marked);
    }

    List<Marker> dot(LedgerProcess by, boolean correcting, Ledger.Marked marked) {
        if (!marked.markers().isEmpty() && by.ledger.mayDot(marked)) {
            marked.markers().forEach(marker -> wire.dotted(correcting, marker));
        }
        return marked.markers();
    }

    void answer(LedgerProcess by, boolean correcting, int person, Settled.Kind kind) {
        answer(by, correcting, marker(correcting, person), kind);
    }

    /** Reads a reply of the relay and records it. */
    void answer(LedgerProcess by, boolean correcting, Marker marker, Settled.Kind kind) {
        wire.read(correcting, marker, kind);
        record(by, marker, new Settled(kind, Optional.of("END"), Optional.of("250 " + kind), true, Optional.empty()));
    }

    void record(LedgerProcess by, Marker marker, Settled settled) {
        try {
            by.ledger.record(List.of(new Answered(marker, settled))).join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException why ? why : e;
        }
    }
}
