package org.belay.access;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** SQL of API tokens. Only the SHA-256 of a token is stored. */
@Repository
class ApiTokenStore {

    private final JdbcClient sql;

    ApiTokenStore(JdbcClient sql) {
        this.sql = sql;
    }

    long addToken(UserId owner, String name, byte[] sha256, int days) {
        return sql.sql("""
                INSERT INTO api_token (app_user, name, sha256, expires_at)
                VALUES (:owner, :name, :sha256, now() + make_interval(days => :days))
                RETURNING id
                """)
                .param("owner", owner.value())
                .param("name", name)
                .param("sha256", sha256)
                .param("days", days)
                .query(Long.class)
                .single();
    }

    record TokenUse(long id, String name, UserId owner) {}

    /** The valid token with this secret. Its last use is stored at most once a minute, so that a busy client does not write a row per request. */
    Optional<TokenUse> useToken(byte[] sha256) {
        sql.sql("""
                UPDATE api_token
                   SET last_used_at = now()
                 WHERE sha256 = :sha256
                   AND revoked_at IS NULL
                   AND expires_at > now()
                   AND (last_used_at IS NULL OR last_used_at < now() - interval '1 minute')
                """).param("sha256", sha256).update();
        return sql.sql("""
                SELECT id, name, app_user FROM api_token
                 WHERE sha256 = :sha256
                   AND revoked_at IS NULL
                   AND expires_at > now()
                """)
                .param("sha256", sha256)
                .query((row, n) -> new TokenUse(row.getLong(1), row.getString(2), new UserId(row.getLong(3))))
                .optional();
    }

    /** @return number of revoked tokens */
    int revokeAll(UserId owner) {
        return sql.sql("UPDATE api_token SET revoked_at = now() WHERE app_user = :id AND revoked_at IS NULL")
                .param("id", owner.value())
                .update();
    }

    List<ApiToken> tokens() {
        return sql.sql("""
                SELECT t.id, t.name, t.created_at, t.last_used_at, t.expires_at, u.address
                  FROM api_token t
                  JOIN app_user u ON u.id = t.app_user
                 WHERE t.revoked_at IS NULL
                   AND t.expires_at > now()
                   AND u.disabled_at IS NULL
                 ORDER BY t.id
                """).query(ApiTokenStore::token).list();
    }

    boolean revoke(long token) {
        return sql.sql("UPDATE api_token SET revoked_at = now() WHERE id = :id AND revoked_at IS NULL")
                        .param("id", token)
                        .update()
                == 1;
    }

    private static ApiToken token(ResultSet row, int n) throws SQLException {
        return new ApiToken(
                row.getLong("id"),
                row.getString("name"),
                row.getString("address"),
                instant(row, "created_at").orElseThrow(),
                instant(row, "last_used_at"),
                instant(row, "expires_at").orElseThrow());
    }

    private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class)).map(OffsetDateTime::toInstant);
    }
}
