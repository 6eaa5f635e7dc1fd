package org.belay.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.belay.audience.SnapshotId;
import org.belay.testsupport.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceUtils;

/** A person costs the same number of rows looked at, however much Belay has sent before. Counted by the database, not timed. */
class HistoryCostsNothingIT {

    private static final int PEOPLE = 200;
    private static final TestDatabase DATABASE = TestDatabase.fresh();

    private final JdbcClient sql = DATABASE.jdbc();
    private final BatchStore batches = new BatchStore(sql);
    private final DeliveryWriter writer = new DeliveryWriter(sql);
    private final OutcomeStore outcomes = new OutcomeStore(sql, event -> {});
    private long earlier;
    private final CountStore counts = new CountStore(sql);
    private final Dispatches dispatches = new Dispatches(
            new DispatchStore(sql), batches, new NodeStore(sql), counts, event -> {}, kind -> 4, Clock.systemUTC());

    @AfterAll
    static void done() {
        DATABASE.close();
    }

    @BeforeEach
    void asOnTheFirstDay() {
        earlier = TestPeople.snapshot(sql, 1);
        sql.sql("TRUNCATE dispatch, batch, delivery, attempt CASCADE").update();
        sql.sql("ANALYZE dispatch, batch, delivery, attempt").update();
    }

    @Test
    void each_person_of_a_notice_and_its_correction_costs_a_few_rows_from_the_first_mailing_on() {
        assertFew(rowsOfANoticeAndItsCorrection());
    }

    @Test
    void and_no_more_when_there_have_been_thousands_of_mailings() {
        wereSent(2_000, 25);
        sql.sql("ANALYZE dispatch, batch, delivery, attempt").update();

        assertFew(rowsOfANoticeAndItsCorrection());
    }

    @Test
    void and_no_more_when_they_were_sent_since_the_statements_were_planned() {
        rowsOfANoticeAndItsCorrection();
        sql.sql("ANALYZE dispatch, batch, delivery, attempt").update();

        assertFew(DATABASE.transaction().execute(status -> {
            rowsOfANoticeAndItsCorrection();
            wereSent(20, 2_500);
            return rowsOfANoticeAndItsCorrection();
        }));
    }

    private static void assertFew(Map<String, Long> rows) {
        assertThat(rows).allSatisfy((table, n) -> assertThat(n).as(table).isLessThan(20 * PEOPLE));
        assertThat(rows.get("batch")).isLessThan(PEOPLE);
        assertThat(rows.get("dispatch")).isLessThan(4 * PEOPLE);
    }

    private void wereSent(int mailings, int people) {
        sql.sql("""
                INSERT INTO dispatch (mailing, kind, snapshot, state, split_by, token, people, batches, batch_size, started_at, ended_at)
                SELECT 1000 + n, 'NOTICE', :snapshot, 'SENDING', '{}', 'old' || n, :people, 1, :people, now(), now()
                  FROM generate_series(1, :mailings) n
                """)
                .param("snapshot", earlier)
                .param("mailings", mailings)
                .param("people", people)
                .update();
        sql.sql("""
                INSERT INTO batch (dispatch, number, first_ordinal, epoch, written, settled_at, released_at)
                SELECT p.id, 0, 0, 1, true, now(), now()
                  FROM dispatch p
                 WHERE p.mailing > 1000
                """).update();
        sql.sql("""
                INSERT INTO delivery (dispatch, batch, ordinal, variant, state, attempts, dated)
                SELECT b.dispatch, b.id, n, 1, 'ACCEPTED', 1, now()
                  FROM batch b JOIN dispatch p ON p.id = b.dispatch, generate_series(0, p.people - 1) n
                 WHERE p.mailing > 1000
                """).update();
        sql.sql("""
                INSERT INTO attempt (delivery, number, epoch, node, outcome, settled_at)
                SELECT d.id, 1, 1, 'before', 'ACCEPTED', now()
                  FROM delivery d JOIN dispatch p ON p.id = d.dispatch
                 WHERE p.mailing > 1000
                """).update();
    }

    private Map<String, Long> rowsOfANoticeAndItsCorrection() {
        long snapshot = TestPeople.snapshot(sql, PEOPLE);
        DispatchId notice = prepare(DispatchKind.NOTICE, Optional.empty(), snapshot);
        DispatchId correction = prepare(DispatchKind.CORRECTION, Optional.of(notice), snapshot);
        return DATABASE.transaction().execute(status -> {
            planAsInAServerThatRunsForWeeks();
            Map<String, Long> before = looked();
            dispatches.start(notice);
            send(notice);
            dispatches.order(notice, correction);
            send(correction);
            counts.counts(correction);
            counts.lastAccepted(correction);
            counts.unwritten(correction);
            Map<String, Long> after = looked();
            after.replaceAll((table, rows) -> rows - before.getOrDefault(table, 0L));
            return after;
        });
    }

    private void send(DispatchId dispatch) {
        ask(MarkSql.locks(List.of(dispatch)));
        Batch batch = batches.claim(dispatch, "here").orElseThrow();
        List<Marker> markers = batch.corrects().isPresent()
                ? writer.writeCorrection(batch, PEOPLE, "here", "witness").markers()
                : ask(MarkSql.marks(oneByOne(batch, ids(writer.writeNotice(batch))), "here", "witness"));
        assertThat(markers).hasSize(PEOPLE);
        assertThat(batches.waiting(batch)).isEmpty();
        assertThat(outcomes.open(dispatch, batch.first(), batch.next())).hasSize(PEOPLE);
        assertThat(outcomes.open(dispatch)).hasSize(PEOPLE);
        settle(markers.subList(0, 1), Settled.Kind.IN_DOUBT);
        settle(markers, Settled.Kind.ACCEPTED);
        batches.skipThoseWithoutTheNotice(batch);
        batches.skipLeavers(dispatch, batch.first(), batch.next());
        assertThat(batches.release(batch)).isTrue();
        assertThat(batches.nextDue(dispatch, "here")).isEmpty();
        batches.claimable(dispatch, 10, "here");
    }

    /** As lanes want them, each for its next mail, some of them of the same batch. */
    private static List<MarkSql.Wanted> oneByOne(Batch batch, List<DeliveryId> people) {
        return people.stream()
                .map(person -> new MarkSql.Wanted(batch, List.of(person)))
                .toList();
    }

    private void settle(List<Marker> markers, Settled.Kind kind) {
        var settled = new Settled(kind, Optional.of("END"), Optional.of("said"), true, Optional.empty());
        outcomes.settle(markers.stream()
                .map(marker -> new OutcomeStore.Answer(marker.attempt(), settled, Duration.ZERO))
                .toList());
    }

    private static List<DeliveryId> ids(List<Waiting> people) {
        return people.stream().map(Waiting::id).toList();
    }

    private <T> List<T> ask(Question<T> question) {
        var jdbc = new NamedParameterJdbcTemplate(DATABASE.dataSource());
        return Question.askTogether(jdbc, question).to(question);
    }

    private DispatchId prepare(DispatchKind kind, Optional<DispatchId> corrects, long snapshot) {
        DispatchId id = DATABASE.transaction()
                .execute(status -> dispatches.prepare(new NewDispatch(
                        1,
                        kind,
                        corrects,
                        new SnapshotId(snapshot),
                        PEOPLE,
                        0,
                        List.of(),
                        List.of(),
                        Map.of(Map.of(), 1))));
        sql.sql("""
                INSERT INTO variant (dispatch, number, language, condition, people, subject, html, body, form, sha256, shared)
                VALUES (:id, 1, 'en', '', 1, 'Subject', 'html', 'text', '', '', true)
                """).param("id", id.value()).update();
        return id;
    }

    /** Each statement prepared from its first time on, so that its plan is the one that is kept. */
    private static void planAsInAServerThatRunsForWeeks() {
        try {
            DataSourceUtils.getConnection(DATABASE.dataSource())
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
