package org.belay.api.idempotency;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Optional;
import org.belay.access.UserId;
import org.belay.platform.HourlyTick;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** SQL of the stored responses. All methods except the deletion run in the transaction of the request. */
@Repository
public class IdempotencyStore {

    /** First key of the advisory locks; the number of the migration that created the table. */
    private static final int LOCKS = 60;

    private final JdbcClient sql;

    IdempotencyStore(JdbcClient sql) {
        this.sql = sql;
    }

    /**
     * Locks an idempotency key for this transaction, on every node. If the process dies, PostgreSQL releases the lock
     * with the connection, so no key stays locked.
     *
     * @return false while another request with this key runs
     */
    boolean tryLock(UserId caller, String key) {
        return sql.sql("SELECT pg_try_advisory_xact_lock(:kind, hashtext(:caller || ' ' || :key))")
                .param("kind", LOCKS)
                .param("caller", Long.toString(caller.value()))
                .param("key", key)
                .query(Boolean.class)
                .single();
    }

    /** Finds the stored response. Call {@link #tryLock} first, so that the response of an earlier request is visible. */
    Optional<StoredResponse> find(UserId caller, String key) {
        return sql.sql("""
                SELECT method, path, request_sha256, status, content_type, body
                  FROM stored_response
                 WHERE caller = :caller
                   AND key = :key
                   AND stored_at > now() - interval '24 hours'
                """)
                .param("caller", caller.value())
                .param("key", key)
                .query(IdempotencyStore::answer)
                .optional();
    }

    void store(UserId caller, String key, StoredResponse answer) {
        sql.sql("""
                INSERT INTO stored_response (caller, key, method, path, request_sha256, status, content_type, body)
                VALUES (:caller, :key, :method, :path, :sha256, :status, :contentType, :body)
                ON CONFLICT (caller, key) DO UPDATE
                   SET method = EXCLUDED.method, path = EXCLUDED.path, request_sha256 = EXCLUDED.request_sha256,
                       status = EXCLUDED.status, content_type = EXCLUDED.content_type, body = EXCLUDED.body,
                       stored_at = now()
                 WHERE stored_response.stored_at <= now() - interval '24 hours'
                """)
                .param("caller", caller.value())
                .param("key", key)
                .param("method", answer.request().method())
                .param("path", answer.request().path())
                .param("sha256", answer.request().sha256())
                .param("status", answer.status())
                .param("contentType", answer.contentType().orElse(null), Types.VARCHAR)
                .param("body", answer.body())
                .update();
    }

    @EventListener(HourlyTick.class)
    void deleteExpiredHourly() {
        deleteExpired();
    }

    /** Deletes responses older than a day. Skips rows that another node is deleting. */
    int deleteExpired() {
        return sql.sql("""
                DELETE FROM stored_response
                 WHERE (caller, key) IN (
                       SELECT caller, key FROM stored_response
                        WHERE stored_at <= now() - interval '24 hours'
                          FOR UPDATE SKIP LOCKED)
                """).update();
    }

    private static StoredResponse answer(ResultSet row, int n) throws SQLException {
        return new StoredResponse(
                new StoredResponse.StoredRequest(
                        row.getString("method"), row.getString("path"), row.getString("request_sha256")),
                row.getInt("status"),
                Optional.ofNullable(row.getString("content_type")),
                row.getBytes("body"));
    }
}
