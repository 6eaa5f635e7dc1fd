package org.belay.delivery.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.belay.delivery.DeliveryId;
import org.belay.delivery.DispatchId;
import org.belay.delivery.cluster.OpenAttemptSql;
import org.belay.delivery.journal.AttemptId;
import org.belay.delivery.journal.AttemptOutcome;
import org.belay.delivery.journal.JournalReader;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * SQL of outcomes: the outcome of an attempt, and the state of its delivery, which is derived from all its attempts.
 * Attempts are locked before deliveries everywhere, so that two transactions that settle attempts of one delivery wait
 * for each other and the later one sees both.
 */
@Repository
public class OutcomeStore {

    private final JdbcClient sql;
    private final BatchReopener reopening;
    private final OwedCorrections owed;

    OutcomeStore(JdbcClient sql, ApplicationEventPublisher events) {
        this.sql = sql;
        reopening = new BatchReopener(sql, events);
        owed = new OwedCorrections(sql);
    }

    /** An outcome to record. */
    public record OutcomeUpdate(AttemptId attempt, AttemptOutcome outcome, Duration retryAfter) {

        boolean accepted() {
            return outcome.kind() == AttemptOutcome.Kind.ACCEPTED;
        }
    }

    /**
     * Records outcomes by attempt, whichever process owns the batch. A reply that was read is always recorded.
     *
     * @return the attempts whose record has changed
     */
    List<AttemptId> record(List<OutcomeUpdate> answers) {
        return applyConsequences(OutcomeSql.recordOutcomes(answers).run(sql), answers);
    }

    /**
     * The same for restored attempts: in between, a correction may have been written or sent without their recipients.
     */
    void recordRestored(List<OutcomeUpdate> answers) {
        List<OutcomeSql.RecordedOutcome> news =
                OutcomeSql.recordOutcomes(answers).run(sql);
        applyConsequences(news.stream().map(OutcomeSql.RecordedOutcome::asLate).toList(), answers);
    }

    /** Applies the consequences of outcomes that {@link OutcomeSql} has written; plain acceptances have none. */
    List<AttemptId> applyConsequences(List<OutcomeSql.RecordedOutcome> news, List<OutcomeUpdate> answers) {
        List<OutcomeSql.RecordedOutcome> more =
                news.stream().filter(n -> !n.isPlainAcceptance()).toList();
        if (!more.isEmpty()) {
            List<DeliveryId> owing = deliveries(more, OutcomeSql.RecordedOutcome::owesCorrection);
            reopening.lock(deliveries(more, n -> true), owing);
            derive(more.stream().filter(n -> !n.accepted() || n.repaired()).toList(), answers);
            reopening.resetTallies(deliveries(more, n -> n.previous().isPresent()));
            var due = new ArrayList<>(deliveries(more, n -> true));
            due.addAll(owed.releaseOwed(owing, deliveries(more, n -> n.owesCorrection() && n.accepted())));
            reopening.reopen(due);
        }
        return news.stream().map(OutcomeSql.RecordedOutcome::attempt).toList();
    }

    private static List<DeliveryId> deliveries(
            List<OutcomeSql.RecordedOutcome> news, Predicate<OutcomeSql.RecordedOutcome> which) {
        return news.stream()
                .filter(which)
                .map(OutcomeSql.RecordedOutcome::delivery)
                .distinct()
                .toList();
    }

    /**
     * Derives states from all attempts. A correction in doubt is due again once. A deferred delivery is due after a
     * growing wait until it is too old; one that was never sent counts its age from its next first attempt. A delivery
     * with which the connection broke, or Belay failed, repeatedly while other mail was accepted is deferred too: the
     * relay and Belay work, so the cause is this delivery.
     */
    private void derive(List<OutcomeSql.RecordedOutcome> news, List<OutcomeUpdate> answers) {
        if (news.isEmpty()) {
            return;
        }
        Map<AttemptId, Duration> waits = new HashMap<>();
        answers.forEach(answer -> waits.merge(answer.attempt(), answer.retryAfter(), OutcomeStore::longer));
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
                           bool_or(a.number > d.repairs AND (a.outcome IS NULL OR a.outcome NOT IN ('DEFERRED', 'NOT_SENT'))) AS repaired,
                           count(*) FILTER (WHERE a.stage IN ('BROKEN', 'FAILED')) AS broken,
                           min(a.id) FILTER (WHERE a.stage IN ('BROKEN', 'FAILED')) AS first_broken,
                           (array_agg(a.outcome ORDER BY a.number DESC))[1] AS last,
                           (array_agg(a.reply ORDER BY a.number DESC) FILTER (WHERE a.reply IS NOT NULL))[1] AS reply
                      FROM wait w
                      JOIN delivery d ON d.id = w.delivery
                      JOIN attempt a ON a.delivery = w.delivery
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
                           d.repairs > 0 AND NOT t.repaired AND (t.accepted OR t.doubts > 0) AS repair_owed,
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
                                  WHEN t.state = 'DEFERRED' OR t.state = 'PENDING' AND t.again > now() OR t.repair_owed
                                    THEN t.again
                                  WHEN t.state = 'IN_DOUBT' AND t.correction AND t.doubts = 1 AND t.last <> 'REJECTED'
                                       AND NOT t.old
                                    THEN CASE WHEN t.last IN ('DEFERRED', 'NOT_SENT') THEN t.again ELSE now() END
                             END
                  FROM derived t
                 WHERE d.id = t.delivery
                """)
                .param(
                        "waiting",
                        numbers(news.stream()
                                .map(OutcomeSql.RecordedOutcome::delivery)
                                .toList()))
                .param(
                        "waits",
                        news.stream()
                                .map(n -> waits.get(n.attempt()).toMillis() / 1000.0)
                                .toArray(Double[]::new))
                .param("maximumAge", DeliveryLedger.MAXIMUM_AGE.toSeconds())
                .param("tooOften", DeliveryLedger.MAX_BROKEN_CONNECTIONS)
                .update();
    }

    /**
     * Restores an attempt that the database has lost, under its number if that is free; empty if the database does not
     * know the recipient.
     */
    Optional<AttemptId> restoreAttempt(JournalReader.EndOfDataEntry dot, String node, String witness) {
        return sql.sql("""
                WITH sent AS (
                    UPDATE delivery
                       SET state = 'IN_FLIGHT', attempts = attempts + 1, dated = coalesce(dated, :at::timestamptz), due = NULL
                     WHERE dispatch = :dispatch
                       AND ordinal = :ordinal
                    RETURNING id, attempts
                )
                INSERT INTO attempt (id, delivery, number, epoch, node, witness, marked_at) OVERRIDING SYSTEM VALUE
                SELECT CASE WHEN EXISTS (SELECT 1 FROM attempt a WHERE a.id = :attempt) THEN nextval('attempt_id_seq') ELSE :attempt END,
                       id, attempts, 0, :node, :witness, :at::timestamptz
                  FROM sent
                RETURNING id
                """)
                .param("at", dot.at().toString())
                .param("attempt", dot.attempt().value())
                .param("dispatch", dot.dispatch().value())
                .param("ordinal", dot.ordinal())
                .param("node", node)
                .param("witness", witness)
                .query((row, n) -> new AttemptId(row.getLong(1)))
                .optional();
    }

    /** No later attempt gets one of these numbers. */
    void reserveNumbers(Collection<AttemptId> attempts) {
        sql.sql("""
                SELECT setval(pg_get_serial_sequence('attempt', 'id'),
                              greatest(:highest, (SELECT max(id) FROM attempt), (SELECT last_value FROM attempt_id_seq)))
                """)
                .param(
                        "highest",
                        attempts.stream().mapToLong(AttemptId::value).max().orElse(0))
                .query((row, n) -> true)
                .single();
    }

    /** Attempts without outcome in a range of ordinals; none while the record is not complete. */
    List<OpenAttempt> openAttempts(DispatchId dispatch, int first, int next) {
        return sql.sql("""
                SELECT a.id, a.marked_at, a.witness
                  FROM delivery d JOIN attempt a ON a.delivery = d.id
                 WHERE d.dispatch = :dispatch
                   AND d.ordinal >= :first
                   AND d.ordinal < :next
                   AND a.outcome IS NULL
                   AND record_is_whole()
                   AND\s""" + OpenAttemptSql.MAY_BE_OPEN)
                .param("dispatch", dispatch.value())
                .param("first", first)
                .param("next", next)
                .query(OutcomeStore::openAttempts)
                .list();
    }

    /** The same of a whole dispatch; only batches that are written and not settled can have any. */
    List<OpenAttempt> openAttempts(DispatchId dispatch) {
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
                          AND\s""" + OpenAttemptSql.MAY_BE_OPEN + """
                       OFFSET 0) d
                  JOIN attempt a ON a.delivery = d.id
                 WHERE b.dispatch = :dispatch
                   AND b.settled_at IS NULL
                   AND b.written
                   AND a.outcome IS NULL
                   AND record_is_whole()
                """)
                .param("dispatch", dispatch.value())
                .query(OutcomeStore::openAttempts)
                .list();
    }

    /** Attempts of these deliveries in this journal that are in doubt. */
    List<AttemptId> attemptsInDoubt(Collection<DeliveryId> deliveries, String witness) {
        return sql.sql("""
                SELECT id
                  FROM attempt
                 WHERE delivery = ANY (:deliveries)
                   AND witness = :witness
                   AND outcome = 'IN_DOUBT'
                """)
                .param("deliveries", numbers(deliveries))
                .param("witness", witness)
                .query((row, n) -> new AttemptId(row.getLong(1)))
                .list();
    }

    private static OpenAttempt openAttempts(java.sql.ResultSet row, int n) throws java.sql.SQLException {
        return new OpenAttempt(
                new AttemptId(row.getLong(1)), row.getTimestamp(2).toInstant(), row.getString(3));
    }

    record OpenAttempt(AttemptId attempt, Instant markedAt, String journalId) {}

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    static Long[] numbers(Collection<DeliveryId> ids) {
        return ids.stream().map(DeliveryId::value).toArray(Long[]::new);
    }
}
