package org.belay.delivery.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.belay.delivery.DeliveryState;
import org.belay.delivery.DispatchState;
import org.belay.delivery.batch.ClaimedBatch;
import org.belay.delivery.dispatch.DeliveryCountStore;
import org.belay.delivery.journal.AttemptMarker;
import org.belay.delivery.journal.AttemptOutcome;
import org.belay.testsupport.database.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A late reply gives a batch or a dispatch work while it is being closed: the work is found, whichever transaction
 * commits first.
 */
class BatchReopenerIT {

    private static final TestDatabase DATABASE = TestDatabase.fresh();
    private static final int PERSON = 1;

    private TestLedger world;
    private AttemptMarker attempt;
    private ClaimedBatch batch;

    @AfterAll
    static void done() {
        DATABASE.close();
    }

    @BeforeEach
    void all_of_a_notice_is_settled_but_one_is_in_doubt() {
        world = new TestLedger(DATABASE);
        attempt = world.doubtOf(PERSON);
        batch = world.take(world.notice);
    }

    @AfterEach
    void end() {
        world.close();
    }

    @Test
    void p23_a_late_reply_commits_while_its_batch_is_released() {
        boolean settled = world.overlapping(this::neverLeft, () -> world.ledger.release(batch));

        assertThat(settled).isFalse();
        assertThat(sentAfterAll()).isTrue();
    }

    @Test
    void p23_a_batch_is_released_while_a_late_reply_commits() {
        world.overlapping(() -> world.ledger.release(batch), this::neverLeft);

        assertThat(sentAfterAll()).isTrue();
    }

    @Test
    void p23_a_late_reply_commits_while_its_dispatch_ends() {
        world.ledger.release(batch);

        world.overlapping(this::neverLeft, this::finished);

        assertThat(world.dispatches.get(world.notice).state()).isEqualTo(DispatchState.SENDING);
        assertThat(sentAfterAll()).isTrue();
    }

    @Test
    void p23_a_dispatch_ends_while_a_late_reply_commits() {
        world.ledger.release(batch);

        world.overlapping(this::finished, this::neverLeft);

        assertThat(world.dispatches.get(world.notice).state()).isEqualTo(DispatchState.SENDING);
        assertThat(sentAfterAll()).isTrue();
    }

    /** The lock of a third transaction holds both back, so that both begin before either ends. */
    @Test
    void p23_two_late_replies_that_reopen_one_dispatch_do_not_wait_for_each_other() {
        AttemptMarker other = world.doubtOfAnother(0);
        world.ledger.release(world.take(world.notice));
        finished();

        world.run(() -> {
            DATABASE.jdbc()
                    .sql("SELECT id FROM batch WHERE dispatch = :id FOR UPDATE")
                    .param("id", world.notice.value())
                    .query(Long.class)
                    .list();
            world.meanwhile(this::neverLeft);
            world.meanwhile(() -> world.settle(other, AttemptOutcome.notSent()), 2);
            return true;
        });
        world.joinMeanwhile();

        assertThat(sentAfterAll()).isTrue();
        assertThat(world.state(world.notice, 0)).isEqualTo("PENDING");
    }

    @Test
    void p23_a_notice_that_is_done_is_taken_back_while_a_late_reply_commits() {
        world.ledger.release(batch);
        finished();

        world.overlapping(() -> world.dispatches.order(world.notice, world.correction), this::neverLeft);

        assertThat(world.dispatches.get(world.notice).state()).isEqualTo(DispatchState.DONE);
    }

    @Test
    void p23_a_late_reply_reopens_a_notice_while_it_is_taken_back() {
        world.ledger.release(batch);
        finished();

        world.overlapping(
                this::neverLeft, () -> world.run(() -> world.dispatches.order(world.notice, world.correction)));

        assertThat(world.dispatches.get(world.notice).state()).isEqualTo(DispatchState.STOPPED);
    }

    @Test
    void p23_a_batch_that_is_released_while_a_late_reply_commits_is_counted_with_it() {
        world.overlapping(this::accepted, () -> world.ledger.release(batch));

        assertThat(counted()).isEqualTo(Map.of(DeliveryState.ACCEPTED, 3L));
    }

    @Test
    void p23_a_late_reply_that_commits_while_its_batch_is_counted_is_counted_too() {
        world.overlapping(() -> world.ledger.release(batch), this::accepted);

        assertThat(counted()).isEqualTo(Map.of(DeliveryState.ACCEPTED, 3L));
    }

    /** A hold must be obeyed like a stop: no attempt commits after it. */
    @Test
    void p23_everything_is_held_while_a_recipient_is_being_marked() {
        world.settle(attempt, AttemptOutcome.notSent());
        ClaimedBatch again = world.take(world.notice);

        boolean waited = world.run(() -> {
            AttemptSql.locks(java.util.List.of(world.notice)).run(DATABASE.jdbc());
            world.meanwhile(() -> world.run(() -> {
                world.holds.holdEverything("the record is behind");
                return true;
            }));
            return !world.meanwhileIsDone();
        });
        world.joinMeanwhile();

        assertThat(waited).isTrue();
        assertThat(world.marked(again, world.notice, PERSON)).isEmpty();
    }

    private boolean neverLeft() {
        return world.settle(attempt, AttemptOutcome.notSent());
    }

    private boolean accepted() {
        return world.settle(attempt, TestLedger.reply(AttemptOutcome.Kind.ACCEPTED));
    }

    private boolean finished() {
        return world.run(() -> {
            world.dispatches.finish(world.notice);
            return true;
        });
    }

    private boolean sentAfterAll() {
        DATABASE.jdbc()
                .sql("UPDATE batch SET claim_at = NULL WHERE claim_at IS NOT NULL")
                .update();
        return world.found(world.notice, PERSON).isPresent();
    }

    private Map<DeliveryState, Long> counted() {
        return new DeliveryCountStore(DATABASE.jdbc()).counts(world.notice);
    }
}
