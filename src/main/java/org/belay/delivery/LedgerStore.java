package org.belay.delivery;

import java.sql.Timestamp;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** All SQL of the ledger, in the order in which a delivery lives: taken, marked, settled. */
@Repository
class LedgerStore {

    private static final TypeReference<Map<String, String>> ATTRIBUTES = new TypeReference<>() {};

    private final JdbcClient sql;
    private final JsonMapper json = JsonMapper.shared();

    LedgerStore(JdbcClient sql) {
        this.sql = sql;
    }

    /** Takes the batch: a higher epoch, so that whoever held it before marks nothing more. Empty: another living node has it. */
    Optional<Batch> take(BatchId id, String node) {
        return sql.sql("""
                UPDATE batch b
                   SET epoch = b.epoch + 1, owner = :node
                  FROM dispatch p
                 WHERE b.id = :id
                   AND p.id = b.dispatch
                   AND b.settled_at IS NULL
                   AND (b.owner IS NULL OR b.owner = :node OR NOT EXISTS (
                         SELECT 1 FROM node n WHERE n.id = b.owner AND n.seen_at > now() - interval '15 seconds'))
                RETURNING b.id, b.number, b.epoch, p.id AS dispatch, p.kind, p.corrects, p.token, p.state
                """)
                .param("id", id.value())
                .param("node", node)
                .query((row, n) -> new Batch(
                        new BatchId(row.getLong("id")),
                        row.getInt("number"),
                        new DispatchId(row.getLong("dispatch")),
                        DispatchKind.valueOf(row.getString("kind")),
                        row.getString("token"),
                        DispatchState.valueOf(row.getString("state")),
                        row.getLong("epoch")))
                .optional();
    }

    /** The deliveries of a batch that are to be sent, in order, with their people. */
    List<Waiting> waiting(Batch batch) {
        return sql.sql("""
                SELECT d.id, d.ordinal, d.variant, r.address, r.name, r.attributes::text AS attributes
                  FROM delivery d
                  JOIN dispatch p ON p.id = d.dispatch
                  JOIN recipient r ON r.snapshot = p.snapshot AND r.ordinal = d.ordinal
                 WHERE d.batch = :batch
                   AND (d.state = 'PENDING' OR d.state IN ('DEFERRED', 'IN_DOUBT') AND d.due <= now())
                 ORDER BY d.ordinal
                """)
                .param("batch", batch.id().value())
                .query((row, n) -> new Waiting(
                        new DeliveryId(row.getLong("id")),
                        row.getInt("ordinal"),
                        row.getInt("variant"),
                        row.getString("address"),
                        row.getString("name"),
                        json.readValue(row.getString("attributes"), ATTRIBUTES)))
                .list();
    }

    List<FormRow> forms(DispatchId id) {
        return sql.sql("SELECT number, form FROM variant WHERE dispatch = :id")
                .param("id", id.value())
                .query((row, n) -> new FormRow(row.getInt("number"), row.getBytes("form")))
                .list();
    }

    record FormRow(int number, byte[] form) {}

    /** The server ends a marker transaction that its client left hanging: a frozen node cannot delay a stop. */
    void limitTransaction() {
        sql.sql("""
                SELECT set_config('transaction_timeout', '2s', true),
                       set_config('idle_in_transaction_session_timeout', '2s', true)
                """).query((row, n) -> true).single();
    }

    void lockShared(DispatchId id) {
        sql.sql("SELECT pg_advisory_xact_lock_shared(dispatch_lock(:id))")
                .param("id", id.value())
                .query((row, n) -> true)
                .single();
    }

    /**
     * Marks a delivery of a notice as about to leave. It must be called after {@link #lockShared} in the same transaction: its
     * snapshot then sees every stop that has committed.
     */
    Optional<Marker> mark(Batch batch, DeliveryId wanted, String node, String witness) {
        return marked(batch, wanted, node, witness, """
                   AND (d.state = 'PENDING' OR d.state = 'DEFERRED' AND d.due <= now())
                   AND (p.pace = 0
                        OR d.ordinal <= p.paced_from + extract(epoch FROM now() - p.paced_since) * p.pace / 60.0)
                """);
    }

    /**
     * Marks a delivery of a correction, if the person may have the notice and every attempt of it is settled; a doubt counts
     * when its dot is 30 s old, so that the truth comes last (I1).
     */
    Optional<Marker> markCorrection(Batch batch, DeliveryId wanted, String node, String witness) {
        return marked(batch, wanted, node, witness, """
                   AND (d.state = 'PENDING' OR d.state IN ('DEFERRED', 'IN_DOUBT') AND d.due <= now())
                   AND EXISTS (SELECT 1
                                 FROM delivery n
                                 JOIN attempt a ON a.delivery = n.id
                                WHERE n.dispatch = p.corrects
                                  AND n.ordinal = d.ordinal
                                HAVING count(*) FILTER (WHERE a.outcome IS NULL) = 0
                                   AND count(*) FILTER (WHERE a.outcome = 'IN_DOUBT'
                                                          AND a.dot_by > now() - interval '30 seconds') = 0
                                   AND count(*) FILTER (WHERE a.outcome IN ('ACCEPTED', 'IN_DOUBT')) > 0)
                """);
    }

    private Optional<Marker> marked(Batch batch, DeliveryId wanted, String node, String witness, String condition) {
        return sql.sql("""
                WITH mine AS (
                    SELECT id FROM batch
                     WHERE id = :batch
                       AND epoch = :epoch
                       FOR UPDATE
                ), marked AS (
                    UPDATE delivery d
                       SET state = 'IN_FLIGHT',
                           attempts = d.attempts + 1,
                           dated = coalesce(d.dated, now()),
                           due = NULL
                      FROM mine, dispatch p
                     WHERE d.id = :wanted
                       AND d.batch = mine.id
                       AND p.id = d.dispatch
                       AND p.state = 'SENDING'
                """ + condition + """
                    RETURNING d.id, d.attempts, d.dated
                ), made AS (
                    INSERT INTO attempt (delivery, number, epoch, node, witness)
                    SELECT id, attempts, :epoch, :node, :witness FROM marked
                    RETURNING id
                )
                SELECT made.id, marked.attempts, marked.dated FROM made, marked
                """)
                .param("batch", batch.id().value())
                .param("epoch", batch.epoch())
                .param("wanted", wanted.value())
                .param("node", node)
                .param("witness", witness)
                .query((row, n) -> new Marker(
                        new AttemptId(row.getLong("id")),
                        row.getInt("attempts"),
                        row.getTimestamp("dated").toInstant()))
                .optional();
    }

    /**
     * Leaves out those of a correction's batch who certainly never got the notice, as known now (I2): also somebody whose
     * correction was tried and put off before a late refusal of the notice came. One in doubt stays so and is not sent again.
     */
    void skipThoseWithoutTheNotice(Batch correction) {
        sql.sql("""
                UPDATE delivery d
                   SET state = CASE WHEN d.state = 'IN_DOUBT' THEN d.state ELSE 'SKIPPED' END,
                       reply = CASE WHEN d.state = 'IN_DOUBT' THEN d.reply ELSE 'never got the notice' END,
                       due = NULL
                  FROM dispatch p
                 WHERE d.batch = :batch
                   AND p.id = d.dispatch
                   AND (d.state IN ('PENDING', 'DEFERRED') OR d.state = 'IN_DOUBT' AND d.due IS NOT NULL)
                   AND NOT EXISTS (SELECT 1
                                     FROM delivery n
                                     JOIN attempt a ON a.delivery = n.id
                                    WHERE n.dispatch = p.corrects
                                      AND n.ordinal = d.ordinal
                                      AND (a.outcome IS NULL OR a.outcome IN ('ACCEPTED', 'IN_DOUBT')))
                """).param("batch", correction.id().value()).update();
    }

    /** When the next delivery of a batch can be tried; empty when none waits. A correction may wait for its notice's doubt. */
    Optional<Instant> nextDue(BatchId batch) {
        return sql.sql("""
                SELECT min(CASE WHEN d.state = 'PENDING' AND p.corrects IS NULL AND p.pace > 0
                                  THEN p.paced_since + make_interval(secs => greatest(0, d.ordinal - p.paced_from) * 60.0 / p.pace)
                                WHEN d.state = 'PENDING' THEN now() + interval '1 second'
                                ELSE d.due END)
                  FROM delivery d JOIN dispatch p ON p.id = d.dispatch
                 WHERE d.batch = :batch
                   AND (d.state = 'PENDING' OR d.state IN ('DEFERRED', 'IN_DOUBT') AND d.due IS NOT NULL)
                """)
                .param("batch", batch.value())
                .query((row, n) -> Optional.ofNullable(row.getTimestamp(1)).map(Timestamp::toInstant))
                .single();
    }

    /** The attempts of a batch that have a marker and no outcome. */
    List<Open> open(BatchId batch) {
        return sql.sql("""
                SELECT a.id, a.marked_at, a.witness
                  FROM delivery d JOIN attempt a ON a.delivery = d.id
                 WHERE d.batch = :batch
                   AND d.attempts > 0
                   AND a.outcome IS NULL
                """)
                .param("batch", batch.value())
                .query((row, n) -> new Open(
                        new AttemptId(row.getLong(1)), row.getTimestamp(2).toInstant(), row.getString(3)))
                .list();
    }

    record Open(AttemptId attempt, Instant markedAt, String witness) {}

    Instant now() {
        return sql.sql("SELECT clock_timestamp()")
                .query((row, n) -> row.getTimestamp(1).toInstant())
                .single();
    }

    /** Makes whoever settles another attempt of the same delivery wait, so that each sees the other's outcome. */
    void lockDelivery(AttemptId attempt) {
        sql.sql("SELECT 1 FROM delivery WHERE id = (SELECT delivery FROM attempt WHERE id = :id) FOR UPDATE")
                .param("id", attempt.value())
                .query((row, n) -> true)
                .single();
    }

    /** Writes an outcome, keyed by attempt and fenced by nothing. An answer is never left; it replaces a doubt. */
    boolean settle(AttemptId attempt, Settled settled) {
        return sql.sql("""
                UPDATE attempt
                   SET outcome = :outcome, stage = :stage, reply = :reply, dot_by = :dotBy, settled_at = clock_timestamp()
                 WHERE id = :id
                   AND (outcome IS NULL OR outcome = 'IN_DOUBT' AND :outcome <> 'IN_DOUBT')
                """)
                        .param("id", attempt.value())
                        .param("outcome", settled.outcome().name())
                        .param("stage", settled.stage().orElse(null), java.sql.Types.VARCHAR)
                        .param(
                                "reply",
                                settled.reply().map(LedgerStore::printable).orElse(null),
                                java.sql.Types.VARCHAR)
                        .param(
                                "dotBy",
                                settled.dotBy()
                                        .map(at -> at.atOffset(ZoneOffset.UTC))
                                        .orElse(null),
                                java.sql.Types.TIMESTAMP_WITH_TIMEZONE)
                        .update()
                == 1;
    }

    /**
     * Derives the delivery's state from all its attempts. A correction in doubt is due again, once; a deferred delivery is due
     * after a growing wait, until it is too old.
     */
    void derive(AttemptId attempt, java.time.Duration retryAfter, java.time.Duration maximumAge) {
        sql.sql("""
                WITH all_of_it AS (
                    SELECT a.delivery,
                           bool_or(a.outcome = 'ACCEPTED') AS accepted,
                           bool_or(a.outcome IS NULL) AS open,
                           count(*) FILTER (WHERE a.outcome = 'IN_DOUBT') AS doubts,
                           (array_agg(a.outcome ORDER BY a.number DESC))[1] AS last,
                           (array_agg(a.reply ORDER BY a.number DESC) FILTER (WHERE a.reply IS NOT NULL))[1] AS reply
                      FROM attempt a
                     WHERE a.delivery = (SELECT delivery FROM attempt WHERE id = :id)
                     GROUP BY a.delivery
                ), derived AS (
                    SELECT t.*,
                           CASE WHEN accepted THEN 'ACCEPTED'
                                WHEN open THEN 'IN_FLIGHT'
                                WHEN doubts > 0 THEN 'IN_DOUBT'
                                WHEN last = 'REJECTED' THEN 'REJECTED'
                                WHEN last = 'NOT_SENT' THEN 'PENDING'
                                WHEN d.dated < now() - make_interval(secs => :maximumAge) THEN 'EXPIRED'
                                ELSE 'DEFERRED' END AS state,
                           p.corrects IS NOT NULL AS correction
                      FROM all_of_it t JOIN delivery d ON d.id = t.delivery JOIN dispatch p ON p.id = d.dispatch
                )
                UPDATE delivery d
                   SET state = t.state,
                       reply = coalesce(t.reply, d.reply),
                       due = CASE WHEN t.state = 'DEFERRED' THEN now() + make_interval(secs => :retryAfter)
                                  WHEN t.state = 'IN_DOUBT' AND t.correction AND t.doubts = 1 AND t.last <> 'REJECTED'
                                     AND d.dated >= now() - make_interval(secs => :maximumAge)
                                    THEN now() + make_interval(secs => CASE WHEN t.last = 'DEFERRED' THEN :retryAfter ELSE 0 END)
                             END
                  FROM derived t
                 WHERE d.id = t.delivery
                """)
                .param("id", attempt.value())
                .param("retryAfter", retryAfter.toMillis() / 1000.0)
                .param("maximumAge", maximumAge.toSeconds())
                .update();
    }

    /** Opens the batch of a delivery again that waits again after its batch was settled, unless the dispatch is done. */
    void reopenBatchOf(AttemptId attempt) {
        sql.sql("""
                UPDATE batch b
                   SET settled_at = NULL
                  FROM attempt a JOIN delivery d ON d.id = a.delivery JOIN dispatch p ON p.id = d.dispatch
                 WHERE a.id = :id
                   AND b.id = d.batch
                   AND b.settled_at IS NOT NULL
                   AND p.state <> 'DONE'
                   AND (d.state IN ('PENDING', 'DEFERRED') OR d.due IS NOT NULL)
                """).param("id", attempt.value()).update();
    }

    /** Settles the batch when none of its deliveries waits, is on its way or will be tried again. */
    boolean settleBatch(BatchId id) {
        return sql.sql("""
                UPDATE batch b
                   SET settled_at = now(), owner = NULL
                 WHERE b.id = :id
                   AND b.settled_at IS NULL
                   AND NOT EXISTS (SELECT 1 FROM delivery d
                                    WHERE d.batch = b.id
                                      AND (d.state IN ('PENDING', 'IN_FLIGHT', 'DEFERRED') OR d.due IS NOT NULL))
                """).param("id", id.value()).update() == 1;
    }

    Optional<BatchId> noticeBatchOf(Batch correction) {
        return sql.sql("""
                SELECT n.id FROM batch n JOIN dispatch p ON n.dispatch = p.corrects
                 WHERE p.id = :correction AND n.number = :number
                """)
                .param("correction", correction.dispatch().value())
                .param("number", correction.number())
                .query((row, n) -> new BatchId(row.getLong(1)))
                .optional();
    }

    Collection<BatchId> batchesWithOpenAttempts(DispatchId id) {
        return sql.sql("""
                SELECT DISTINCT d.batch
                  FROM batch b JOIN delivery d ON d.batch = b.id
                 WHERE b.dispatch = :id
                   AND b.settled_at IS NULL
                   AND d.state = 'IN_FLIGHT'
                """)
                .param("id", id.value())
                .query((row, n) -> new BatchId(row.getLong(1)))
                .list();
    }

    /** Attempts of a witness file that have no answer on record. */
    List<AttemptId> unanswered(String witness) {
        return sql.sql("SELECT id FROM attempt WHERE witness = :witness AND (outcome IS NULL OR outcome = 'IN_DOUBT')")
                .param("witness", witness)
                .query((row, n) -> new AttemptId(row.getLong(1)))
                .list();
    }

    /** Those of these attempts that the database does not know. */
    List<AttemptId> missing(Collection<AttemptId> attempts) {
        return sql.sql("""
                SELECT sent.id FROM unnest(:ids) sent(id)
                 WHERE NOT EXISTS (SELECT 1 FROM attempt a WHERE a.id = sent.id)
                """)
                .param("ids", attempts.stream().map(AttemptId::value).toArray(Long[]::new))
                .query((row, n) -> new AttemptId(row.getLong(1)))
                .list();
    }

    int attemptsWithoutOutcome() {
        return sql.sql("SELECT count(*) FROM attempt WHERE outcome IS NULL")
                .query(Integer.class)
                .single();
    }

    /** When this process began, by the database's clock. */
    Instant beginNode(String node, int found) {
        return sql.sql("""
                INSERT INTO node (id, started_at, seen_at, found_in_flight)
                VALUES (:id, clock_timestamp(), clock_timestamp(), :found)
                ON CONFLICT (id) DO UPDATE
                   SET started_at = excluded.started_at, seen_at = excluded.seen_at, found_in_flight = excluded.found_in_flight
                RETURNING started_at
                """)
                .param("id", node)
                .param("found", found)
                .query((row, n) -> row.getTimestamp(1).toInstant())
                .single();
    }

    void seen(String node) {
        sql.sql("UPDATE node SET seen_at = now() WHERE id = :id")
                .param("id", node)
                .update();
    }

    /** PostgreSQL's text has no NUL; a relay may have sent one. */
    private static String printable(String reply) {
        return reply.replace('\0', ' ');
    }
}
