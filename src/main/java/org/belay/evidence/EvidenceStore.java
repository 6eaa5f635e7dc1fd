package org.belay.evidence;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.belay.delivery.DispatchId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** SQL of an export, in pages of bounded size. */
@Repository
class EvidenceStore {
    private final JdbcClient sql;

    EvidenceStore(JdbcClient sql) {
        this.sql = sql;
    }

    /** One attempt to deliver, as recorded. */
    record RecordedAttempt(
            int ordinal,
            String address,
            int number,
            Instant markedAt,
            Optional<String> outcome,
            Optional<Instant> outcomeAt,
            Optional<String> reply) {}

    /** The attempts for some people of a dispatch, in order. */
    List<RecordedAttempt> attempts(DispatchId dispatch, int fromOrdinal, int toOrdinal) {
        return sql.sql("""
                SELECT d.ordinal, r.address, a.number, a.marked_at, a.outcome, a.outcome_at, a.reply
                  FROM delivery d
                  JOIN dispatch p ON p.id = d.dispatch
                  JOIN recipient r ON r.snapshot = p.snapshot AND r.ordinal = d.ordinal
                  JOIN attempt a ON a.delivery = d.id
                 WHERE d.dispatch = :dispatch AND d.ordinal >= :from AND d.ordinal < :to
                 ORDER BY d.ordinal, a.number
                """)
                .param("dispatch", dispatch.value())
                .param("from", fromOrdinal)
                .param("to", toOrdinal)
                .query(EvidenceStore::attempt)
                .list();
    }

    private static RecordedAttempt attempt(ResultSet row, int n) throws SQLException {
        return new RecordedAttempt(
                row.getInt("ordinal"),
                row.getString("address"),
                row.getInt("number"),
                row.getTimestamp("marked_at").toInstant(),
                Optional.ofNullable(row.getString("outcome")),
                Optional.ofNullable(row.getTimestamp("outcome_at")).map(Timestamp::toInstant),
                Optional.ofNullable(row.getString("reply")));
    }

    /** When the relay accepted the first and the last delivery of a dispatch; empty if it accepted none. */
    Optional<AcceptedSpan> accepted(DispatchId dispatch) {
        return sql.sql("""
                SELECT min(a.outcome_at) AS first, max(a.outcome_at) AS last
                  FROM delivery d
                  JOIN attempt a ON a.delivery = d.id AND a.outcome = 'ACCEPTED'
                 WHERE d.dispatch = :dispatch
                HAVING count(*) > 0
                """)
                .param("dispatch", dispatch.value())
                .query((row, n) -> new AcceptedSpan(
                        row.getTimestamp("first").toInstant(),
                        row.getTimestamp("last").toInstant()))
                .optional();
    }

    record AcceptedSpan(Instant first, Instant last) {}

    /**
     * How long people were misinformed: from the acceptance of the notice to that of the correction.
     *
     * @param people number of people for whom both were accepted
     */
    record TimeInError(long people, Duration median, Duration ninetyPercent, Duration longest) {}

    Optional<TimeInError> timeInError(DispatchId notice, DispatchId correction) {
        return sql.sql("""
                WITH accepted AS (
                    SELECT d.dispatch, d.ordinal, min(a.outcome_at) AS at
                      FROM delivery d
                      JOIN attempt a ON a.delivery = d.id AND a.outcome = 'ACCEPTED'
                     WHERE d.dispatch IN (:notice, :correction)
                     GROUP BY d.dispatch, d.ordinal
                ), spans AS (
                    SELECT greatest(0, extract(epoch FROM c.at - n.at)) AS seconds
                      FROM accepted n
                      JOIN accepted c ON c.ordinal = n.ordinal AND c.dispatch = :correction
                     WHERE n.dispatch = :notice
                )
                SELECT count(*) AS people,
                       percentile_disc(0.5) WITHIN GROUP (ORDER BY seconds) AS median,
                       percentile_disc(0.9) WITHIN GROUP (ORDER BY seconds) AS ninety,
                       max(seconds) AS longest
                  FROM spans
                HAVING count(*) > 0
                """)
                .param("notice", notice.value())
                .param("correction", correction.value())
                .query((row, n) -> new TimeInError(
                        row.getLong("people"), seconds(row, "median"), seconds(row, "ninety"), seconds(row, "longest")))
                .optional();
    }

    private static Duration seconds(ResultSet row, String column) throws SQLException {
        return Duration.ofMillis(Math.round(row.getDouble(column) * 1000));
    }
}
