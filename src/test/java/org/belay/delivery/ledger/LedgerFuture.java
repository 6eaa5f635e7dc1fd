package org.belay.delivery.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.belay.delivery.Dispatch;
import org.belay.delivery.DispatchId;
import org.belay.delivery.DispatchKind;
import org.belay.delivery.DispatchState;
import org.belay.delivery.batch.ClaimedBatch;
import org.belay.delivery.batch.DueRecipient;
import org.belay.delivery.journal.AttemptOutcome;

/**
 * What follows a schedule: the processes of its methods are dead, time passes, another process sweeps and works until
 * nothing is left, and a person resumes what was stopped and finally takes the notice back. What the ledger forgot then
 * shows on the wire.
 */
final class LedgerFuture {

    private static final int MOST_ROUNDS = 12;

    private final LedgerScene scene;
    private final LedgerProcess survivor;

    LedgerFuture(LedgerScene scene, LedgerProcess survivor) {
        this.scene = scene;
        this.survivor = survivor;
    }

    /** Returns the violations at the end. */
    List<String> run() {
        var wrong = new ArrayList<String>();
        runUntilQuiet();
        if (!survivor.inTransaction(() -> survivor.dispatches.isTakenBack(scene.notice))) {
            goOn(scene.notice);
            runUntilQuiet();
            checkDone(scene.notice, wrong);
            scene.order(survivor);
            runUntilQuiet();
        }
        goOn(scene.correction);
        runUntilQuiet();
        checkDone(scene.correction, wrong);
        openAttempts().forEach(open -> wrong.add("an attempt stays open: " + open));
        return wrong;
    }

    private void goOn(DispatchId dispatch) {
        survivor.inTransaction(() -> survivor.dispatches.resume(dispatch));
    }

    private void checkDone(DispatchId dispatch, List<String> wrong) {
        DispatchState state = survivor.dispatches.get(dispatch).state();
        List<String> waiting = survivor.sql
                .sql("""
                        SELECT concat_ws(' ', ordinal, state, 'again', coalesce(retry_at, resend_at, repair_at)) FROM delivery
                         WHERE dispatch = :id
                           AND (state IN ('PENDING', 'DEFERRED', 'IN_FLIGHT') OR num_nonnulls(retry_at, resend_at, repair_at) > 0)
                         ORDER BY ordinal
                        """)
                .param("id", dispatch.value())
                .query(String.class)
                .list();
        if (state != DispatchState.DONE || !waiting.isEmpty()) {
            wrong.add("work is never looked at again: dispatch "
                    + (dispatch.equals(scene.notice) ? "notice" : "correction") + " " + state + ", waiting " + waiting);
        }
    }

    private List<String> openAttempts() {
        return survivor.sql
                .sql("SELECT concat_ws(' ', 'delivery', delivery, 'number', number) FROM attempt WHERE outcome IS NULL")
                .query(String.class)
                .list();
    }

    private void runUntilQuiet() {
        int idle = 0;
        for (int round = 0; idle < 2; round++) {
            if (round == MOST_ROUNDS) {
                throw new IllegalStateException("never quiet");
            }
            advanceOneMinute();
            idle = sweep() ? 0 : idle + 1;
        }
    }

    private void advanceOneMinute() {
        survivor.sql
                .sql("""
                        UPDATE attempt SET marked_at = marked_at - interval '1 minute', end_of_data_by = end_of_data_by - interval '1 minute';
                        %s;
                        UPDATE batch SET claim_at = claim_at - interval '1 minute' WHERE claim_at IS NOT NULL;
                        UPDATE dispatch SET probe_at = probe_at - interval '1 minute' WHERE probe_at IS NOT NULL;
                        UPDATE node SET seen_at = CASE WHEN id = '%s' THEN clock_timestamp() ELSE now() - interval '1 minute' END
                        """.formatted(TestLedger.deliveriesLater("1 minute"), survivor.node.id()))
                .update();
    }

    /** As upkeep does it. True if there was something to do. */
    private boolean sweep() {
        boolean worked = false;
        survivor.ledger.freeBatches(Set.of());
        for (DispatchId paused : survivor.dispatches.duePauses()) {
            survivor.inTransaction(() -> survivor.dispatches.continueAfterPause(paused));
            worked = true;
        }
        for (Dispatch dispatch : survivor.dispatches.activeDispatches()) {
            survivor.ledger.recordOrphans(dispatch.id(), survivor.dispatches.isTakenBack(dispatch.id()));
            if (dispatch.state() == DispatchState.SENDING) {
                worked |= work(dispatch);
                survivor.inTransaction(() -> survivor.dispatches.finish(dispatch.id()));
                worked |= survivor.dispatches.get(dispatch.id()).state() == DispatchState.DONE;
            }
        }
        return worked;
    }

    private boolean work(Dispatch dispatch) {
        boolean correcting = dispatch.kind() == DispatchKind.CORRECTION;
        boolean worked = false;
        Optional<BatchClaim> claim = survivor.ledger.claim(dispatch.id(), correcting ? 500 : 0);
        for (int turn = 0; claim.isPresent() && turn < 10; turn++) {
            ClaimedBatch batch = claim.get().batch();
            claim.get().marked().ifPresent(together -> send(correcting, together.marked()));
            worked |= claim.get().marked().isPresent();
            List<DueRecipient> waiting = claim.get().due();
            if (!batch.newlyWritten()) {
                survivor.ledger.takeOver(batch);
                waiting = survivor.deliveries.dueRecipients(batch);
            }
            if (!waiting.isEmpty()) {
                MarkedAttempts marked = survivor.ledger
                        .mark(batch, waiting.stream().map(DueRecipient::id).toList())
                        .await();
                send(correcting, marked);
                worked |= !marked.markers().isEmpty();
            }
            survivor.ledger.release(batch);
            claim = survivor.ledger.claim(dispatch.id(), correcting ? 500 : 0);
        }
        return worked;
    }

    private void send(boolean correcting, MarkedAttempts marked) {
        scene.dot(survivor, correcting, marked)
                .forEach(marker -> scene.answer(survivor, correcting, marker, AttemptOutcome.Kind.ACCEPTED));
    }
}
