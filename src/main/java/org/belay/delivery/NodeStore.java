package org.belay.delivery;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** SQL of the processes that send: their life signs, what they left, which stops they hold. */
@Repository
class NodeStore {

    private final JdbcClient sql;

    NodeStore(JdbcClient sql) {
        this.sql = sql;
    }

    int attemptsWithoutOutcome() {
        return sql.sql("SELECT count(*) FROM attempt WHERE outcome IS NULL")
                .query(Integer.class)
                .single();
    }

    /** When this process began, by the database's clock. */
    Instant begin(String node, int found) {
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

    List<String> living() {
        return sql.sql("SELECT id FROM node WHERE seen_at > now() - interval '15 seconds' ORDER BY id")
                .query(String.class)
                .list();
    }

    /** The database's clock, which is also the life sign. */
    Instant seen(String node) {
        return sql.sql("""
                UPDATE node SET seen_at = clock_timestamp() WHERE id = :id
                RETURNING seen_at
                """)
                .param("id", node)
                .query((row, n) -> row.getTimestamp(1).toInstant())
                .single();
    }

    /** An orderly end: the others need not wait until this node counts as dead. */
    void gone(String node) {
        sql.sql("UPDATE node SET seen_at = '-infinity' WHERE id = :id")
                .param("id", node)
                .update();
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

    /** The stops that stand among these dispatches, with their numbers. */
    List<DispatchStopped> stoppedAmong(Collection<DispatchId> ids) {
        return sql.sql("SELECT id, stop_number FROM dispatch WHERE id = ANY(:ids) AND state = 'STOPPED'")
                .param("ids", ids.stream().map(DispatchId::value).toArray(Long[]::new))
                .query((row, n) -> new DispatchStopped(new DispatchId(row.getLong(1)), row.getInt(2)))
                .list();
    }

    /** Those of these dispatches that send again. */
    List<DispatchId> sendingAmong(Collection<DispatchId> ids) {
        return sql.sql("SELECT id FROM dispatch WHERE id = ANY(:ids) AND state = 'SENDING'")
                .param("ids", ids.stream().map(DispatchId::value).toArray(Long[]::new))
                .query((row, n) -> new DispatchId(row.getLong(1)))
                .list();
    }

    void acknowledge(DispatchStopped stop, String node) {
        sql.sql("""
                INSERT INTO stop_acknowledgement (dispatch, node, stop_number)
                VALUES (:dispatch, :node, :number)
                ON CONFLICT (dispatch, node) DO UPDATE
                   SET stop_number = excluded.stop_number, acknowledged_at = clock_timestamp()
                 WHERE stop_acknowledgement.stop_number < excluded.stop_number
                """)
                .param("dispatch", stop.dispatch().value())
                .param("node", node)
                .param("number", stop.number())
                .update();
    }

    /**
     * How far a stop has come. A node that has marked nothing of the dispatch in the last 20 s has nothing to hold back, whether it
     * answers or not.
     */
    StopStanding standing(DispatchId id) {
        return sql.sql("""
                SELECT count(*)
                  FROM dispatch p
                  JOIN batch b ON b.dispatch = p.id AND b.settled_at IS NULL AND b.written
                 CROSS JOIN LATERAL (
                       SELECT d.id
                         FROM delivery d
                        WHERE d.dispatch = p.id
                          AND d.ordinal >= b.first_ordinal
                          AND d.ordinal < b.first_ordinal + p.batch_size
                          AND\s""" + OutcomeStore.MAY_BE_OPEN + """
                       OFFSET 0) d
                  JOIN attempt a ON a.delivery = d.id AND a.outcome IS NULL AND a.marked_at > now() - interval '20 seconds'
                 WHERE p.id = :id
                   AND p.state = 'STOPPED'
                   AND NOT EXISTS (SELECT 1 FROM stop_acknowledgement k
                                    WHERE k.dispatch = p.id AND k.node = a.node AND k.stop_number = p.stop_number)
                """)
                .param("id", id.value())
                .query((row, n) -> new StopStanding(row.getLong(1)))
                .single();
    }
}
