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
                   AND (b.settled_at IS NULL OR b.tally IS NULL OR (b.tally ->> 'REJECTED')::bigint > 0)
                """)
                .param("id", id.value())
                .query(Long.class)
                .single();
    }

    /**
     * Makes refused recipients pending again whose refusal may concern the sender.
     *
     * @param all also recipients refused for their own address
     * @return number of these recipients
     */
    int retryRefused(DispatchId id, boolean all) {
        return sql.sql("""
                WITH refused AS (
                    UPDATE delivery d
                       SET state = 'PENDING', due = NULL, dated = NULL
                     WHERE d.dispatch = :id
                       AND d.state = 'REJECTED'
                       AND (:all OR\s""" + REFUSED_FOR_US + """
                           )
                    RETURNING d.batch
                ), reopened AS (
                    UPDATE batch b
                       SET settled_at = NULL, tally = NULL, released_at = NULL, due = NULL
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
