package org.belay.delivery.ledger;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.belay.delivery.DeliveryId;
import org.belay.delivery.batch.BatchReopener;
import org.belay.delivery.batch.DueRecipient;
import org.belay.delivery.journal.AttemptId;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Derives the state of deliveries from all their attempts. Must be used under {@link BatchReopener#lock}. */
final class DeliveryStates {

    /** How long a deferred delivery is retried. */
    private static final Duration MAXIMUM_AGE = Duration.ofHours(24);

    private final JdbcClient sql;

    DeliveryStates(JdbcClient sql) {
        this.sql = sql;
    }

    /**
     * Derives states from all attempts. An uncertain correction is sent again once. A deferred delivery is retried after a
     * growing wait until it is too old; one that was never sent counts its age from its next first attempt. A delivery
     * with which the connection broke, or Belay failed, repeatedly while other mail was accepted is deferred too: the
     * relay and Belay work, so the cause is this delivery.
     */
    void derive(List<OutcomeSql.RecordedOutcome> news, List<OutcomeStore.OutcomeUpdate> answers) {
        if (news.isEmpty()) {
            return;
        }
        Map<AttemptId, Duration> waits = new HashMap<>();
        answers.forEach(answer -> waits.merge(answer.attempt(), answer.retryAfter(), DeliveryStates::longer));
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
                           count(*) FILTER (WHERE a.outcome = 'IN_DOUBT') AS uncertain,
                           bool_or(a.number > d.attempts_before_repair
                                   AND (a.outcome IS NULL OR a.outcome NOT IN ('DEFERRED', 'NOT_SENT'))) AS repaired,
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
                           d.message_date < now() - make_interval(secs => :maximumAge) AS old,
                           d.attempts_before_repair > 0 AND NOT t.repaired AND NOT t.open AND (t.accepted OR t.uncertain > 0)
                             AS repair_owed,
                           CASE WHEN accepted THEN 'ACCEPTED'
                                WHEN open THEN 'IN_FLIGHT'
                                WHEN uncertain > 0 THEN 'IN_DOUBT'
                                WHEN last = 'REJECTED' THEN 'REJECTED'
                                WHEN last = 'NOT_SENT' AND NOT its_own THEN 'PENDING'
                                WHEN d.message_date < now() - make_interval(secs => :maximumAge) THEN 'EXPIRED'
                                ELSE 'DEFERRED' END AS state,
                           p.corrects IS NOT NULL AS correction
                      FROM judged t
                      JOIN delivery d ON d.id = t.delivery
                      JOIN dispatch p ON p.id = d.dispatch
                )
                UPDATE delivery d
                   SET state = t.state,
                       reply = coalesce(t.reply, d.reply),
                       message_date = CASE WHEN t.never_left AND NOT t.its_own THEN NULL ELSE d.message_date END,
                       retry_at = CASE WHEN t.state = 'DEFERRED' OR t.state = 'PENDING' AND t.again > now() THEN t.again END,
                       resend_at = CASE WHEN t.state = 'IN_DOUBT' AND NOT t.repair_owed AND t.correction AND t.uncertain = 1
                                             AND t.last <> 'REJECTED' AND NOT t.old
                                        THEN CASE WHEN t.last IN ('DEFERRED', 'NOT_SENT') THEN t.again ELSE now() END
                                   END,
                       repair_at = CASE WHEN t.repair_owed THEN t.again END
                  FROM derived t
                 WHERE d.id = t.delivery
                """)
                .param(
                        "waiting",
                        DeliveryId.values(news.stream()
                                .map(OutcomeSql.RecordedOutcome::delivery)
                                .toList()))
                .param(
                        "waits",
                        news.stream()
                                .map(n -> Objects.requireNonNull(waits.get(n.attempt()), "only given outcomes are news")
                                                .toMillis()
                                        / 1000.0)
                                .toArray(Double[]::new))
                .param("maximumAge", MAXIMUM_AGE.toSeconds())
                .param("tooOften", DueRecipient.MAX_BROKEN_CONNECTIONS)
                .update();
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }
}
