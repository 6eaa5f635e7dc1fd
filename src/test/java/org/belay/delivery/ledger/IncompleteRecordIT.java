package org.belay.delivery.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.belay.delivery.DeliveryId;
import org.belay.delivery.DispatchState;
import org.belay.delivery.batch.ClaimedBatch;
import org.belay.delivery.journal.AttemptMarker;
import org.belay.delivery.journal.AttemptOutcome;
import org.belay.testsupport.database.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Actions that wait until every node has compared its memory and its journal with a database that may lack the last
 * commits.
 */
class IncompleteRecordIT {
    private final TestDatabase database = TestDatabase.fresh();
    private final TestLedger world = new TestLedger(database);

    /** Why the database may lack commits. */
    enum Cause {
        COMPARING("comparing = true", "comparing = false"),
        COPIED("copied = 'two servers'", "copied = NULL"),
        TOOK_OVER("timeline = '0000FFFF'", "timeline = left(pg_walfile_name(pg_current_wal_lsn()), 8)");

        private final String lacks;
        private final String whole;

        Cause(String lacks, String whole) {
            this.lacks = lacks;
            this.whole = whole;
        }
    }

    @AfterEach
    void done() {
        world.close();
        database.close();
    }

    @ParameterizedTest
    @EnumSource
    void p22_no_attempt_is_opened(Cause lack) {
        ClaimedBatch batch = world.take(world.notice);
        DeliveryId person = world.delivery(world.notice, 0).orElseThrow();

        set(lack.lacks);
        assertThatThrownBy(() -> world.ledger.mark(batch, List.of(person)).await())
                .isInstanceOf(PendingMark.MarkFailed.class);

        set(lack.whole);
        assertThat(world.marked(batch, world.notice, 0)).isPresent();
    }

    @ParameterizedTest
    @EnumSource
    void p22_no_batch_is_claimed(Cause lack) {
        set(lack.lacks);
        assertThat(world.ledger.claim(world.notice, 0)).isEmpty();

        set(lack.whole);
        assertThat(world.ledger.claim(world.notice, 0)).isPresent();
    }

    @ParameterizedTest
    @EnumSource
    void p22_no_attempt_of_another_node_is_settled(Cause lack) {
        ClaimedBatch batch = world.take(world.notice);
        world.marked(batch, world.notice, 0);
        world.age("marked_at", 26);
        DeliveryLedger other = world.another();

        set(lack.lacks);
        assertThat(other.recordOrphans(world.notice, false)).isFalse();
        other.takeOver(batch);
        assertThat(world.state(world.notice, 0)).isEqualTo("IN_FLIGHT");

        set(lack.whole);
        assertThat(other.recordOrphans(world.notice, false)).isTrue();
        assertThat(world.state(world.notice, 0)).isEqualTo("IN_DOUBT");
    }

    @ParameterizedTest
    @EnumSource
    void p22_no_recipient_of_a_correction_is_skipped(Cause lack) {
        AttemptMarker attempt = world.mark(world.notice, 0);
        world.order();
        world.record(attempt, TestLedger.reply(AttemptOutcome.Kind.REJECTED));
        ClaimedBatch batch = world.take(world.correction);

        set(lack.lacks);
        world.ledger.takeOver(batch);
        assertThat(world.state(world.correction, 0)).isEqualTo("PENDING");

        set(lack.whole);
        world.ledger.takeOver(batch);
        assertThat(world.state(world.correction, 0)).isEqualTo("SKIPPED");
    }

    @ParameterizedTest
    @EnumSource
    void p22_no_dispatch_completes(Cause lack) {
        ClaimedBatch batch = world.take(world.notice);
        for (int person = 0; person < TestLedger.PEOPLE; person++) {
            world.accept(world.marked(batch, world.notice, person).orElseThrow());
        }
        assertThat(world.ledger.release(batch)).isTrue();

        set(lack.lacks);
        finish();
        assertThat(world.dispatches.get(world.notice).state()).isEqualTo(DispatchState.SENDING);

        set(lack.whole);
        finish();
        assertThat(world.dispatches.get(world.notice).state()).isEqualTo(DispatchState.DONE);
    }

    @Test
    void p22_an_attempt_opened_before_the_comparison_never_sends_the_end_of_data() {
        ClaimedBatch batch = world.take(world.notice);
        MarkedAttempts before = marked(batch, 0);

        world.ledger.fence();

        assertThat(world.ledger.mayEndData(before)).isFalse();
        assertThat(world.ledger.mayEndData(marked(batch, 1))).isTrue();
    }

    private MarkedAttempts marked(ClaimedBatch batch, int person) {
        return world.ledger
                .mark(batch, List.of(world.delivery(world.notice, person).orElseThrow()))
                .await();
    }

    private void finish() {
        world.run(() -> {
            world.dispatches.finish(world.notice);
            return true;
        });
    }

    private void set(String what) {
        database.jdbc().sql("UPDATE comparison SET " + what).update();
    }
}
