package org.belay.access.deputy;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import org.belay.access.UserId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** SQL of deputies. */
@Repository
class DeputyStore {
    private final JdbcClient sql;

    DeputyStore(JdbcClient sql) {
        this.sql = sql;
    }

    record DeputyRow(long id, UserId principal, UserId deputy, Instant from, Instant until, boolean active) {
        boolean overlaps(Instant start, Instant end) {
            return from.isBefore(end) && start.isBefore(until);
        }
    }

    /** Makes others who name deputies wait until the transaction ends; does not block readers. */
    void lock() {
        sql.sql("LOCK TABLE deputy IN SHARE ROW EXCLUSIVE MODE").update();
    }

    Instant databaseTime() {
        return sql.sql("SELECT now()")
                .query((row, n) -> row.getTimestamp(1).toInstant())
                .single();
    }

    void add(UserId principal, UserId deputy, Instant from, Instant until, UserId by) {
        sql.sql("""
                INSERT INTO deputy (principal, deputy, starts_at, ends_at, named_by)
                VALUES (:principal, :deputy, :from, :until, :by)
                """)
                .param("principal", principal.value())
                .param("deputy", deputy.value())
                .param("from", Timestamp.from(from))
                .param("until", Timestamp.from(until))
                .param("by", by.value())
                .update();
    }

    /** Those that have not ended, the first to begin first. */
    List<DeputyRow> open() {
        return sql.sql("""
                SELECT id, principal, deputy, starts_at, ends_at, starts_at <= now() AS active
                  FROM deputy
                 WHERE ends_at > now()
                 ORDER BY starts_at, id
                """)
                .query((row, n) -> new DeputyRow(
                        row.getLong("id"),
                        new UserId(row.getLong("principal")),
                        new UserId(row.getLong("deputy")),
                        row.getTimestamp("starts_at").toInstant(),
                        row.getTimestamp("ends_at").toInstant(),
                        row.getBoolean("active")))
                .list();
    }

    /** @return false if it has ended already */
    boolean end(long id) {
        return sql.sql("""
                UPDATE deputy
                   SET ends_at = greatest(now(), starts_at)
                 WHERE id = :id
                   AND ends_at > now() AND ends_at > starts_at
                """).param("id", id).update() == 1;
    }
}
