package org.belay.delivery.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.belay.delivery.DeliveryId;
import org.belay.delivery.DispatchId;
import org.belay.delivery.DispatchState;
import org.belay.delivery.batch.ClaimedBatch;
import org.belay.delivery.journal.AttemptMarker;
import org.belay.delivery.journal.AttemptOutcome;
import org.belay.testsupport.database.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A reply that is read late is recorded whatever was recorded in between, with all its consequences. */
class LateRepliesIT {

    private static final TestDatabase DATABASE = TestDatabase.fresh();
    private static final int PERSON = 1;

    private TestLedger world;

    @AfterAll
    static void done() {
        DATABASE.close();
    }

    @BeforeEach
    void a_notice_is_going_out() {
        world = new TestLedger(DATABASE);
    }

    @AfterEach
    void end() {
        world.close();
    }

    @Test
    void p24_a_late_reply_before_its_correction_is_attempted_sends_the_correction_once() {
        AttemptMarker notice = world.doubtOf(PERSON);
        world.order();
        world.accept(notice);

        AttemptMarker only = found().orElseThrow();
        assertThat(only.repair()).isFalse();
        world.accept(only);
        assertThat(found()).isEmpty();
    }

    /** The outcome of the correction used to clear what the late reply had set. */
    @ParameterizedTest
    @EnumSource(
            value = AttemptOutcome.Kind.class,
            names = {"ACCEPTED", "IN_DOUBT", "DEFERRED", "NOT_SENT"})
    void p24_a_late_reply_while_its_correction_is_on_the_wire_sends_the_correction_once_more(
            AttemptOutcome.Kind outcome) {
        AttemptMarker notice = world.doubtOf(PERSON);
        world.order();
        AttemptMarker onTheWire = world.mark(world.correction, PERSON);
        world.accept(notice);

        world.record(
                onTheWire,
                outcome == AttemptOutcome.Kind.IN_DOUBT ? AttemptOutcome.inDoubt("lost") : TestLedger.reply(outcome));
        release();
        makeAllDue();

        AttemptMarker repair = found().orElseThrow();
        assertThat(repair.repair()).isTrue();
        assertThat(repair.messageDate()).isAfter(onTheWire.messageDate());
        world.accept(repair);
        assertThat(found()).isEmpty();
        assertNothingDueAfterTheOthers();
    }

    @Test
    void p24_a_correction_that_was_refused_while_on_the_wire_is_not_repeated() {
        AttemptMarker notice = world.doubtOf(PERSON);
        world.order();
        AttemptMarker onTheWire = world.mark(world.correction, PERSON);
        world.accept(notice);

        world.record(onTheWire, TestLedger.reply(AttemptOutcome.Kind.REJECTED));

        assertThat(found()).isEmpty();
        assertNothingDueAfterTheOthers();
    }

    @Test
    void p24_a_late_reply_after_its_correction_was_in_doubt_twice_sends_the_correction_once_more() {
        AttemptMarker notice = world.doubtOf(PERSON);
        world.order();
        world.doubt(world.mark(world.correction, PERSON));
        world.doubt(world.mark(world.correction, PERSON));
        world.accept(notice);

        AttemptMarker repair = found().orElseThrow();
        assertThat(repair.repair()).isTrue();
        world.doubt(repair);
        assertThat(found()).isEmpty();
    }

    @Test
    void p24_a_late_reply_waits_for_an_attempt_of_the_correction_that_is_not_yet_committed() {
        AttemptMarker notice = world.doubtOf(PERSON);
        world.order();
        ClaimedBatch batch = world.take(world.correction);

        AttemptMarker onTheWire = world.run(() -> {
                    AttemptSql.locks(List.of(world.correction)).run(DATABASE.jdbc());
                    var wanted = new AttemptSql.MarkRequest(batch, List.of(delivery()));
                    return AttemptSql.marks(List.of(wanted), "another", "its journal").run(DATABASE.jdbc()).stream()
                            .peek(marker -> world.meanwhile(() -> settle(notice, AttemptOutcome.Kind.ACCEPTED)))
                            .findFirst();
                })
                .orElseThrow();
        world.joinMeanwhile();
        settle(onTheWire, AttemptOutcome.Kind.ACCEPTED);

        assertThat(found().orElseThrow().repair()).isTrue();
    }

    @Test
    void p24_a_late_reply_commits_before_the_acceptance_of_the_correction() {
        AttemptMarker notice = world.doubtOf(PERSON);
        world.order();
        AttemptMarker onTheWire = world.mark(world.correction, PERSON);

        world.overlapping(
                () -> settle(notice, AttemptOutcome.Kind.ACCEPTED),
                () -> settle(onTheWire, AttemptOutcome.Kind.ACCEPTED));

        assertThat(found().orElseThrow().repair()).isTrue();
    }

    @Test
    void p24_a_late_reply_commits_after_the_acceptance_of_the_correction() {
        AttemptMarker notice = world.doubtOf(PERSON);
        world.order();
        AttemptMarker onTheWire = world.mark(world.correction, PERSON);

        world.overlapping(
                () -> settle(onTheWire, AttemptOutcome.Kind.ACCEPTED),
                () -> settle(notice, AttemptOutcome.Kind.ACCEPTED));

        assertThat(found().orElseThrow().repair()).isTrue();
    }

    @Test
    void p24_a_repair_does_not_wait_for_another_persons_later_attempt() {
        AttemptMarker notice = world.doubtOf(PERSON);
        world.order();
        ClaimedBatch batch = world.take(world.correction);
        world.accept(world.marked(batch, world.correction, PERSON).orElseThrow());
        AttemptMarker putOff = world.marked(batch, world.correction, 0).orElseThrow();
        world.ledger.recordOutcomes(List.of(new OutcomeStore.OutcomeUpdate(
                putOff.attempt(), TestLedger.reply(AttemptOutcome.Kind.DEFERRED), Duration.ofMinutes(30))));
        world.ledger.release(batch);

        world.accept(notice);

        assertThat(world.found(world.correction, PERSON)).isPresent();
    }

    /** Between reading memory and reading the database, an attempt is made and sent, and its deadline passes. */
    @Test
    void p25_a_delayed_sweep_never_records_as_not_sent_what_was_sent_in_between() {
        var meanwhile = new Runnable[] {() -> {}};
        try (var held = new TestLedger(DATABASE, new OpenAttemptStore(DATABASE.jdbc()) {
            @Override
            List<OpenAttempt> openAttempts(DispatchId dispatch) {
                meanwhile[0].run();
                return super.openAttempts(dispatch);
            }
        })) {
            meanwhile[0] = () -> {
                held.dot(held.notice, PERSON);
                held.age("marked_at", 30);
            };

            held.ledger.recordOrphans(held.notice, false);

            assertThat(held.state(held.notice, PERSON)).isEqualTo("IN_FLIGHT");
        }
    }

    @Test
    void p25_an_outcome_that_the_database_lost_is_recorded_again_from_the_journal() {
        AttemptMarker accepted = world.dot(world.notice, PERSON);
        world.accept(accepted);
        AttemptMarker doubted = world.dot(world.notice, 2);
        world.doubt(doubted);
        loseLastOutcomes();

        world.age("marked_at", 30);
        world.ledger.recordOrphans(world.notice, false);

        assertThat(world.state(world.notice, PERSON)).isEqualTo("ACCEPTED");
        assertThat(world.state(world.notice, 2)).isEqualTo("IN_DOUBT");
    }

    @Test
    void p25_a_250_of_an_attempt_recorded_as_not_sent_is_recorded_and_the_notice_not_resent() {
        AttemptMarker attempt = world.dot(world.notice, PERSON);
        settle(attempt, AttemptOutcome.notSent());
        assertThat(world.state(world.notice, PERSON)).isEqualTo("PENDING");

        world.accept(attempt);

        assertThat(world.state(world.notice, PERSON)).isEqualTo("ACCEPTED");
        assertThat(world.found(world.notice, PERSON)).isEmpty();
        assertThat(recorded(attempt)).isEqualTo("ACCEPTED, before NOT_SENT");
    }

    @ParameterizedTest
    @EnumSource(
            value = AttemptOutcome.Kind.class,
            names = {"ACCEPTED", "REJECTED", "DEFERRED", "IN_DOUBT"})
    void p25_any_later_outcome_of_an_attempt_recorded_as_not_sent_is_recorded(AttemptOutcome.Kind learned) {
        AttemptMarker attempt = world.dot(world.notice, PERSON);
        settle(attempt, AttemptOutcome.notSent());

        world.record(attempt, TestLedger.reply(learned));

        assertThat(world.state(world.notice, PERSON)).isEqualTo(learned.name());
    }

    @Test
    void p25_a_doubt_of_another_node_without_knowledge_replaces_nothing() {
        AttemptMarker attempt = world.dot(world.notice, PERSON);
        settle(attempt, AttemptOutcome.notSent());

        settle(attempt, AttemptOutcome.unresolved("no answer is on record", java.time.Instant.now()));

        assertThat(world.state(world.notice, PERSON)).isEqualTo("PENDING");
    }

    @ParameterizedTest
    @EnumSource(
            value = AttemptOutcome.Kind.class,
            names = {"ACCEPTED", "IN_DOUBT"})
    void p25_a_recipient_recorded_as_not_sent_when_the_correction_was_written_still_gets_it(
            AttemptOutcome.Kind learned) {
        AttemptMarker attempt = world.dot(world.notice, PERSON);
        settle(attempt, AttemptOutcome.notSent());
        world.order();
        settleAllCorrections();
        assertThat(world.delivery(world.correction, PERSON)).isEmpty();

        world.record(attempt, TestLedger.reply(learned));
        world.age("end_of_data_by", 31);

        world.accept(found().orElseThrow());
        assertThat(found()).isEmpty();
    }

    @Test
    void p25_a_recipient_skipped_because_the_notice_was_recorded_as_not_sent_still_gets_the_correction() {
        AttemptMarker attempt = world.dot(world.notice, PERSON);
        world.order();
        settle(attempt, AttemptOutcome.notSent());
        assertThat(found()).isEmpty();
        settleAllCorrections();
        assertThat(world.state(world.correction, PERSON)).isEqualTo("SKIPPED");

        world.accept(attempt);

        assertThat(found()).isPresent();
    }

    @Test
    void p25_a_250_while_the_correction_is_being_written_without_its_recipient() {
        AttemptMarker attempt = world.dot(world.notice, PERSON);
        settle(attempt, AttemptOutcome.notSent());
        world.run(() -> world.dispatches.order(world.notice, world.correction));

        world.overlapping(
                () -> assertThat(world.ledger.claim(world.correction, 0)).isPresent(),
                () -> settle(attempt, AttemptOutcome.Kind.ACCEPTED));

        world.take(world.correction);
        assertThat(found()).isPresent();
    }

    @Test
    void p25_a_250_while_its_recipient_is_being_skipped_in_the_correction() {
        AttemptMarker attempt = world.dot(world.notice, PERSON);
        world.order();
        settle(attempt, AttemptOutcome.notSent());
        ClaimedBatch batch = world.take(world.correction);

        world.overlapping(() -> world.ledger.takeOver(batch), () -> settle(attempt, AttemptOutcome.Kind.ACCEPTED));

        assertThat(found()).isPresent();
    }

    @Test
    void p25_a_recipient_is_being_skipped_in_the_correction_while_a_250_commits() {
        AttemptMarker attempt = world.dot(world.notice, PERSON);
        world.order();
        settle(attempt, AttemptOutcome.notSent());
        ClaimedBatch batch = world.take(world.correction);

        world.overlapping(
                () -> settle(attempt, AttemptOutcome.Kind.ACCEPTED),
                () -> world.run(() -> {
                    world.ledger.takeOver(batch);
                    return true;
                }));

        assertThat(found()).isPresent();
    }

    private void settleAllCorrections() {
        assertThat(world.ledger.release(world.take(world.correction))).isTrue();
        world.run(() -> {
            world.dispatches.finish(world.correction);
            return true;
        });
        assertThat(world.dispatches.get(world.correction).state()).isEqualTo(DispatchState.DONE);
    }

    private void assertNothingDueAfterTheOthers() {
        world.accept(world.mark(world.correction, 0));
        world.accept(world.mark(world.correction, 2));
        assertThat(world.ledger.release(world.take(world.correction))).isTrue();
    }

    private void release() {
        world.ledger.release(world.take(world.correction));
    }

    private void loseLastOutcomes() {
        DATABASE.jdbc()
                .sql("UPDATE attempt SET outcome = NULL, stage = NULL, reply = NULL, end_of_data_by = NULL,"
                        + " outcome_at = NULL")
                .update();
        DATABASE.jdbc()
                .sql("UPDATE delivery SET state = 'IN_FLIGHT' WHERE attempts > 0")
                .update();
    }

    private void makeAllDue() {
        DATABASE.jdbc().sql(TestLedger.deliveriesLater("1 day")).update();
        DATABASE.jdbc().sql("UPDATE batch SET claim_at = NULL, owner = NULL").update();
    }

    private Optional<AttemptMarker> found() {
        DATABASE.jdbc().sql("UPDATE batch SET owner = NULL").update();
        return world.found(world.correction, PERSON);
    }

    private DeliveryId delivery() {
        return world.delivery(world.correction, PERSON).orElseThrow();
    }

    private boolean settle(AttemptMarker attempt, AttemptOutcome.Kind kind) {
        return settle(attempt, TestLedger.reply(kind));
    }

    private boolean settle(AttemptMarker attempt, AttemptOutcome settled) {
        return world.settle(attempt, settled);
    }

    private static String recorded(AttemptMarker attempt) {
        return DATABASE.jdbc()
                .sql("SELECT outcome || ', before ' || previous_outcome FROM attempt WHERE id = :id")
                .param("id", attempt.attempt().value())
                .query(String.class)
                .single();
    }
}
