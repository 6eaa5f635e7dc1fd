package org.belay.delivery.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.belay.audience.SnapshotId;
import org.belay.delivery.DeliveryId;
import org.belay.delivery.Dispatch;
import org.belay.delivery.DispatchId;
import org.belay.delivery.DispatchKind;
import org.belay.delivery.NewDispatch;
import org.belay.delivery.batch.BatchClaims;
import org.belay.delivery.batch.BatchCloser;
import org.belay.delivery.batch.BatchDeliveries;
import org.belay.delivery.batch.ClaimedBatch;
import org.belay.delivery.batch.DueRecipient;
import org.belay.delivery.batch.RecipientSkips;
import org.belay.delivery.cluster.ClusterNode;
import org.belay.delivery.cluster.NodeStore;
import org.belay.delivery.dispatch.DeliveryCountStore;
import org.belay.delivery.dispatch.DispatchPace;
import org.belay.delivery.dispatch.Dispatches;
import org.belay.delivery.dispatch.SendingHolds;
import org.belay.delivery.journal.AttemptId;
import org.belay.delivery.journal.AttemptMarker;
import org.belay.delivery.journal.AttemptOutcome;
import org.belay.delivery.journal.DeliveryJournal;
import org.belay.delivery.recovery.JournalComparison;
import org.belay.delivery.recovery.JournalRecovery;
import org.belay.delivery.recovery.ServerCopyCheck;
import org.belay.delivery.worker.StopSignals;
import org.belay.platform.database.DatabaseOwnership;
import org.belay.testsupport.database.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.PGConnection;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceUtils;

/**
 * A recipient costs the same number of rows read, however much Belay has sent before. Counted by the database, not
 * timed.
 */
class ConstantCostIT {

    private static final int PEOPLE = 200;

    @TempDir
    private Path folder;

    private final TestDatabase database = TestDatabase.fresh(); // its tables have never been analysed
    private final JdbcClient sql = database.jdbc();
    private final BatchClaims batches = new BatchClaims(sql);
    private final DeliveryWriter writer = new DeliveryWriter(sql);
    private final OutcomeStore outcomes = new OutcomeStore(sql, event -> {});
    private final DeliveryCountStore counts = new DeliveryCountStore(sql);
    private final Dispatches dispatches = new Dispatches(sql, event -> {}, kind -> 1);

    @AfterEach
    void done() {
        database.close();
    }

    @Test
    void each_recipient_of_a_notice_and_its_correction_costs_a_few_rows_from_the_first_mailing_on() {
        assertFew(rowsOfANoticeAndItsCorrection(PEOPLE));
    }

    @Test
    void and_no_more_when_the_first_mailing_went_to_a_few_for_a_trial() {
        assertFew(database.transaction().execute(status -> {
            rowsOfANoticeAndItsCorrection(10);
            return rowsOfANoticeAndItsCorrection(PEOPLE);
        }));
    }

    @Test
    void and_no_more_when_the_empty_tables_were_analysed_before() {
        analyse();

        assertFew(rowsOfANoticeAndItsCorrection(PEOPLE));
    }

    @Test
    void and_no_more_when_there_have_been_thousands_of_mailings() {
        wereSent(2_000, 25);
        analyse();

        assertFew(rowsOfANoticeAndItsCorrection(PEOPLE));
    }

    @Test
    void and_no_more_when_they_were_sent_since_the_statements_were_planned() {
        rowsOfANoticeAndItsCorrection(PEOPLE);
        analyse();

        assertFew(database.transaction().execute(status -> {
            rowsOfANoticeAndItsCorrection(PEOPLE);
            wereSent(20, 2_500);
            return rowsOfANoticeAndItsCorrection(PEOPLE);
        }));
    }

    @Test
    void p26_a_start_and_a_sweep_cost_as_many_rows_after_a_thousand_mailings_as_in_an_empty_database()
            throws IOException {
        assertAStartAndALookCostNoMoreAfter(1_000, 100);
    }

    @Test
    @Tag("soak")
    void p26_nor_after_ten_million_attempts() throws IOException {
        assertAStartAndALookCostNoMoreAfter(1_000, 10_000);
    }

    private void assertAStartAndALookCostNoMoreAfter(int mailings, int people) throws IOException {
        Map<String, Long> empty = rowsOfAStartAndALook();
        wereSent(mailings, people);
        wait(500);
        wereStoppedAndLeft(100);
        oldJournals();
        rowsOfAStartAndALook(); // reads the journals, and marks stopped dispatches without open attempts as idle
        analyse();

        Map<String, Long> later = rowsOfAStartAndALook();

        assertThat(later)
                .allSatisfy(
                        (table, n) -> assertThat(n).as(table).isLessThanOrEqualTo(empty.getOrDefault(table, 0L) + 20));
    }

    /** Corrections that were approved with their notices and not needed. */
    private void wait(int corrections) {
        sql.sql("""
                INSERT INTO dispatch (mailing, kind, corrects, snapshot, state, split_by, token, people, batches, batch_size)
                SELECT p.mailing, 'CORRECTION', p.id, p.snapshot, 'WAITING', '{}', 'waits' || p.id, 100, 10, 10
                  FROM dispatch p
                 WHERE p.mailing > 1000
                 LIMIT :corrections
                """).param("corrections", corrections).update();
        sql.sql("""
                INSERT INTO changed_statement SELECT id, corrects, 'CHANGED' FROM dispatch WHERE state = 'WAITING' AND corrects IS NOT NULL
                    ON CONFLICT DO NOTHING
                """).update();
        sql.sql("""
                INSERT INTO batch (dispatch, number, first_ordinal)
                SELECT p.id, n, 10 * n FROM dispatch p, generate_series(0, 9) n WHERE p.state = 'WAITING'
                """).update();
        sql.sql("UPDATE dispatch SET state = 'DONE' WHERE mailing > 1000 AND kind = 'NOTICE'")
                .update();
    }

    private void wereStoppedAndLeft(int mailings) {
        sql.sql("""
                UPDATE dispatch SET state = 'STOPPED', stop_number = 1, ended_at = NULL
                 WHERE id IN (SELECT id FROM dispatch WHERE mailing > 1000 AND kind = 'NOTICE' LIMIT :mailings)
                """).param("mailings", mailings).update();
        sql.sql("UPDATE batch SET closed_at = NULL FROM dispatch p WHERE p.id = batch.dispatch AND p.state = 'STOPPED'")
                .update();
        sql.sql("UPDATE delivery SET attempts = 2 FROM dispatch p WHERE p.id = delivery.dispatch AND p.state ="
                        + " 'STOPPED'")
                .update();
    }

    /** Journals of killed processes, with entries that are already in the database. */
    private void oldJournals() throws IOException {
        for (int n = 0; n < 3; n++) {
            try (var journal = new DeliveryJournal(folder)) {
                journal.recordEndOfData(
                        sql.sql("SELECT a.id, d.dispatch, d.ordinal FROM attempt a JOIN delivery d ON d.id ="
                                        + " a.delivery ORDER BY a.id LIMIT 5000")
                                .query((row, i) -> new AttemptMarker(
                                        new DeliveryId(1),
                                        new DispatchId(row.getLong(2)),
                                        row.getInt(3),
                                        new AttemptId(row.getLong(1)),
                                        1,
                                        Instant.now(),
                                        false))
                                .list(),
                        Instant.now());
            }
        }
    }

    private Map<String, Long> rowsOfAStartAndALook() throws IOException {
        var nodes = new NodeStore(sql);
        try (var journal = new DeliveryJournal(folder)) {
            return database.transaction().execute(status -> {
                planAsInAServerThatRunsForWeeks();
                Map<String, Long> before = looked();
                var node = new ClusterNode(nodes, new DatabaseOwnership(true));
                var ledger = new DeliveryLedger(
                        new NamedParameterJdbcTemplate(database.dataSource()),
                        outcomes,
                        new OpenAttemptStore(sql),
                        database.transaction(),
                        node,
                        journal,
                        Clock.systemUTC());
                var holds = new SendingHolds(sql, dispatches, nodes, event -> {});
                var recovery = new JournalRecovery(ledger, nodes, holds, new DispatchPace(sql), journal);
                recovery.start();
                look(
                        node,
                        ledger,
                        new JournalComparison(
                                nodes, ledger, recovery, new ServerCopyCheck(nodes, holds, node, journal)));
                ledger.destroy();
                Map<String, Long> after = looked();
                after.replaceAll((table, rows) -> rows - before.getOrDefault(table, 0L));
                return after;
            });
        }
    }

    /** The regular upkeep of a node. */
    private void look(ClusterNode node, DeliveryLedger ledger, JournalComparison comparison) {
        new StopSignals(new NodeStore(sql), node).refresh();
        node.heartbeat();
        node.rank();
        comparison.check();
        dispatches.duePauses();
        ledger.freeBatches(Set.of());
        new DispatchPace(sql).paceNoLaterThanNow();
        for (Dispatch dispatch : dispatches.activeDispatches()) {
            if (!ledger.recordOrphans(dispatch.id(), dispatches.isTakenBack(dispatch.id()))) {
                dispatches.markIdle(dispatch.id());
            }
        }
    }

    private void analyse() {
        database.owner().sql("ANALYZE dispatch, batch, delivery, attempt").update();
    }

    private static void assertFew(Map<String, Long> rows) {
        assertThat(rows).allSatisfy((table, n) -> assertThat(n).as(table).isLessThan(20 * PEOPLE));
        assertThat(rows.get("batch")).isLessThan(PEOPLE);
        assertThat(rows.get("dispatch")).isLessThan(6 * PEOPLE); // all of a mailing at an order, however many people
    }

    private void wereSent(int mailings, int people) {
        sql.sql("""
                INSERT INTO dispatch (mailing, kind, snapshot, state, split_by, token, people, batches, batch_size, started_at, ended_at)
                SELECT 1000 + n, 'NOTICE', :snapshot, 'SENDING', '{}', 'old' || n, :people, 1, :people, now(), now()
                  FROM generate_series(1, :mailings) n
                """)
                .param("snapshot", TestRecipients.snapshot(sql, 1))
                .param("mailings", mailings)
                .param("people", people)
                .update();
        sql.sql("""
                INSERT INTO batch (dispatch, number, first_ordinal, epoch, written, closed_at, released_at)
                SELECT p.id, 0, 0, 1, true, now(), now()
                  FROM dispatch p
                 WHERE p.mailing > 1000
                """).update();
        sql.sql("""
                INSERT INTO delivery (dispatch, batch, ordinal, variant, state, attempts, message_date)
                SELECT b.dispatch, b.id, n, 1, 'ACCEPTED', 1, now()
                  FROM batch b JOIN dispatch p ON p.id = b.dispatch, generate_series(0, p.people - 1) n
                 WHERE p.mailing > 1000
                """).update();
        sql.sql("""
                INSERT INTO attempt (delivery, number, epoch, node, outcome, outcome_at)
                SELECT d.id, 1, 1, 'before', 'ACCEPTED', now()
                  FROM delivery d JOIN dispatch p ON p.id = d.dispatch
                 WHERE p.mailing > 1000
                """).update();
    }

    private Map<String, Long> rowsOfANoticeAndItsCorrection(int people) {
        long snapshot = TestRecipients.snapshot(sql, people);
        DispatchId notice = prepare(DispatchKind.NOTICE, Optional.empty(), snapshot, people);
        DispatchId correction = prepare(DispatchKind.CORRECTION, Optional.of(notice), snapshot, people);
        return database.transaction().execute(status -> {
            planAsInAServerThatRunsForWeeks();
            Map<String, Long> before = looked();
            dispatches.start(notice);
            send(notice, people);
            dispatches.order(notice, correction);
            send(correction, people);
            counts.counts(correction);
            counts.lastAccepted(correction);
            counts.unwritten(correction);
            Map<String, Long> after = looked();
            after.replaceAll((table, rows) -> rows - before.getOrDefault(table, 0L));
            return after;
        });
    }

    private void send(DispatchId dispatch, int people) {
        ask(AttemptSql.locks(List.of(dispatch)));
        ClaimedBatch batch = batches.claim(dispatch, "here").orElseThrow();
        List<AttemptMarker> markers = batch.corrects().isPresent()
                ? writer.writeCorrection(batch, people, "here", "journal").markers()
                : ask(AttemptSql.marks(oneByOne(batch, ids(writer.writeNotice(batch))), "here", "journal"));
        assertThat(markers).hasSize(people);
        assertThat(new BatchDeliveries(sql).dueRecipients(batch)).isEmpty();
        assertThat(new OpenAttemptStore(sql).openAttempts(dispatch, batch.first(), batch.end()))
                .hasSize(people);
        assertThat(new OpenAttemptStore(sql).openAttempts(dispatch)).hasSize(people);
        settle(batch, markers.subList(0, 1), AttemptOutcome.Kind.IN_DOUBT);
        settle(batch, markers, AttemptOutcome.Kind.ACCEPTED);
        new RecipientSkips(sql).skipWithoutNotice(batch);
        new RecipientSkips(sql).skipSuppressed(dispatch, batch.first(), batch.end());
        assertThat(new BatchCloser(sql).release(batch)).isTrue();
        assertThat(batches.nextDue(dispatch, "here")).isEmpty();
        batches.claimable(dispatch, 10, "here");
    }

    /** As workers request them, each for its next mail, some of them of the same batch. */
    private static List<AttemptSql.MarkRequest> oneByOne(ClaimedBatch batch, List<DeliveryId> people) {
        return people.stream()
                .map(person -> new AttemptSql.MarkRequest(batch, List.of(person)))
                .toList();
    }

    /**
     * The recipients of a correction had one copy and one reply; each recipient of a notice had a reply of their own.
     */
    private void settle(ClaimedBatch batch, List<AttemptMarker> markers, AttemptOutcome.Kind kind) {
        outcomes.record(markers.stream()
                .map(marker -> {
                    String said = batch.corrects().isPresent() ? "said" : "said of " + marker.ordinal();
                    return new OutcomeStore.OutcomeUpdate(
                            marker.attempt(),
                            new AttemptOutcome(kind, Optional.of("END"), Optional.of(said), true, Optional.empty()),
                            Duration.ZERO);
                })
                .toList());
    }

    private static List<DeliveryId> ids(List<DueRecipient> people) {
        return people.stream().map(DueRecipient::id).toList();
    }

    private <T> List<T> ask(PipelinedQuery<T> question) {
        var jdbc = new NamedParameterJdbcTemplate(database.dataSource());
        return PipelinedQuery.runTogether(jdbc, question).of(question);
    }

    private DispatchId prepare(DispatchKind kind, Optional<DispatchId> corrects, long snapshot, int people) {
        DispatchId id = database.transaction()
                .execute(status -> dispatches.prepare(new NewDispatch(
                        1,
                        kind,
                        corrects,
                        new SnapshotId(snapshot),
                        people,
                        0,
                        List.of(),
                        List.of(),
                        Map.of(Map.of(), 1))));
        sql.sql("""
                INSERT INTO variant (dispatch, number, language, condition, people, subject, html, body, message_template, sha256, shared)
                VALUES (:id, 1, 'en', '', 1, 'Subject', 'html', 'text', '', '', true)
                """).param("id", id.value()).update();
        return id;
    }

    /** Prepares each statement at its first use, so that its first plan is the one that is kept. */
    private void planAsInAServerThatRunsForWeeks() {
        try {
            DataSourceUtils.getConnection(database.dataSource())
                    .unwrap(PGConnection.class)
                    .setPrepareThreshold(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private Map<String, Long> looked() {
        var rows = new TreeMap<String, Long>();
        sql.sql("""
                SELECT relname, coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0) AS n
                  FROM pg_stat_xact_user_tables
                 WHERE relname IN ('dispatch', 'batch', 'delivery', 'attempt', 'recipient', 'variant', 'bounce', 'node')
                """).query(row -> {
            rows.put(row.getString("relname"), row.getLong("n"));
        });
        return rows;
    }
}
