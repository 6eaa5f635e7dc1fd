package org.belay.delivery.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.belay.audience.SnapshotId;
import org.belay.delivery.DeliveryId;
import org.belay.delivery.DispatchId;
import org.belay.delivery.DispatchKind;
import org.belay.delivery.NewDispatch;
import org.belay.delivery.batch.ClaimedBatch;
import org.belay.delivery.journal.AnsweredAttempt;
import org.belay.delivery.journal.AttemptOutcome;
import org.belay.testsupport.AdjustableClock;
import org.belay.testsupport.database.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An attempt is sent within 20 s, counted from before its transaction began, or never: other processes settle it soon
 * after.
 */
class AttemptDeadlineIT {

    private static final TestDatabase DATABASE = TestDatabase.fresh();

    @TempDir
    private Path folder;

    private final AdjustableClock clock = new AdjustableClock();
    private LedgerProcess process;
    private DispatchId notice;
    private DispatchId correction;

    @AfterAll
    static void done() {
        DATABASE.close();
    }

    @BeforeEach
    void a_notice_is_going_out() {
        process = new LedgerProcess(DATABASE.dataSource(), folder, clock);
        long snapshot = TestRecipients.snapshot(DATABASE.jdbc(), 2);
        notice = prepare(DispatchKind.NOTICE, Optional.empty(), snapshot);
        correction = prepare(DispatchKind.CORRECTION, Optional.of(notice), snapshot);
        process.inTransaction(() -> process.dispatches.start(notice));
    }

    @AfterEach
    void end() {
        process.end();
    }

    @Test
    void an_attempt_is_sent_in_time() {
        MarkedAttempts marked = mark();

        clock.setOffset(Duration.ofSeconds(10));

        assertThat(process.ledger.mayEndData(marked)).isTrue();
    }

    @Test
    void an_attempt_that_is_too_old_is_never_sent() {
        MarkedAttempts marked = mark();

        clock.setOffset(Duration.ofSeconds(20));

        assertThat(process.ledger.mayEndData(marked)).isFalse();
    }

    @Test
    void the_time_of_a_slow_commit_counts() {
        ClaimedBatch batch = process.ledger.claim(notice, 0).orElseThrow().batch();

        MarkedAttempts marked = whileItCannotCommit(
                notice, () -> process.ledger.mark(batch, deliveries(notice)).await());

        assertThat(marked.markers()).hasSize(2);
        assertThat(process.ledger.mayEndData(marked)).isFalse();
    }

    @Test
    void the_time_of_a_slow_commit_counts_too_where_a_correction_is_marked_while_written() {
        process.ledger
                .record(mark().markers().stream()
                        .map(marker -> new AnsweredAttempt(
                                marker,
                                new AttemptOutcome(
                                        AttemptOutcome.Kind.ACCEPTED,
                                        Optional.of("END"),
                                        Optional.of("250 ok"),
                                        true,
                                        Optional.empty())))
                        .toList())
                .join();
        process.inTransaction(() -> process.dispatches.order(notice, correction));

        BatchClaim claim = whileItCannotCommit(
                correction, () -> process.ledger.claim(correction, 500).orElseThrow());

        MarkedAttempts marked = claim.marked().orElseThrow().marked();
        assertThat(marked.markers()).hasSize(2);
        assertThat(process.ledger.mayEndData(marked)).isFalse();
    }

    private MarkedAttempts mark() {
        ClaimedBatch batch = process.ledger.claim(notice, 0).orElseThrow().batch();
        return process.ledger.mark(batch, deliveries(notice)).await();
    }

    /** Begins the work, delays it by a lock for 20 s of the process's clock, and returns its result. */
    private <T> T whileItCannotCommit(DispatchId dispatch, Supplier<T> act) {
        CompletableFuture<T> done = DATABASE.transaction().execute(lock -> {
            DATABASE.jdbc()
                    .sql("SELECT pg_advisory_xact_lock(dispatch_lock(:id))")
                    .param("id", dispatch.value())
                    .query((row, n) -> true)
                    .single();
            var begun = CompletableFuture.supplyAsync(act);
            await().until(this::waitsForALock);
            clock.setOffset(Duration.ofSeconds(20));
            return begun;
        });
        return done.join();
    }

    private boolean waitsForALock() {
        return DATABASE.jdbc()
                .sql("SELECT EXISTS (SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted)")
                .query(Boolean.class)
                .single();
    }

    private List<DeliveryId> deliveries(DispatchId dispatch) {
        return DATABASE.jdbc()
                .sql("SELECT id FROM delivery WHERE dispatch = :id ORDER BY ordinal")
                .param("id", dispatch.value())
                .query((row, n) -> new DeliveryId(row.getLong(1)))
                .list();
    }

    private DispatchId prepare(DispatchKind kind, Optional<DispatchId> corrects, long snapshot) {
        return process.inTransaction(() -> process.dispatches.prepare(new NewDispatch(
                1, kind, corrects, new SnapshotId(snapshot), 2, 0, List.of(), List.of(), Map.of(Map.of(), 1))));
    }
}
