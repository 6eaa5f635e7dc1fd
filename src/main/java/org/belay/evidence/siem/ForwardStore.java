package org.belay.evidence.siem;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** SQL of the positions of targets. Each statement is a transaction: none is open while a target is slow. */
@Repository
class ForwardStore {
    private final JdbcClient sql;

    ForwardStore(JdbcClient sql) {
        this.sql = sql;
    }

    void add(String target) {
        sql.sql("INSERT INTO audit_forward (target) VALUES (:target) ON CONFLICT DO NOTHING")
                .param("target", target)
                .update();
    }

    /** Position from which this attempt may send; empty while another one does. */
    OptionalLong lease(String target, UUID attempt) {
        return sql.sql("""
                UPDATE audit_forward
                   SET leased_by = :attempt, leased_until = now() + interval '1 minute'
                 WHERE target = :target
                   AND (leased_until IS NULL OR leased_until < now())
                RETURNING position
                """)
                .param("target", target)
                .param("attempt", attempt)
                .query(Long.class)
                .optional()
                .map(OptionalLong::of)
                .orElse(OptionalLong.empty());
    }

    /** The same for a target that gets one message a day (UTC). */
    OptionalLong leaseOfToday(String target, UUID attempt) {
        return sql.sql("""
                UPDATE audit_forward
                   SET leased_by = :attempt, leased_until = now() + interval '5 minutes'
                 WHERE target = :target
                   AND (leased_until IS NULL OR leased_until < now())
                   AND (sent_at IS NULL OR (sent_at AT TIME ZONE 'UTC')::date < (now() AT TIME ZONE 'UTC')::date)
                RETURNING position
                """)
                .param("target", target)
                .param("attempt", attempt)
                .query(Long.class)
                .optional()
                .map(OptionalLong::of)
                .orElse(OptionalLong.empty());
    }

    void sent(String target, UUID attempt, long position) {
        sql.sql("""
                UPDATE audit_forward
                   SET position = :position, sent_at = now(), failing_since = NULL, problem = '',
                       leased_by = NULL, leased_until = NULL
                 WHERE target = :target
                   AND leased_by = :attempt
                """)
                .param("target", target)
                .param("attempt", attempt)
                .param("position", position)
                .update();
    }

    void nothingToSend(String target, UUID attempt) {
        sql.sql(
                        "UPDATE audit_forward SET leased_by = NULL, leased_until = NULL WHERE target = :target AND leased_by = :attempt")
                .param("target", target)
                .param("attempt", attempt)
                .update();
    }

    void failed(String target, UUID attempt, String problem) {
        sql.sql("""
                UPDATE audit_forward
                   SET failing_since = coalesce(failing_since, now()), problem = :problem,
                       leased_by = NULL, leased_until = NULL
                 WHERE target = :target
                   AND leased_by = :attempt
                """)
                .param("target", target)
                .param("attempt", attempt)
                .param("problem", problem)
                .update();
    }

    List<ForwardState> states() {
        return sql.sql("""
                SELECT f.target, f.position, f.sent_at, f.failing_since, f.problem,
                       greatest(0, (SELECT coalesce(max(seq), 0) FROM audit_entry) - f.position) AS missing
                  FROM audit_forward f
                 ORDER BY f.target
                """)
                .query((row, n) -> new ForwardState(
                        row.getString("target"),
                        row.getLong("position"),
                        row.getLong("missing"),
                        instant(row.getObject("sent_at", OffsetDateTime.class)),
                        instant(row.getObject("failing_since", OffsetDateTime.class)),
                        row.getString("problem")))
                .list();
    }

    private static Optional<Instant> instant(@Nullable OffsetDateTime time) {
        return Optional.ofNullable(time).map(OffsetDateTime::toInstant);
    }
}
