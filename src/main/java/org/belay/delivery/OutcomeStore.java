package org.belay.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The outcome's SQL: an attempt's answer, and the state that its delivery has from all its attempts. Attempts are locked before
 * deliveries, everywhere, so that two who settle attempts of one delivery wait for each other and the later one sees both.
 */
@Repository
class OutcomeStore {

    /** Of a single attempt the delivery's state tells the outcome; one that had several may be ACCEPTED and have another open. */
    static final String MAY_BE_OPEN = "(d.state = 'IN_FLIGHT' OR d.attempts > 1)";

    private final JdbcClient sql;
    private final ApplicationEventPublisher events;

    OutcomeStore(JdbcClient sql, ApplicationEventPublisher events) {
        this.sql = sql;
        this.events = events;
    }

    /** An outcome to be written. */
    record Answer(AttemptId attempt, Settled settled, Duration retryAfter) {

        boolean accepted() {
            return settled.outcome() == Settled.Kind.ACCEPTED;
        }
    }

    /**
     * Writes outcomes, keyed by attempt and fenced by nothing. An answer is never left; it replaces a doubt.
     *
     * @return the attempts that had no outcome before, or a doubt
     */
    List<AttemptId> settle(List<Answer> answers) {
        return follow(OutcomeSql.news(answers).ask(sql), answers);
    }

    /** What must follow from outcomes that {@link OutcomeSql} has written; for mere acceptances, nothing. */
    List<AttemptId> follow(List<OutcomeSql.News> news, List<Answer> answers) {
        List<OutcomeSql.News> open = news.stream().filter(n -> !n.accepted()).toList();
        if (!open.isEmpty()) {
            Map<AttemptId, Duration> waits = new HashMap<>();
            answers.forEach(answer -> waits.merge(answer.attempt(), answer.retryAfter(), OutcomeStore::longer));
            derive(open, waits);
        }
        List<DeliveryId> later = news.stream()
                .filter(OutcomeSql.News::wasDoubt)
                .map(OutcomeSql.News::delivery)
                .toList();
        if (!later.isEmpty()) {
            forgetTalliesOf(later);
        }
        List<DeliveryId> late = news.stream()
                .filter(n -> n.accepted() && n.wasDoubt())
                .map(OutcomeSql.News::delivery)
                .toList();
        if (!late.isEmpty()) {
            repairCorrectionsOf(late);
        }
        return news.stream().map(OutcomeSql.News::attempt).toList();
    }

    /**
     * Derives states from all attempts. A correction in doubt is due again, once; a deferred delivery is due after a growing wait,
     * until it is too old; one that never left counts from its next first marker on. With whom the connection broke again and again,
     * while others' mails were taken, is deferred too: the relay works, and its trouble is with this one.
     */
    private void derive(List<OutcomeSql.News> news, Map<AttemptId, Duration> waits) {
        List<DeliveryId> deliveries =
                news.stream().map(OutcomeSql.News::delivery).distinct().toList();
        lock(deliveries);
        sql.sql("""
                WITH wait AS (
                    SELECT delivery, max(seconds) AS seconds
                      FROM unnest(:waiting, :waits) AS one(delivery, seconds)
                     GROUP BY delivery
                ), all_of_it AS (
                    SELECT a.delivery, w.seconds,
                           bool_or(a.outcome = 'ACCEPTED') AS accepted,
                           bool_or(a.outcome IS NULL) AS open,
                           bool_and(a.outcome = 'NOT_SENT') AS never_left,
                           count(*) FILTER (WHERE a.outcome = 'IN_DOUBT') AS doubts,
                           count(*) FILTER (WHERE a.outcome = 'ACCEPTED') AS acceptances,
                           count(*) FILTER (WHERE a.stage = 'BROKEN') AS broken,
                           min(a.id) FILTER (WHERE a.stage = 'BROKEN') AS first_broken,
                           (array_agg(a.outcome ORDER BY a.number DESC))[1] AS last,
                           (array_agg(a.reply ORDER BY a.number DESC) FILTER (WHERE a.reply IS NOT NULL))[1] AS reply
                      FROM wait w JOIN attempt a ON a.delivery = w.delivery
                     GROUP BY a.delivery, w.seconds
                ), judged AS (
                    SELECT t.*,
                           t.last = 'NOT_SENT' AND t.broken >= :tooOften
                             AND EXISTS (SELECT 1 FROM attempt o WHERE o.id > t.first_broken AND o.outcome = 'ACCEPTED') AS its_own
                      FROM all_of_it t
                ), derived AS (
                    SELECT t.*,
                           now() + make_interval(secs => CASE WHEN t.its_own
                                                              THEN greatest(t.seconds, least(1800, 4 * 2 ^ least(t.broken - :tooOften, 9)))
                                                              ELSE t.seconds END) AS again,
                           d.dated < now() - make_interval(secs => :maximumAge) AS old,
                           d.repairs > 0 AND t.doubts + t.acceptances <= 1 AND t.last IN ('DEFERRED', 'NOT_SENT') AS repair_waits,
                           CASE WHEN accepted THEN 'ACCEPTED'
                                WHEN open THEN 'IN_FLIGHT'
                                WHEN doubts > 0 THEN 'IN_DOUBT'
                                WHEN last = 'REJECTED' THEN 'REJECTED'
                                WHEN last = 'NOT_SENT' AND NOT its_own THEN 'PENDING'
                                WHEN d.dated < now() - make_interval(secs => :maximumAge) THEN 'EXPIRED'
                                ELSE 'DEFERRED' END AS state,
                           p.corrects IS NOT NULL AS correction
                      FROM judged t
                      JOIN delivery d ON d.id = t.delivery
                      JOIN dispatch p ON p.id = d.dispatch
                )
                UPDATE delivery d
                   SET state = t.state,
                       reply = coalesce(t.reply, d.reply),
                       dated = CASE WHEN t.never_left AND NOT t.its_own THEN NULL ELSE d.dated END,
                       due = CASE WHEN t.open THEN NULL
                                  WHEN t.state = 'DEFERRED' OR t.state = 'PENDING' AND t.again > now() OR t.repair_waits
                                    THEN t.again
                                  WHEN t.state = 'IN_DOUBT' AND t.correction AND t.doubts = 1 AND t.last <> 'REJECTED'
                                       AND NOT t.old
                                    THEN CASE WHEN t.last IN ('DEFERRED', 'NOT_SENT') THEN t.again ELSE now() END
                             END
                  FROM derived t
                 WHERE d.id = t.delivery
                """)
                .param("waiting", numbers(news.stream().map(OutcomeSql.News::delivery)))
                .param(
                        "waits",
                        news.stream()
                                .map(n -> waits.get(n.attempt()).toMillis() / 1000.0)
                                .toArray(Double[]::new))
                .param("maximumAge", Ledger.MAXIMUM_AGE.toSeconds())
                .param("tooOften", Ledger.BROKEN_TOO_OFTEN)
                .update();
        reopen(deliveries);
    }

    private void lock(Collection<DeliveryId> deliveries) {
        sql.sql("SELECT id FROM delivery WHERE id = ANY(:ids) ORDER BY id FOR UPDATE")
                .param("ids", numbers(deliveries.stream()))
                .query((row, n) -> row.getLong(1))
                .list();
    }

    /**
     * A notice turned out to have been taken after its doubt: whoever already had a correction's marker may have read the notice last.
     * That correction goes once more, under a Message-ID of its own, unless it has gone twice (I1, I3).
     */
    private void repairCorrectionsOf(List<DeliveryId> notices) {
        List<DeliveryId> repaired = sql.sql("""
                UPDATE delivery c
                   SET repairs = 1, due = now()
                  FROM delivery n JOIN dispatch p ON p.corrects = n.dispatch
                 WHERE n.id = ANY(:notices)
                   AND c.dispatch = p.id
                   AND c.ordinal = n.ordinal
                   AND c.attempts > 0
                   AND c.repairs = 0
                   AND c.state IN ('ACCEPTED', 'IN_DOUBT', 'IN_FLIGHT')
                   AND (SELECT count(*) FROM attempt a
                         WHERE a.delivery = c.id AND (a.outcome IS NULL OR a.outcome IN ('ACCEPTED', 'IN_DOUBT'))) <= 1
                RETURNING c.id
                """)
                .param("notices", numbers(notices.stream()))
                .query((row, n) -> new DeliveryId(row.getLong(1)))
                .list();
        if (!repaired.isEmpty()) {
            reopen(repaired);
        }
    }

    private void forgetTalliesOf(List<DeliveryId> deliveries) {
        sql.sql("""
                UPDATE batch b
                   SET tally = NULL, released_at = NULL
                  FROM delivery d
                 WHERE d.id = ANY(:deliveries)
                   AND b.id = d.batch
                """).param("deliveries", numbers(deliveries.stream())).update();
    }

    /** Opens batches again of which deliveries wait although they were settled, and their dispatch if it was done. */
    private void reopen(Collection<DeliveryId> deliveries) {
        List<Long> done = sql.sql("""
                SELECT DISTINCT p.id
                  FROM delivery d JOIN dispatch p ON p.id = d.dispatch
                 WHERE d.id = ANY(:deliveries)
                   AND p.state = 'DONE'
                   AND (d.state IN ('PENDING', 'DEFERRED') OR d.due IS NOT NULL)
                """)
                .param("deliveries", numbers(deliveries.stream()))
                .query(Long.class)
                .list();
        done.forEach(this::goOn);
        sql.sql("""
                UPDATE batch b
                   SET settled_at = NULL, tally = NULL, due = NULL
                  FROM delivery d JOIN dispatch p ON p.id = d.dispatch
                 WHERE d.id = ANY(:deliveries)
                   AND b.id = d.batch
                   AND b.settled_at IS NOT NULL
                   AND p.state <> 'DONE'
                   AND (d.state IN ('PENDING', 'DEFERRED') OR d.due IS NOT NULL)
                """).param("deliveries", numbers(deliveries.stream())).update();
    }

    /** Under the lock that an order takes, and looking in a new statement: a notice that is taken back never goes on. */
    private void goOn(long dispatch) {
        sql.sql("SELECT pg_advisory_xact_lock_shared(dispatch_lock(:id))")
                .param("id", dispatch)
                .query((row, n) -> true)
                .single();
        sql.sql("""
                UPDATE dispatch p
                   SET state = 'SENDING', ended_at = NULL
                 WHERE p.id = :id
                   AND p.state = 'DONE'
                   AND NOT EXISTS (SELECT 1 FROM dispatch c WHERE c.corrects = p.id AND c.state <> 'WAITING')
                RETURNING p.mailing, p.kind
                """)
                .param("id", dispatch)
                .query((row, n) -> new DispatchReopened(
                        new DispatchId(dispatch), row.getLong("mailing"), DispatchKind.valueOf(row.getString("kind"))))
                .optional()
                .ifPresent(events::publishEvent);
    }

    /** Makes an attempt again that the database has lost; empty where it does not know the person. */
    Optional<AttemptId> remake(Testimony.Dot dot, String node, String witness) {
        return sql.sql("""
                WITH sent AS (
                    UPDATE delivery
                       SET state = 'IN_FLIGHT', attempts = attempts + 1, dated = coalesce(dated, :at::timestamptz), due = NULL
                     WHERE dispatch = :dispatch
                       AND ordinal = :ordinal
                    RETURNING id, attempts
                )
                INSERT INTO attempt (delivery, number, epoch, node, witness, marked_at)
                SELECT id, attempts, 0, :node, :witness, :at::timestamptz FROM sent
                RETURNING id
                """)
                .param("at", dot.at().toString())
                .param("dispatch", dot.dispatch().value())
                .param("ordinal", dot.ordinal())
                .param("node", node)
                .param("witness", witness)
                .query((row, n) -> new AttemptId(row.getLong(1)))
                .optional();
    }

    /** No attempt to come may have one of these numbers. */
    void numberBeyond(List<AttemptId> attempts) {
        sql.sql("""
                SELECT setval(pg_get_serial_sequence('attempt', 'id'),
                              greatest(:highest, (SELECT max(id) FROM attempt), 1))
                """)
                .param(
                        "highest",
                        attempts.stream().mapToLong(AttemptId::value).max().orElse(0))
                .query((row, n) -> true)
                .single();
    }

    /** The attempts of a notice's people in a range that have a marker and no outcome. */
    List<Open> open(DispatchId dispatch, int first, int next) {
        return sql.sql("""
                SELECT a.id, a.marked_at, a.witness
                  FROM delivery d JOIN attempt a ON a.delivery = d.id
                 WHERE d.dispatch = :dispatch
                   AND d.ordinal >= :first
                   AND d.ordinal < :next
                   AND a.outcome IS NULL
                   AND\s""" + MAY_BE_OPEN)
                .param("dispatch", dispatch.value())
                .param("first", first)
                .param("next", next)
                .query(OutcomeStore::open)
                .list();
    }

    /** The same of a whole dispatch; only batches that are neither settled nor unwritten can have any. */
    List<Open> open(DispatchId dispatch) {
        return sql.sql("""
                SELECT a.id, a.marked_at, a.witness
                  FROM batch b
                  JOIN dispatch p ON p.id = b.dispatch
                 CROSS JOIN LATERAL (
                       SELECT d.id
                         FROM delivery d
                        WHERE d.dispatch = b.dispatch
                          AND d.ordinal >= b.first_ordinal
                          AND d.ordinal < b.first_ordinal + p.batch_size
                          AND\s""" + MAY_BE_OPEN + """
                       OFFSET 0) d
                  JOIN attempt a ON a.delivery = d.id
                 WHERE b.dispatch = :dispatch
                   AND b.settled_at IS NULL
                   AND b.written
                   AND a.outcome IS NULL
                """)
                .param("dispatch", dispatch.value())
                .query(OutcomeStore::open)
                .list();
    }

    private static Open open(java.sql.ResultSet row, int n) throws java.sql.SQLException {
        return new Open(new AttemptId(row.getLong(1)), row.getTimestamp(2).toInstant(), row.getString(3));
    }

    record Open(AttemptId attempt, Instant markedAt, String witness) {}

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    private static Long[] numbers(Stream<DeliveryId> ids) {
        return ids.map(DeliveryId::value).toArray(Long[]::new);
    }
}
