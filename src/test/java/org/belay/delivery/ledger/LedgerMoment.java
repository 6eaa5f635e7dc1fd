package org.belay.delivery.ledger;

import static org.belay.delivery.ledger.LedgerMethod.*;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A moment in the life of a notice and its correction, and the methods that may run then. */
enum LedgerMoment {
    GOING_OUT(
            scene -> {
                scene.claimNotice();
                scene.inDoubt(false, 0);
                scene.onItsWay(false, 1);
            },
            MARK_NOTICE,
            RECORD_ACCEPTED,
            RECORD_DEFERRED,
            LATE_ACCEPTED,
            LATE_NOT_SENT,
            RELEASE_NOTICE,
            TAKE_OVER_NOTICE,
            STOP,
            PAUSE,
            ORDER,
            SUPPRESS,
            RECORD_BOUNCE,
            FREE),
    OWNER_IS_DEAD(
            scene -> {
                scene.claimNotice();
                scene.inDoubt(false, 0);
                scene.onItsWay(false, 1);
                scene.aged(false, 1);
            },
            RECORD_ACCEPTED,
            RECORD_REJECTED,
            LATE_NOT_SENT,
            TAKE_OVER_NOTICE,
            SETTLE_FOREIGN_NOTICE,
            STOP,
            ORDER,
            SUPPRESS),
    RESTARTED(
            scene -> {
                scene.claimNotice();
                scene.inDoubt(false, 0);
                scene.answeredBeforeDeath(1, scene.folder.resolve("dead"));
                scene.aged(false, 1);
            },
            RECOVER,
            TAKE_OVER_NOTICE,
            SETTLE_FOREIGN_NOTICE,
            STOP,
            ORDER,
            RELEASE_NOTICE),
    STOPPED(
            scene -> {
                scene.claimNotice();
                scene.inDoubt(false, 0);
                scene.onItsWay(false, 1);
                scene.maker.inTransaction(() -> scene.maker.dispatches.stop(scene.notice));
                scene.releaseNotice();
            },
            RESUME,
            ORDER,
            STOP,
            RECORD_ACCEPTED,
            LATE_NOT_SENT,
            LATE_ACCEPTED,
            TAKE_OVER_NOTICE,
            SUPPRESS,
            RECORD_DOUBT),
    PAUSED(
            scene -> {
                scene.claimNotice();
                scene.inDoubt(false, 0);
                scene.onItsWay(false, 1);
                pause(scene);
                scene.releaseNotice();
            },
            GO_ON,
            RESUME,
            ORDER,
            STOP,
            RECORD_DEFERRED,
            LATE_ACCEPTED),
    LAST_BATCH(
            scene -> {
                scene.claimNotice();
                scene.inDoubt(false, 0);
                scene.accepted(false, 1);
                scene.accepted(false, 2);
            },
            RELEASE_NOTICE,
            LATE_ACCEPTED,
            LATE_REJECTED,
            LATE_NOT_SENT,
            FINISH,
            STOP,
            ORDER,
            TAKE_OVER_NOTICE),
    ALL_SETTLED(
            scene -> {
                scene.claimNotice();
                scene.inDoubt(false, 0);
                scene.accepted(false, 1);
                scene.accepted(false, 2);
                scene.releaseNotice();
            },
            FINISH,
            LATE_ACCEPTED,
            LATE_NOT_SENT,
            STOP,
            PAUSE,
            ORDER),
    DONE(
            scene -> {
                scene.claimNotice();
                scene.inDoubt(false, 0);
                scene.inDoubt(false, 1);
                scene.accepted(false, 2);
                scene.releaseNotice();
                scene.maker.inTransaction(() -> scene.maker.dispatches.finish(scene.notice));
            },
            RECORD_DEFERRED,
            LATE_ACCEPTED,
            LATE_NOT_SENT,
            ORDER,
            FINISH,
            STOP),
    CORRECTION_ORDERED(
            scene -> {
                scene.claimNotice();
                scene.accepted(false, 2);
                scene.inDoubt(false, 0);
                scene.onItsWay(false, 1);
                scene.aged(false, 1);
                scene.order(scene.maker);
                scene.releaseNotice();
            },
            CLAIM_AND_MARK_CORRECTION,
            TAKE_OVER_CORRECTION,
            LATE_ACCEPTED,
            LATE_REJECTED,
            LATE_NOT_SENT,
            RECORD_ACCEPTED,
            RECORD_REJECTED,
            SETTLE_FOREIGN_NOTICE,
            PAUSE_CORRECTION,
            STOP_CORRECTION),
    CORRECTING(
            scene -> {
                scene.claimNotice();
                scene.inDoubt(false, 0);
                scene.accepted(false, 2);
                scene.onItsWay(false, 1);
                scene.aged(false, 1);
                scene.order(scene.maker);
                scene.releaseNotice();
                scene.claimCorrection();
                scene.onItsWay(true, 0);
            },
            MARK_CORRECTION,
            RECORD_CORRECTION_ACCEPTED,
            RECORD_CORRECTION_DEFERRED,
            RECORD_CORRECTION_DOUBT,
            LATE_ACCEPTED,
            LATE_REJECTED,
            RECORD_ACCEPTED,
            RECORD_REJECTED,
            RELEASE_CORRECTION,
            TAKE_OVER_CORRECTION,
            SETTLE_FOREIGN_NOTICE,
            SETTLE_FOREIGN_CORRECTION,
            PAUSE_CORRECTION,
            STOP_CORRECTION,
            RECORD_BOUNCE),
    CORRECTIONS_LAST_BATCH(
            scene -> {
                scene.claimNotice();
                scene.inDoubt(false, 0);
                scene.accepted(false, 1);
                scene.accepted(false, 2);
                scene.order(scene.maker);
                scene.releaseNotice();
                scene.claimCorrection();
                for (int person = 0; person < LedgerScene.PEOPLE; person++) {
                    scene.accepted(true, person);
                }
            },
            RELEASE_CORRECTION,
            FINISH_CORRECTION,
            LATE_ACCEPTED,
            LATE_REJECTED,
            TAKE_OVER_CORRECTION,
            STOP_CORRECTION),
    CORRECTION_SETTLED(
            scene -> {
                CORRECTIONS_LAST_BATCH.making.make(scene);
                scene.releaseCorrection();
            },
            FINISH_CORRECTION,
            LATE_ACCEPTED,
            LATE_REJECTED,
            PAUSE_CORRECTION,
            SETTLE_FOREIGN_NOTICE);

    final LedgerScene.SceneSetup making;
    final List<LedgerMethod> methods;

    LedgerMoment(LedgerScene.SceneSetup making, LedgerMethod... methods) {
        this.making = making;
        this.methods = List.of(methods);
    }

    private static void pause(LedgerScene scene) {
        scene.maker.inTransaction(() -> scene.maker.dispatches.pause(
                scene.notice, "the relay is away", Optional.of(Duration.ofSeconds(-1)), false));
    }
}
