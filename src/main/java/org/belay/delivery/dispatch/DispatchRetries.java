package org.belay.delivery.dispatch;

import org.belay.delivery.DispatchId;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Recipients that were refused for a reason that may concern the sender, and that can be sent to again. */
final class DispatchRetries {

    private static final String REFUSED_FOR_US = """
            d.state = 'REJECTED'
            AND (SELECT a.stage FROM attempt a WHERE a.delivery = d.id ORDER BY a.number DESC LIMIT 1) = 'POLICY'
            """;

    private final JdbcClient sql;

    DispatchRetries(JdbcClient sql) {
        this.sql = sql;
    }

    /** Reads only batches that have refused recipients. */
    long countPolicyRefusals(DispatchId id) {
        return sql.sql("""
                SELECT count(*)
                  FROM batch b
                  JOIN dispatch p ON p.id = b.dispatch
                 CROSS JOIN LATERAL (
                       SELECT 1 FROM delivery d
                        WHERE d.dispatch = b.dispatch
                          AND d.ordinal >= b.first_ordinal
                          AND d.ordinal < b.first_ordinal + p.batch_size
                          AND\s""" + REFUSED_FOR_US + """
                       OFFSET 0) refused
                 WHERE b.dispatch = :id
                   AND b.written
                   AND (b.closed_at IS NULL OR b.state_counts IS NULL OR (b.state_counts ->> 'REJECTED')::bigint > 0)
                """)
                .param("id", id.value())
                .query(Long.class)
                .single();
    }

    /**
     * Makes refused recipients pending again whose refusal may concern the sender. So may every refusal recorded while the dispatch is
     * paused because the relay refused all recipients: replies of other connections arrive after the pause. A minute more covers
     * replies that were being recorded when the pause was committed.
     *
     * @param all also recipients refused for their own address
     * @return number of these recipients
     */
    int retryRefused(DispatchId id, boolean all) {
        return sql.sql("""
                WITH refused AS (
                    UPDATE delivery d
                       SET state = 'PENDING', retry_at = NULL, message_date = NULL
                     WHERE d.dispatch = :id
                       AND d.state = 'REJECTED'
                       AND (:all OR\s""" + REFUSED_FOR_US + """
                            OR (SELECT max(a.outcome_at) FROM attempt a WHERE a.delivery = d.id)
                               > (SELECT p.refused_all_at - interval '1 minute' FROM dispatch p WHERE p.id = :id))
                    RETURNING d.batch
                ), reopened AS (
                    UPDATE batch b
                       SET closed_at = NULL, state_counts = NULL, released_at = NULL, claim_at = NULL
                     WHERE b.id IN (SELECT batch FROM refused)
                )
                SELECT count(*) FROM refused
                """)
                .param("id", id.value())
                .param("all", all)
                .query(Integer.class)
                .single();
    }
}
