package org.belay.delivery;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * SQL that counts deliveries for people who watch. Settled batches have been counted when they were released, so a look costs the
 * batches that are being worked and not the people of the dispatch.
 */
@Repository
class CountStore {

    private final JdbcClient sql;

    CountStore(JdbcClient sql) {
        this.sql = sql;
    }

    Map<DeliveryState, Long> counts(DispatchId id) {
        var counts = new EnumMap<DeliveryState, Long>(DeliveryState.class);
        sql.sql("""
                SELECT state, sum(n)::bigint AS n
                  FROM (SELECT t.key AS state, t.value::bigint AS n
                          FROM batch b CROSS JOIN jsonb_each_text(b.tally) t
                         WHERE b.dispatch = :id
                           AND b.settled_at IS NOT NULL
                        UNION ALL
                        SELECT d.state, count(*)
                          FROM batch b
                          JOIN dispatch p ON p.id = b.dispatch
                          JOIN delivery d
                            ON d.dispatch = b.dispatch
                           AND d.ordinal >= b.first_ordinal
                           AND d.ordinal < b.first_ordinal + p.batch_size
                         WHERE b.dispatch = :id
                           AND b.written
                           AND (b.settled_at IS NULL OR b.tally IS NULL)
                         GROUP BY d.state) counted
                 GROUP BY state
                HAVING sum(n) > 0
                """).param("id", id.value()).query(row -> {
            counts.put(DeliveryState.valueOf(row.getString("state")), row.getLong("n"));
        });
        return counts;
    }

    /** People of the snapshot whose delivery is not yet written. */
    long unwritten(DispatchId id) {
        return sql.sql("""
                SELECT coalesce(sum(least(p.batch_size, p.people - b.first_ordinal)), 0)
                  FROM dispatch p JOIN batch b ON b.dispatch = p.id
                 WHERE p.id = :id
                   AND b.settled_at IS NULL
                   AND NOT b.written
                """).param("id", id.value()).query(Long.class).single();
    }

    /** When the last acceptance came on record: in one of the batches that were worked last. */
    Optional<Instant> lastAccepted(DispatchId id) {
        return sql.sql("""
                WITH worked AS (
                    SELECT b.dispatch, b.first_ordinal, b.first_ordinal + p.batch_size AS next
                      FROM batch b JOIN dispatch p ON p.id = b.dispatch
                     WHERE b.dispatch = :id
                       AND b.written
                     ORDER BY b.released_at DESC NULLS FIRST
                     LIMIT 40
                )
                SELECT max(a.settled_at)
                  FROM worked w
                  JOIN delivery d ON d.dispatch = w.dispatch AND d.ordinal >= w.first_ordinal AND d.ordinal < w.next
                  JOIN attempt a ON a.delivery = d.id AND a.outcome = 'ACCEPTED'
                """)
                .param("id", id.value())
                .query((row, n) -> Optional.ofNullable(row.getTimestamp(1)).map(Timestamp::toInstant))
                .single();
    }

    /** Acceptances of the last ten seconds, for "n a second"; where more than twenty batches were worked, reckoned from twenty. */
    long acceptedLately(DispatchId id) {
        return sql.sql("""
                WITH worked AS (
                    SELECT b.dispatch, b.first_ordinal, b.first_ordinal + p.batch_size AS next, count(*) OVER () AS of
                      FROM batch b JOIN dispatch p ON p.id = b.dispatch
                     WHERE b.dispatch = :id
                       AND b.written
                       AND (b.owner IS NOT NULL OR b.released_at > now() - interval '10 seconds')
                     ORDER BY random()
                     LIMIT 20
                )
                SELECT coalesce(sum(greatest(w.of / 20.0, 1)), 0)::bigint
                  FROM worked w
                  JOIN delivery d ON d.dispatch = w.dispatch AND d.ordinal >= w.first_ordinal AND d.ordinal < w.next
                  JOIN attempt a ON a.delivery = d.id AND a.outcome = 'ACCEPTED' AND a.settled_at > now() - interval '10 seconds'
                """).param("id", id.value()).query(Long.class).single();
    }
}
