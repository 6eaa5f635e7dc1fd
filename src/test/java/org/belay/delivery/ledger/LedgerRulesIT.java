package org.belay.delivery.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.belay.audience.SnapshotId;
import org.belay.delivery.DeliveryId;
import org.belay.delivery.DispatchId;
import org.belay.delivery.DispatchKind;
import org.belay.delivery.DispatchState;
import org.belay.delivery.NewDispatch;
import org.belay.delivery.batch.ClaimedBatch;
import org.belay.delivery.batch.DueRecipient;
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
import org.belay.delivery.worker.StopSignals;
import org.belay.platform.RequestRefused;
import org.belay.platform.database.DatabaseOwnership;
import org.belay.testsupport.database.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/** The rules of the protocol, one by one: each test fails when its rule is removed. */
class LedgerRulesIT {

    private static final TestDatabase DATABASE = TestDatabase.fresh();

    private final OutcomeStore outcomes = new OutcomeStore(DATABASE.jdbc(), event -> {});
    private final NodeStore nodes = new NodeStore(DATABASE.jdbc());
    private final Dispatches dispatches = new Dispatches(DATABASE.jdbc(), event -> {}, kind -> 4);
    private final SendingHolds holds = new SendingHolds(DATABASE.jdbc(), dispatches, nodes, event -> {});
    private DeliveryLedger ledger;
    private ClusterNode node;
    private DeliveryJournal ownJournal;

    @TempDir
    private Path folder;

    private DispatchId notice;
    private DispatchId correction;

    @AfterAll
    static void done() {
        DATABASE.close();
    }

    @BeforeEach
    void a_notice_is_going_out_to_three_people() {
        long snapshot = TestRecipients.snapshot(DATABASE.jdbc(), 3);
        notice = prepare(DispatchKind.NOTICE, Optional.empty(), snapshot);
        correction = prepare(DispatchKind.CORRECTION, Optional.of(notice), snapshot);
        ledger = restarted(true);
        run(() -> dispatches.start(notice));
    }

    @Test
    void after_a_stop_no_attempt_commits() {
        ClaimedBatch batch = take(notice);

        run(() -> dispatches.stop(notice));

        assertThat(marked(batch, notice, 0)).isEmpty();
    }

    @Test
    void a_stop_waits_for_an_attempt_that_is_being_committed() {
        var stopped = DATABASE.transaction().execute(marker -> {
            ClaimedBatch batch = ledger.claim(notice, 0).orElseThrow().batch();
            AttemptSql.locks(List.of(batch.dispatch())).run(DATABASE.jdbc());
            var stop = CompletableFuture.runAsync(() -> run(() -> dispatches.stop(notice)));
            await().until(() -> waitsForALock());
            assertThat(stop).isNotDone();
            return stop;
        });

        await().until(stopped::isDone);
    }

    @Test
    void a_batch_that_was_taken_over_marks_nothing_more() {
        ClaimedBatch before = take(notice);
        take(notice);

        assertThat(marked(before, notice, 0)).isEmpty();
    }

    @Test
    void of_two_workers_that_hold_one_batch_only_the_later_marks_even_in_one_commit() {
        ClaimedBatch before = take(notice);
        ClaimedBatch after = take(notice);
        DeliveryId wanted = delivery(notice, 0);

        // requests that arrive while the lock of a stop is held are committed together
        List<PendingMark> asked = DATABASE.transaction().execute(stop -> {
            DATABASE.jdbc()
                    .sql("SELECT pg_advisory_xact_lock(dispatch_lock(:id))")
                    .param("id", notice.value())
                    .query((row, n) -> true)
                    .single();
            var first = ledger.mark(after, List.of(delivery(notice, 1)));
            await().until(() -> waitsForALock());
            return List.of(first, ledger.mark(before, List.of(wanted)), ledger.mark(after, List.of(wanted)));
        });

        assertThat(asked.get(1).await().markers()).isEmpty();
        assertThat(asked.get(2).await().markers()).hasSize(1);
    }

    @Test
    void a_delivery_is_marked_once_until_its_outcome_is_known() {
        ClaimedBatch batch = take(notice);

        assertThat(marked(batch, notice, 0)).isPresent();
        assertThat(marked(batch, notice, 0)).isEmpty();
    }

    @Test
    void a_notice_in_doubt_is_never_resent_automatically() {
        ClaimedBatch batch = take(notice);
        doubt(mark(batch, notice, 0), Instant.now().minusSeconds(60));

        assertThat(marked(batch, notice, 0)).isEmpty();
    }

    @Test
    void an_attempt_of_another_process_gets_an_outcome_only_after_its_deadline() {
        ClaimedBatch batch = take(notice);
        mark(batch, notice, 0);
        DeliveryLedger other = restarted(false);

        other.takeOver(batch);
        assertThat(state(notice, 0)).isEqualTo("IN_FLIGHT");
        age("marked_at", 26);
        other.takeOver(batch);
        assertThat(state(notice, 0)).isEqualTo("IN_DOUBT");
    }

    @Test
    void attempts_of_a_dead_predecessor_are_settled_at_once() {
        ClaimedBatch batch = take(notice);
        mark(batch, notice, 0);

        restarted(true).takeOver(batch);
        assertThat(state(notice, 0)).isEqualTo("IN_DOUBT");
    }

    @Test
    void an_attempt_that_the_living_process_remembers_is_not_orphaned() {
        ClaimedBatch batch = take(notice);
        mark(batch, notice, 0);
        age("marked_at", 26);
        DeliveryLedger itself = ledger;
        DATABASE.jdbc()
                .sql("UPDATE node SET started_at = now() - interval '1 hour'")
                .update();

        itself.takeOver(batch);
        assertThat(state(notice, 0)).isEqualTo("IN_FLIGHT");
    }

    @Test
    void a_reply_replaces_a_doubt_even_after_a_take_over() {
        AttemptMarker attempt = mark(take(notice), notice, 0);
        restarted(true).takeOver(take(notice));

        accept(attempt);

        assertThat(state(notice, 0)).isEqualTo("ACCEPTED");
    }

    @Test
    void a_doubt_never_replaces_a_reply() {
        AttemptMarker attempt = mark(take(notice), notice, 0);
        accept(attempt);

        doubt(attempt, Instant.now());

        assertThat(state(notice, 0)).isEqualTo("ACCEPTED");
    }

    @Test
    void a_resend_that_is_refused_leaves_the_doubt() {
        doubt(mark(take(notice), notice, 0), Instant.now().minusSeconds(60));
        order();
        AttemptMarker first = mark(take(correction), correction, 0);
        doubt(first, Instant.now());
        AttemptMarker second = mark(take(correction), correction, 0);

        settle(second, AttemptOutcome.Kind.REJECTED);

        assertThat(state(correction, 0)).isEqualTo("IN_DOUBT");
        assertThat(marked(take(correction), correction, 0)).isEmpty();
    }

    @Test
    void a_correction_in_doubt_is_sent_once_more_and_not_twice() {
        accept(mark(take(notice), notice, 0));
        order();
        doubt(mark(take(correction), correction, 0), Instant.now());
        doubt(mark(take(correction), correction, 0), Instant.now());

        assertThat(marked(take(correction), correction, 0)).isEmpty();
        assertThat(state(correction, 0)).isEqualTo("IN_DOUBT");
    }

    @Test
    void a_correction_waits_until_the_doubt_of_its_notice_is_thirty_seconds_old() {
        doubt(mark(take(notice), notice, 0), Instant.now());
        order();
        ClaimedBatch batch = take(correction);

        assertThat(marked(batch, correction, 0)).isEmpty();
        age("end_of_data_by", 31);
        assertThat(marked(batch, correction, 0)).isPresent();
    }

    @Test
    void a_correction_waits_for_the_reply_to_a_notice_in_flight() {
        AttemptMarker attempt = mark(take(notice), notice, 0);
        order();
        ClaimedBatch batch = take(correction);

        assertThat(marked(batch, correction, 0)).isEmpty();
        accept(attempt);
        assertThat(marked(batch, correction, 0)).isPresent();
    }

    @Test
    void a_silent_relay_delays_a_correction_by_its_deadline_and_thirty_seconds_at_most() {
        AttemptMarker attempt = mark(take(notice), notice, 0);
        order();
        ClaimedBatch batch = take(correction);

        age("marked_at", 56);
        ledger.takeOver(batch);
        assertThat(marked(batch, correction, 0)).isPresent();

        accept(attempt);
        assertThat(state(notice, 0)).isEqualTo("ACCEPTED");
    }

    @Test
    void only_recipients_who_certainly_have_the_notice_are_marked_while_the_correction_is_written() {
        ClaimedBatch noticed = take(notice);
        accept(mark(noticed, notice, 0));
        mark(noticed, notice, 1);
        doubt(mark(noticed, notice, 2), Instant.now().minusSeconds(60));
        run(() -> dispatches.order(notice, correction));

        BatchClaim claim = ledger.claim(correction, 500).orElseThrow();

        MarkedRecipients together = claim.marked().orElseThrow();
        assertThat(together.people()).extracting(DueRecipient::ordinal).containsExactly(0);
        assertThat(claim.due()).extracting(DueRecipient::ordinal).containsExactly(1, 2);
        assertThat(List.of(state(correction, 0), state(correction, 1), state(correction, 2)))
                .containsExactly("IN_FLIGHT", "PENDING", "PENDING");
        accept(together.marked().markers().get(0));
        assertThat(state(correction, 0)).isEqualTo("ACCEPTED");
    }

    @Test
    void no_more_recipients_are_marked_while_written_than_fit_into_one_transaction() {
        allHaveTheNotice();
        run(() -> dispatches.order(notice, correction));

        BatchClaim claim = ledger.claim(correction, 2).orElseThrow();

        assertThat(claim.marked().orElseThrow().people())
                .extracting(DueRecipient::ordinal)
                .containsExactly(0, 1);
        assertThat(claim.due()).extracting(DueRecipient::ordinal).containsExactly(2);
    }

    @Test
    void marking_while_writing_waits_for_a_hold_and_obeys_it() {
        allHaveTheNotice();
        run(() -> dispatches.order(notice, correction));

        var claimed = DATABASE.transaction().execute(halt -> {
            DATABASE.jdbc()
                    .sql("SELECT pg_advisory_xact_lock(dispatch_lock(:id))")
                    .param("id", correction.value())
                    .query((row, n) -> true)
                    .single();
            var claim = CompletableFuture.supplyAsync(() -> ledger.claim(correction, 500));
            await().until(this::waitsForALock);
            DATABASE.jdbc()
                    .sql("UPDATE dispatch SET state = 'HELD' WHERE id = :id")
                    .param("id", correction.value())
                    .update();
            return claim;
        });

        assertThat(claimed.join()).isEmpty();
    }

    @Test
    void recipients_marked_while_writing_are_sent_to_after_the_process_died_before_the_end_of_data() {
        allHaveTheNotice();
        run(() -> dispatches.order(notice, correction));
        ledger.claim(correction, 500);

        recovered();

        assertThat(state(correction, 0)).isEqualTo("PENDING");
    }

    @Test
    void a_recipient_who_never_got_the_notice_is_skipped() {
        AttemptMarker attempt = mark(take(notice), notice, 0);
        order();
        settle(attempt, AttemptOutcome.Kind.REJECTED);
        ClaimedBatch batch = take(correction);

        assertThat(marked(batch, correction, 0)).isEmpty();
        ledger.takeOver(batch);
        assertThat(state(correction, 0)).isEqualTo("SKIPPED");
    }

    @Test
    void a_recipient_without_an_attempt_of_the_notice_has_no_delivery_of_the_correction() {
        accept(mark(take(notice), notice, 1));

        order();

        assertThat(DATABASE.jdbc()
                        .sql("SELECT ordinal FROM delivery WHERE dispatch = :id")
                        .param("id", correction.value())
                        .query(Integer.class)
                        .list())
                .containsExactly(1);
    }

    @Test
    void a_notice_that_was_taken_back_never_resumes() {
        ClaimedBatch batch = take(notice);
        order();

        assertThatThrownBy(() -> run(() -> dispatches.resume(notice)))
                .isInstanceOf(RequestRefused.class)
                .hasMessageContaining("taken back");
        assertThat(marked(batch, notice, 0)).isEmpty();
    }

    @Test
    void an_attempt_that_a_predecessor_never_sent_is_sent_after_the_restart() {
        mark(take(notice), notice, 0);

        recovered();

        assertThat(state(notice, 0)).isEqualTo("PENDING");
    }

    @Test
    void a_reply_that_was_read_and_not_recorded_is_recorded_by_the_successor() {
        var journal = successor();
        var dying = ledger(true, journal);
        MarkedAttempts marked =
                dying.mark(take(notice), List.of(delivery(notice, 0))).await();
        dying.mayEndData(marked);
        journal.recordAnswers(
                List.of(new AnsweredAttempt(marked.markers().get(0), answered(AttemptOutcome.Kind.ACCEPTED))));

        recovered();

        assertThat(state(notice, 0)).isEqualTo("ACCEPTED");
    }

    @Test
    void a_database_that_is_older_than_what_was_sent_holds_everything_and_gets_the_attempts_back() {
        take(notice);
        long beyond = 1_000_000;
        var lost = new AttemptMarker(delivery(notice, 1), notice, 1, new AttemptId(beyond), 1, Instant.now(), false);
        var unknown = new AttemptMarker(
                new DeliveryId(1), new DispatchId(999_999), 1, new AttemptId(beyond + 1), 1, Instant.now(), false);
        successor().recordEndOfData(List.of(lost, unknown), Instant.now());

        recovered();

        assertThat(dispatches.get(notice).state()).isEqualTo(DispatchState.HELD);
        assertThat(state(notice, 1)).isEqualTo("IN_DOUBT");
        run(() -> dispatches.resume(notice));
        ClaimedBatch batch = take(notice);
        assertThat(marked(batch, notice, 1)).isEmpty();
        assertThat(mark(batch, notice, 0).attempt().value()).isGreaterThan(beyond + 1);
    }

    @Test
    void an_attempt_lost_before_its_batch_was_written_is_restored_with_the_batch() {
        DATABASE.jdbc()
                .sql("DELETE FROM delivery WHERE dispatch = :id")
                .param("id", notice.value())
                .update();
        DATABASE.jdbc()
                .sql("UPDATE batch SET written = false WHERE dispatch = :id")
                .param("id", notice.value())
                .update();
        var lost = new AttemptMarker(new DeliveryId(1), notice, 2, new AttemptId(5_000_000), 1, Instant.now(), false);
        successor().recordEndOfData(List.of(lost), Instant.now());
        ownJournal.recordAnswers(List.of(new AnsweredAttempt(lost, answered(AttemptOutcome.Kind.ACCEPTED))));

        recovered();

        assertThat(state(notice, 2)).isEqualTo("ACCEPTED");
        assertThat(state(notice, 0)).isEqualTo("PENDING");
    }

    @Test
    void a_recipient_who_was_not_sent_to_is_found_even_when_the_dispatch_was_done() {
        ClaimedBatch batch = take(notice);
        AttemptMarker frozen = mark(batch, notice, 0);
        accept(mark(batch, notice, 1));
        accept(mark(batch, notice, 2));
        doubt(frozen, Instant.now());
        ledger.release(batch);
        run(() -> {
            dispatches.finish(notice);
            return null;
        });
        assertThat(dispatches.get(notice).state()).isEqualTo(DispatchState.DONE);

        settle(frozen, AttemptOutcome.Kind.NOT_SENT);

        assertThat(dispatches.get(notice).state()).isEqualTo(DispatchState.SENDING);
        DATABASE.jdbc()
                .sql("UPDATE delivery SET retry_at = NULL WHERE state = 'PENDING'")
                .update();
        assertThat(marked(take(notice), notice, 0)).isPresent();
    }

    @Test
    void the_journal_of_a_living_process_is_not_read() throws IOException {
        mark(take(notice), notice, 0);
        var livesOn = ownJournal;
        ownJournal = new DeliveryJournal(folder);

        new JournalRecovery(ledger, nodes, holds, new DispatchPace(DATABASE.jdbc()), ownJournal).start();

        assertThat(livesOn.currentSegment()).exists();
        assertThat(state(notice, 0)).isEqualTo("IN_FLIGHT");
        livesOn.close();
    }

    /** FILE_NO_ID of the model. */
    @Test
    void a_missing_entry_means_not_sent_only_in_the_journal_of_the_attempt() throws IOException {
        AttemptMarker dotted = mark(take(notice), notice, 0);
        assertThat(ownJournal.recordEndOfData(List.of(dotted), Instant.now())).isTrue();
        Path lost = ownJournal.currentSegment();
        ownJournal.close();
        Files.delete(lost);
        ownJournal = new DeliveryJournal(folder); // a run that started a journal and wrote no entry

        recovered();

        ledger.takeOver(take(notice));
        assertThat(state(notice, 0)).isEqualTo("IN_DOUBT");
    }

    /** Replaces RULE_WAIT of the model: the attempt of a dead client may commit long after its successor started. */
    @Test
    void an_attempt_of_the_predecessor_that_commits_after_the_restart_is_in_doubt_after_its_deadline() {
        ClaimedBatch batch = take(notice);
        DeliveryId delivery = delivery(notice, 0);
        DeliveryLedger successor = DATABASE.transaction().execute(marker -> {
            AttemptSql.locks(List.of(notice)).run(DATABASE.jdbc());
            AttemptSql.marks(List.of(new AttemptSql.MarkRequest(batch, List.of(delivery))), node.id(), ownJournal.id())
                    .run(DATABASE.jdbc());
            DeliveryJournal own = successor();
            DeliveryLedger restarted = ledger(false, own);
            CompletableFuture.runAsync(
                            () -> new JournalRecovery(restarted, nodes, holds, new DispatchPace(DATABASE.jdbc()), own)
                                    .start())
                    .join();
            return restarted;
        });

        successor.takeOver(batch);
        assertThat(state(notice, 0)).isEqualTo("IN_FLIGHT");
        age("marked_at", 26);
        successor.takeOver(batch);
        assertThat(state(notice, 0)).isEqualTo("IN_DOUBT");
    }

    @Test
    void a_recipient_whose_correction_was_deferred_before_the_notice_was_refused_is_skipped() {
        AttemptMarker attempt = mark(take(notice), notice, 0);
        order();
        age("marked_at", 56);
        ledger.takeOver(take(correction));
        settle(mark(take(correction), correction, 0), AttemptOutcome.Kind.DEFERRED);
        settle(attempt, AttemptOutcome.Kind.REJECTED);

        ledger.takeOver(take(correction));

        assertThat(state(correction, 0)).isEqualTo("SKIPPED");
        assertThat(ledger.release(take(correction))).isTrue();
    }

    @Test
    void an_attempt_whose_commit_had_no_answer_was_never_sent_and_is_pending_again() {
        mark(take(notice), notice, 0);
        var forgetful = ledger(false, ownJournal);
        age("marked_at", 26);

        forgetful.takeOver(take(notice));

        assertThat(state(notice, 0)).isEqualTo("PENDING");
    }

    /** The journal of the next process: the one before is dead, and its lock released. */
    private DeliveryJournal successor() {
        try {
            if (ownJournal != null) {
                ownJournal.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        ownJournal = new DeliveryJournal(folder);
        return ownJournal;
    }

    private void recovered() {
        var journal = successor();
        ledger = ledger(true, journal);
        new JournalRecovery(ledger, nodes, holds, new DispatchPace(DATABASE.jdbc()), journal).start();
    }

    @Test
    void an_attempt_held_back_before_the_end_of_data_is_pending_again() {
        settle(mark(take(notice), notice, 0), AttemptOutcome.Kind.NOT_SENT);

        assertThat(state(notice, 0)).isEqualTo("PENDING");
    }

    @Test
    void the_pace_lets_no_recipient_go_early() {
        DATABASE.jdbc()
                .sql("UPDATE dispatch SET pace = 60, paced_since = now() WHERE id = :id")
                .param("id", notice.value())
                .update();
        ClaimedBatch batch = take(notice);

        assertThat(marked(batch, notice, 0)).isPresent();
        assertThat(marked(batch, notice, 2)).isEmpty();
    }

    @Test
    void a_notice_accepted_after_its_correction_was_sent_is_corrected_once_more() {
        AttemptMarker attempt = mark(take(notice), notice, 0);
        doubt(attempt, Instant.now().minusSeconds(60));
        order();
        accept(mark(take(correction), correction, 0));

        accept(attempt);

        AttemptMarker again = mark(take(correction), correction, 0);
        assertThat(again.repair()).isTrue();
        accept(again);
        assertThat(marked(take(correction), correction, 0)).isEmpty();
        assertThat(ledger.release(take(correction))).isTrue();
    }

    @ParameterizedTest
    @EnumSource(names = {"DEFERRED", "NOT_SENT"})
    void a_repair_that_was_deferred_or_not_sent_is_sent_later(AttemptOutcome.Kind said) {
        AttemptMarker attempt = mark(take(notice), notice, 0);
        doubt(attempt, Instant.now().minusSeconds(60));
        order();
        accept(mark(take(correction), correction, 0));
        accept(attempt);

        settle(mark(take(correction), correction, 0), said);

        assertThat(state(correction, 0)).isEqualTo("ACCEPTED");
        DATABASE.jdbc().sql(TestLedger.deliveriesLater("1 day")).update();
        assertThat(mark(take(correction), correction, 0).repair()).isTrue();
    }

    @Test
    void a_reply_about_the_relay_costs_no_attempt_and_no_date() {
        AttemptMarker first = mark(take(notice), notice, 0);
        settle(first, AttemptOutcome.Kind.NOT_SENT);

        assertThat(state(notice, 0)).isEqualTo("PENDING");
        assertThat(DATABASE.jdbc()
                        .sql("SELECT message_date IS NULL FROM delivery WHERE id = :id")
                        .param("id", first.delivery().value())
                        .query(Boolean.class)
                        .single())
                .isTrue();
    }

    @Test
    void many_attempts_and_outcomes_of_one_commit_are_recorded_separately() {
        ClaimedBatch batch = take(notice);
        MarkedAttempts three = ledger.mark(
                        batch, List.of(delivery(notice, 0), delivery(notice, 1), delivery(notice, 2)))
                .await();
        AttemptMarker accepted = three.markers().get(0);
        AttemptMarker rejected = three.markers().get(1);
        AttemptMarker doubted = three.markers().get(2);

        ledger.record(List.of(
                        new AnsweredAttempt(accepted, answered(AttemptOutcome.Kind.ACCEPTED)),
                        new AnsweredAttempt(rejected, answered(AttemptOutcome.Kind.REJECTED)),
                        new AnsweredAttempt(doubted, AttemptOutcome.inDoubt("lost", Instant.now()))))
                .join();

        assertThat(List.of(state(notice, 0), state(notice, 1), state(notice, 2)))
                .containsExactly("ACCEPTED", "REJECTED", "IN_DOUBT");
    }

    @Test
    void one_reply_for_many_recipients_is_recorded_for_each() {
        DispatchId crowd = prepare(DispatchKind.NOTICE, Optional.empty(), TestRecipients.snapshot(DATABASE.jdbc(), 10));
        run(() -> dispatches.start(crowd));
        ClaimedBatch batch = take(crowd);
        List<DeliveryId> all = IntStream.range(0, 10)
                .mapToObj(person -> delivery(crowd, person))
                .toList();
        List<AttemptMarker> markers = ledger.mark(batch, all).await().markers();
        Instant dot = Instant.parse("2026-07-10T09:00:00Z");
        List<AttemptOutcome> answers = List.of(
                answered(AttemptOutcome.Kind.ACCEPTED, "250 first copy"),
                answered(AttemptOutcome.Kind.ACCEPTED, "250 second copy"),
                answered(AttemptOutcome.Kind.REJECTED),
                AttemptOutcome.notSent(),
                AttemptOutcome.inDoubt("lost", dot));

        record(markers, marker -> answers.get(marker.ordinal() % 5));
        assertThat(written(crowd))
                .containsExactly(
                        "0 ACCEPTED 250 first copy, ACCEPTED END 250 first copy -",
                        "1 ACCEPTED 250 second copy, ACCEPTED END 250 second copy -",
                        "2 REJECTED 250 ok, REJECTED END 250 ok -",
                        "3 PENDING -, NOT_SENT - - -",
                        "4 IN_DOUBT lost, IN_DOUBT END lost 09:00",
                        "5 ACCEPTED 250 first copy, ACCEPTED END 250 first copy -",
                        "6 ACCEPTED 250 second copy, ACCEPTED END 250 second copy -",
                        "7 REJECTED 250 ok, REJECTED END 250 ok -",
                        "8 PENDING -, NOT_SENT - - -",
                        "9 IN_DOUBT lost, IN_DOUBT END lost 09:00");

        record(markers, marker -> answered(AttemptOutcome.Kind.ACCEPTED, "250 late"));
        assertThat(written(crowd))
                .as("a 2xx that was read is recorded whatever outcome the attempt had")
                .filteredOn(row -> row.contains("late"))
                .containsExactly(
                        "2 ACCEPTED 250 late, ACCEPTED END 250 late -",
                        "3 ACCEPTED 250 late, ACCEPTED END 250 late -",
                        "4 ACCEPTED 250 late, ACCEPTED END 250 late -",
                        "7 ACCEPTED 250 late, ACCEPTED END 250 late -",
                        "8 ACCEPTED 250 late, ACCEPTED END 250 late -",
                        "9 ACCEPTED 250 late, ACCEPTED END 250 late -");
    }

    @Test
    void a_stop_is_acknowledged_by_its_number_when_no_thread_is_before_an_end_of_data() {
        mark(take(notice), notice, 0);
        var brakes = new StopSignals(nodes, node);
        brakes.watch(notice);
        assertThat(brakes.tryEnter(notice)).isTrue();
        run(() -> dispatches.stop(notice));

        brakes.refresh();
        assertThat(nodes.stopProgress(notice).maySendStill()).isEqualTo(1);
        brakes.exit(notice);
        brakes.refresh();

        assertThat(nodes.stopProgress(notice).stopped()).isTrue();
        assertThat(brakes.tryEnter(notice)).isFalse();
        run(() -> dispatches.resume(notice));
        run(() -> dispatches.stop(notice));
        assertThat(nodes.stopProgress(notice).stopped()).isFalse();
    }

    @Test
    void a_stop_that_no_node_acknowledges_is_complete_when_no_attempt_may_be_used() {
        mark(take(notice), notice, 0);
        run(() -> dispatches.stop(notice));
        age("marked_at", 21);

        assertThat(nodes.stopProgress(notice).stopped()).isTrue();
    }

    private void allHaveTheNotice() {
        ClaimedBatch batch = take(notice);
        for (int person = 0; person < 3; person++) {
            accept(mark(batch, notice, person));
        }
    }

    private void order() {
        run(() -> dispatches.order(notice, correction));
        take(correction); // writes its deliveries
    }

    private DispatchId prepare(DispatchKind kind, Optional<DispatchId> corrects, long snapshot) {
        return run(() -> dispatches.prepare(new NewDispatch(
                1, kind, corrects, new SnapshotId(snapshot), 3, 0, List.of(), List.of(), Map.of(Map.of(), 1))));
    }

    private DeliveryLedger restarted(boolean alone) {
        return ledger(alone, successor());
    }

    private DeliveryLedger ledger(boolean alone, DeliveryJournal journal) {
        node = new ClusterNode(nodes, new DatabaseOwnership(alone));
        return new DeliveryLedger(
                new NamedParameterJdbcTemplate(DATABASE.dataSource()),
                outcomes,
                new OpenAttemptStore(DATABASE.jdbc()),
                DATABASE.transaction(),
                node,
                journal,
                Clock.systemUTC());
    }

    /** Takes the batch from its owner. */
    private ClaimedBatch take(DispatchId dispatch) {
        DATABASE.jdbc()
                .sql("UPDATE batch SET owner = NULL, claim_at = NULL WHERE dispatch = :id")
                .param("id", dispatch.value())
                .update();
        return ledger.claim(dispatch, 0).orElseThrow().batch();
    }

    private Optional<AttemptMarker> marked(ClaimedBatch batch, DispatchId dispatch, int person) {
        return ledger.mark(batch, List.of(delivery(dispatch, person))).await().markers().stream()
                .findFirst();
    }

    private AttemptMarker mark(ClaimedBatch batch, DispatchId dispatch, int person) {
        return marked(batch, dispatch, person).orElseThrow();
    }

    private void accept(AttemptMarker attempt) {
        settle(attempt, AttemptOutcome.Kind.ACCEPTED);
    }

    private void settle(AttemptMarker attempt, AttemptOutcome.Kind kind) {
        record(attempt, answered(kind));
    }

    private static AttemptOutcome answered(AttemptOutcome.Kind kind) {
        return answered(kind, "250 ok");
    }

    private static AttemptOutcome answered(AttemptOutcome.Kind kind, String reply) {
        return new AttemptOutcome(kind, Optional.of("END"), Optional.of(reply), true, Optional.empty());
    }

    private void doubt(AttemptMarker attempt, Instant endOfDataBy) {
        record(attempt, AttemptOutcome.inDoubt("connection lost", endOfDataBy));
    }

    private void record(AttemptMarker attempt, AttemptOutcome settled) {
        ledger.record(List.of(new AnsweredAttempt(attempt, settled))).join();
    }

    private void age(String column, int seconds) {
        DATABASE.jdbc()
                .sql("UPDATE attempt SET " + column + " = " + column + " - make_interval(secs => :seconds)")
                .param("seconds", seconds)
                .update();
    }

    private DeliveryId delivery(DispatchId dispatch, int person) {
        return new DeliveryId(DATABASE.jdbc()
                .sql("SELECT id FROM delivery WHERE dispatch = :dispatch AND ordinal = :ordinal")
                .param("dispatch", dispatch.value())
                .param("ordinal", person)
                .query(Long.class)
                .single());
    }

    private String state(DispatchId dispatch, int person) {
        return DATABASE.jdbc()
                .sql("SELECT state FROM delivery WHERE id = :id")
                .param("id", delivery(dispatch, person).value())
                .query(String.class)
                .single();
    }

    private void record(List<AttemptMarker> markers, Function<AttemptMarker, AttemptOutcome> answer) {
        ledger.record(markers.stream()
                        .map(marker -> new AnsweredAttempt(marker, answer.apply(marker)))
                        .toList())
                .join();
    }

    /**
     * For each recipient: ordinal, state and reply of the delivery; outcome, stage, reply and time of the end of data
     * of the attempt.
     */
    private List<String> written(DispatchId dispatch) {
        return DATABASE.jdbc()
                .sql("""
                        SELECT concat_ws(' ', d.ordinal, d.state, coalesce(d.reply, '-') || ',', a.outcome, coalesce(a.stage, '-'),
                                         coalesce(a.reply, '-'), coalesce(to_char(a.end_of_data_by AT TIME ZONE 'UTC', 'HH24:MI'), '-'))
                          FROM delivery d JOIN attempt a ON a.delivery = d.id
                         WHERE d.dispatch = :dispatch
                         ORDER BY d.ordinal
                        """)
                .param("dispatch", dispatch.value())
                .query(String.class)
                .list();
    }

    private boolean waitsForALock() {
        return DATABASE.jdbc()
                .sql("SELECT EXISTS (SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted)")
                .query(Boolean.class)
                .single();
    }

    private <T> T run(java.util.function.Supplier<T> act) {
        return DATABASE.transaction().execute(status -> act.get());
    }
}
