package org.belay.delivery.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.belay.delivery.DeliveryId;
import org.belay.delivery.DispatchId;
import org.belay.delivery.cluster.OpenAttemptSql;
import org.belay.delivery.journal.AttemptId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads attempts without an outcome, and uncertain ones. */
@Repository
class OpenAttemptStore {

    private final JdbcClient sql;

    OpenAttemptStore(JdbcClient sql) {
        this.sql = sql;
    }

    /** Attempts without outcome in a range of ordinals; none while the record is not complete. */
    List<OpenAttempt> openAttempts(DispatchId dispatch, int first, int next) {
        return sql.sql("""
                SELECT a.id, a.marked_at, a.journal
                  FROM delivery d JOIN attempt a ON a.delivery = d.id
                 WHERE d.dispatch = :dispatch
                   AND d.ordinal >= :first
                   AND d.ordinal < :next
                   AND a.outcome IS NULL
                   AND record_is_complete()
                   AND\s\
                """ + OpenAttemptSql.MAY_BE_OPEN)
                .param("dispatch", dispatch.value())
                .param("first", first)
                .param("next", next)
                .query(OpenAttemptStore::openAttempt)
                .list();
    }

    /** The same of a whole dispatch; only batches that are written and not closed can have any. */
    List<OpenAttempt> openAttempts(DispatchId dispatch) {
        return sql.sql("""
                SELECT a.id, a.marked_at, a.journal
                  FROM batch b
                  JOIN dispatch p ON p.id = b.dispatch
                 CROSS JOIN LATERAL (
                       SELECT d.id
                         FROM delivery d
                        WHERE d.dispatch = b.dispatch
                          AND d.ordinal >= b.first_ordinal
                          AND d.ordinal < b.first_ordinal + p.batch_size
                          AND\s\
                """ + OpenAttemptSql.MAY_BE_OPEN + """
                   OFFSET 0) d
              JOIN attempt a ON a.delivery = d.id
             WHERE b.dispatch = :dispatch
               AND b.closed_at IS NULL
               AND b.written
               AND a.outcome IS NULL
               AND record_is_complete()
            """)
                .param("dispatch", dispatch.value())
                .query(OpenAttemptStore::openAttempt)
                .list();
    }

    /** Attempts of these deliveries in this journal that are uncertain. */
    List<AttemptId> uncertainAttempts(Collection<DeliveryId> deliveries, String journalId) {
        return sql.sql("""
                SELECT id
                  FROM attempt
                 WHERE delivery = ANY (:deliveries)
                   AND journal = :journal
                   AND outcome = 'IN_DOUBT'
                """)
                .param("deliveries", DeliveryId.values(deliveries))
                .param("journal", journalId)
                .query((row, n) -> new AttemptId(row.getLong(1)))
                .list();
    }

    private static OpenAttempt openAttempt(ResultSet row, int n) throws SQLException {
        return new OpenAttempt(
                new AttemptId(row.getLong(1)), row.getTimestamp(2).toInstant(), row.getString(3));
    }

    record OpenAttempt(AttemptId attempt, Instant markedAt, String journalId) {}
}
