package org.belay.delivery.ledger;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.belay.access.UserId;
import org.belay.audience.suppression.PersonSuppressed;
import org.belay.audience.suppression.SuppressionEntry;
import org.belay.delivery.Bounce;
import org.belay.delivery.DeliveryId;
import org.belay.delivery.DispatchId;
import org.belay.delivery.batch.DueRecipient;
import org.belay.delivery.bounce.SentDelivery;
import org.belay.delivery.dispatch.DispatchPace;
import org.belay.delivery.journal.AttemptOutcome;
import org.belay.delivery.recovery.JournalRecovery;
import org.belay.platform.RequestRefused;

/** The methods of the ledger that run concurrently, each as one process runs it in a {@link LedgerScene}. */
enum LedgerMethod {
    MARK_NOTICE("", (by, scene) -> scene.markAndDot(by, false, 2)),
    MARK_CORRECTION("", (by, scene) -> scene.markAndDot(by, true, 1, 2)),
    CLAIM_AND_MARK_CORRECTION(
            "",
            (by, scene) -> by.ledger
                    .claim(scene.correction, 500)
                    .flatMap(BatchClaim::marked)
                    .ifPresent(together -> scene.dot(by, true, together.marked()))),

    RECORD_ACCEPTED("notice 1", (by, scene) -> scene.answer(by, false, 1, AttemptOutcome.Kind.ACCEPTED)),
    RECORD_REJECTED("notice 1", (by, scene) -> scene.answer(by, false, 1, AttemptOutcome.Kind.REJECTED)),
    RECORD_DEFERRED("notice 1", (by, scene) -> scene.answer(by, false, 1, AttemptOutcome.Kind.DEFERRED)),
    RECORD_DOUBT(
            "notice 1",
            (by, scene) -> scene.record(
                    by, scene.marker(false, 1), AttemptOutcome.inDoubt("connection lost", by.batches.databaseTime()))),
    LATE_ACCEPTED("notice 0", (by, scene) -> scene.answer(by, false, 0, AttemptOutcome.Kind.ACCEPTED)),
    LATE_REJECTED("notice 0", (by, scene) -> scene.answer(by, false, 0, AttemptOutcome.Kind.REJECTED)),
    LATE_NOT_SENT("notice 0", (by, scene) -> scene.answer(by, false, 0, AttemptOutcome.Kind.NOT_SENT)),

    RECORD_CORRECTION_ACCEPTED("correction 0", (by, scene) -> scene.answer(by, true, 0, AttemptOutcome.Kind.ACCEPTED)),
    RECORD_CORRECTION_DEFERRED("correction 0", (by, scene) -> scene.answer(by, true, 0, AttemptOutcome.Kind.DEFERRED)),
    RECORD_CORRECTION_DOUBT(
            "correction 0",
            (by, scene) -> scene.record(
                    by, scene.marker(true, 0), AttemptOutcome.inDoubt("connection lost", by.batches.databaseTime()))),

    RELEASE_NOTICE("", (by, scene) -> by.ledger.release(scene.noticeBatch)),
    RELEASE_CORRECTION("", (by, scene) -> by.ledger.release(scene.correctionBatch)),
    TAKE_OVER_NOTICE("", (by, scene) -> takeOver(by, scene, false)),
    TAKE_OVER_CORRECTION("", (by, scene) -> takeOver(by, scene, true)),
    SETTLE_FOREIGN_NOTICE(
            "", (by, scene) -> by.ledger.recordOrphans(scene.notice, by.dispatches.isTakenBack(scene.notice))),
    SETTLE_FOREIGN_CORRECTION("", (by, scene) -> by.ledger.recordOrphans(scene.correction, false)),
    FREE("", (by, scene) -> by.ledger.freeBatches(Set.of())),
    RECOVER("notice 1", LedgerMethod::recover),

    STOP("", (by, scene) -> by.inTransaction(() -> by.dispatches.stop(scene.notice))),
    STOP_CORRECTION("", (by, scene) -> by.inTransaction(() -> by.dispatches.stop(scene.correction))),
    RESUME("", (by, scene) -> {
        try {
            by.inTransaction(() -> by.dispatches.resume(scene.notice));
        } catch (RequestRefused takenBack) {
            // as required once the correction is ordered
        }
    }),
    PAUSE("", (by, scene) -> pause(by, scene.notice)),
    PAUSE_CORRECTION("", (by, scene) -> pause(by, scene.correction)),
    GO_ON("", (by, scene) -> by.inTransaction(() -> by.dispatches.continueAfterPause(scene.notice))),
    ORDER("", (by, scene) -> scene.order(by)),
    FINISH("", (by, scene) -> by.inTransaction(() -> by.dispatches.finish(scene.notice))),
    FINISH_CORRECTION("", (by, scene) -> by.inTransaction(() -> by.dispatches.finish(scene.correction))),
    SUPPRESS("", LedgerMethod::suppress),
    RECORD_BOUNCE(
            "",
            (by, scene) -> by.inTransaction(() -> by.bounces.record(
                    new SentDelivery(scene.noticeDeliveries[0], scene.notice, 0, "person0@example.org"),
                    new Bounce(1, Instant.now(), "5.1.1", "no such user"))));

    /** The work of a method. */
    private interface MethodBody {
        void run(LedgerProcess by, LedgerScene scene) throws Exception;
    }

    private final String answers;
    private final MethodBody body;

    LedgerMethod(String answers, MethodBody body) {
        this.answers = answers;
        this.body = body;
    }

    void run(LedgerProcess by, LedgerScene scene) throws Exception {
        body.run(by, scene);
    }

    /** An attempt has one reply. */
    boolean contradicts(LedgerMethod other) {
        return !answers.isEmpty() && answers.equals(other.answers);
    }

    /** Whether its statements run on the committer's thread. */
    boolean commitsWithOthers() {
        return !answers.isEmpty() && this != RECOVER
                || Set.of(MARK_NOTICE, MARK_CORRECTION, TAKE_OVER_NOTICE, TAKE_OVER_CORRECTION)
                        .contains(this);
    }

    boolean marksNotices() {
        return this == MARK_NOTICE || this == TAKE_OVER_NOTICE;
    }

    /** Whether no attempt of the notice may commit after its commit. */
    boolean endsMarksOfNotice() {
        return this == STOP || this == ORDER || this == PAUSE;
    }

    private static void takeOver(LedgerProcess by, LedgerScene scene, boolean correcting) {
        Optional<BatchClaim> claim = by.ledger.claim(correcting ? scene.correction : scene.notice, 0);
        claim.map(BatchClaim::batch).ifPresent(batch -> {
            by.ledger.takeOver(batch);
            List<DeliveryId> waiting = by.deliveries.dueRecipients(batch).stream()
                    .map(DueRecipient::id)
                    .toList();
            if (!waiting.isEmpty()) {
                scene.markAndDot(by, correcting, batch, waiting);
            }
        });
    }

    private static void recover(LedgerProcess by, LedgerScene scene) throws IOException {
        Files.copy(scene.deadJournal(), by.ownJournal.currentSegment().resolveSibling("of-the-dead.txt"));
        scene.wire().read(false, scene.marker(false, 1), AttemptOutcome.Kind.ACCEPTED);
        new JournalRecovery(by.ledger, by.nodes, by.holds, new DispatchPace(by.sql), by.ownJournal).start();
    }

    private static void pause(LedgerProcess by, DispatchId dispatch) {
        by.inTransaction(
                () -> by.dispatches.pause(dispatch, "the relay is away", Optional.of(Duration.ofSeconds(5)), false));
    }

    private static void suppress(LedgerProcess by, LedgerScene scene) {
        by.inTransaction(() -> {
            if (by.sql.sql("""
                            INSERT INTO suppression (address, reason, added_by)
                            SELECT 'person2@example.org', 'left', min(id) FROM app_user
                            ON CONFLICT (address) DO NOTHING
                            """).update() == 1) {
                by.leftOut.suppressed(new PersonSuppressed(
                        new SuppressionEntry("person2@example.org", "left", new UserId(1), Instant.now())));
            }
        });
    }
}
