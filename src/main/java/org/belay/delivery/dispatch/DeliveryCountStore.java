package org.belay.delivery.dispatch;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.belay.delivery.DeliveryState;
import org.belay.delivery.DispatchId;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * SQL that counts deliveries for pages and commands. A closed batch was counted when it was released, so a count costs
 * as much as the batches that are being worked on, not as much as the dispatch.
 */
public final class DeliveryCountStore {

    /** Latest acceptance in batch {@code b} of dispatch {@code p}. */
    private static final String ACCEPTED_OF_BATCH = """
            CROSS JOIN LATERAL (
                  SELECT max(a.outcome_at) AS outcome_at
                    FROM delivery d
                   CROSS JOIN LATERAL (SELECT outcome_at FROM attempt
                                        WHERE delivery = d.id AND outcome = 'ACCEPTED' OFFSET 0) a
                   WHERE d.dispatch = b.dispatch
                     AND d.ordinal >= b.first_ordinal
                     AND d.ordinal < b.first_ordinal + p.batch_size
                     AND d.state = 'ACCEPTED') accepted
            """;

    private final JdbcClient sql;

    public DeliveryCountStore(JdbcClient sql) {
        this.sql = sql;
    }

    public Map<DeliveryState, Long> counts(DispatchId id) {
        var counts = new EnumMap<DeliveryState, Long>(DeliveryState.class);
        sql.sql("""
                SELECT state, sum(n)::bigint AS n
                  FROM (SELECT t.key AS state, t.value::bigint AS n
                          FROM batch b CROSS JOIN jsonb_each_text(b.state_counts) t
                         WHERE b.dispatch = :id
                           AND b.closed_at IS NOT NULL
                        UNION ALL
                        SELECT worked.state, worked.n
                          FROM batch b
                          JOIN dispatch p ON p.id = b.dispatch
                         CROSS JOIN LATERAL (
                               SELECT d.state, count(*) AS n
                                 FROM delivery d
                                WHERE d.dispatch = b.dispatch
                                  AND d.ordinal >= b.first_ordinal
                                  AND d.ordinal < b.first_ordinal + p.batch_size
                                GROUP BY d.state) worked
                         WHERE b.dispatch = :id
                           AND b.written
                           AND (b.closed_at IS NULL OR b.state_counts IS NULL)
                        UNION ALL
                        SELECT moved.state, moved.n
                          FROM (SELECT d.state, count(*) AS n
                                  FROM bounce c JOIN delivery d ON d.id = c.delivery
                                 WHERE c.dispatch = :id
                                   AND d.state IN ('ACCEPTED', 'IN_DOUBT')
                                 GROUP BY d.state) b
                         CROSS JOIN LATERAL (VALUES (b.state, -b.n), ('BOUNCED', b.n)) moved(state, n)) counted
                 GROUP BY state
                HAVING sum(n) > 0
                """).param("id", id.value()).query(row -> {
            counts.put(DeliveryState.valueOf(row.getString("state")), row.getLong("n"));
        });
        return counts;
    }

    /** Recipients of the snapshot whose delivery is not yet written. */
    public long unwritten(DispatchId id) {
        return sql.sql("""
                SELECT coalesce(sum(least(p.batch_size, p.people - b.first_ordinal)), 0)
                  FROM dispatch p JOIN batch b ON b.dispatch = p.id
                 WHERE p.id = :id
                   AND b.closed_at IS NULL
                   AND NOT b.written
                """).param("id", id.value()).query(Long.class).single();
    }

    /**
     * When the last acceptance was recorded. A batch is released after its last acceptance, so the batch that was
     * released last shows how far back to look: only at batches released since then, and at those that are being worked
     * on.
     */
    public Optional<Instant> lastAccepted(DispatchId id) {
        return sql.sql("""
                WITH newest AS MATERIALIZED (
                    SELECT accepted.outcome_at
                      FROM (SELECT b.*
                              FROM batch b
                             WHERE b.dispatch = :id
                               AND b.released_at IS NOT NULL
                             ORDER BY b.released_at DESC
                             LIMIT 1) b
                      JOIN dispatch p ON p.id = b.dispatch
                """ + ACCEPTED_OF_BATCH + """
                )
                SELECT max(accepted.outcome_at)
                  FROM (SELECT b.*
                          FROM batch b
                         WHERE b.dispatch = :id
                           AND b.written
                           AND (b.released_at IS NULL
                                OR b.released_at >= coalesce((SELECT outcome_at FROM newest), '-infinity'))
                         ORDER BY b.released_at DESC NULLS FIRST
                         LIMIT 40) b
                  JOIN dispatch p ON p.id = b.dispatch
                """ + ACCEPTED_OF_BATCH)
                .param("id", id.value())
                .query((row, n) -> Optional.ofNullable(row.getTimestamp(1)).map(Timestamp::toInstant))
                .single();
    }

    /**
     * Acceptances per second over the last ten seconds; over a shorter time if Belay made more than 2,000 attempts in
     * it.
     */
    double acceptedPerSecond(DispatchId id) {
        return sql.sql("""
                WITH lately AS (
                    SELECT a.delivery, a.outcome, a.marked_at
                      FROM (SELECT * FROM attempt ORDER BY id DESC LIMIT 2000) a
                     WHERE a.marked_at > now() - interval '10 seconds'
                )
                SELECT count(*) FILTER (WHERE l.outcome = 'ACCEPTED')
                       / CASE WHEN (SELECT count(*) FROM lately) < 2000 THEN 10
                              ELSE greatest(0.1, extract(epoch FROM now() - (SELECT min(marked_at) FROM lately))) END
                  FROM lately l
                 WHERE (SELECT d.dispatch FROM delivery d WHERE d.id = l.delivery) = :id
                """).param("id", id.value()).query(Double.class).single();
    }
}
