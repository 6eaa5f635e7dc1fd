package org.belay.access;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** SQL of one-time sign-in links. Only the SHA-256 of the secret in a link is stored. */
@Repository
class SignInLinkStore {

    private final JdbcClient sql;

    SignInLinkStore(JdbcClient sql) {
        this.sql = sql;
    }

    void addLink(byte[] sha256, Optional<UserId> person, Optional<UserId> madeBy, Duration lifetime) {
        sql.sql("""
                INSERT INTO sign_in_link (sha256, app_user, made_by, expires_at)
                VALUES (:sha256, :person, :madeBy, now() + make_interval(secs => :seconds))
                """)
                .param("sha256", sha256)
                .param("madeBy", madeBy.map(UserId::value).orElse(null), Types.BIGINT)
                .param("person", person.map(UserId::value).orElse(null))
                .param("seconds", (double) lifetime.toSeconds())
                .update();
    }

    /** Number of links that the person had mailed to the own address in the last day. */
    int mailedInLastDay(UserId person) {
        return sql.sql("""
                SELECT count(*) FROM sign_in_link
                 WHERE app_user = :person
                   AND made_by = :person
                   AND created_at > now() - interval '1 day'
                """).param("person", person.value()).query(Integer.class).single();
    }

    /** Ends the open links of this user. They do not count as used. */
    void closeLinks(UserId person) {
        sql.sql("""
                UPDATE sign_in_link
                   SET expires_at = now()
                 WHERE app_user = :person
                   AND used_at IS NULL
                   AND expires_at > now()
                """).param("person", person.value()).update();
    }

    /** @param person empty for the first administrator */
    record StoredLink(Optional<UserId> person, Optional<UserId> madeBy) {}

    Optional<StoredLink> openLink(byte[] sha256) {
        return sql.sql("""
                SELECT app_user, made_by FROM sign_in_link
                 WHERE sha256 = :sha256
                   AND used_at IS NULL
                   AND expires_at > now()
                """).param("sha256", sha256).query(SignInLinkStore::link).optional();
    }

    /** Uses the link; empty if it was already used or has expired, also while this transaction waited for a lock. */
    Optional<StoredLink> useLink(byte[] sha256) {
        return sql.sql("""
                UPDATE sign_in_link
                   SET used_at = now()
                 WHERE sha256 = :sha256
                   AND used_at IS NULL
                   AND expires_at > clock_timestamp()
                RETURNING app_user, made_by
                """).param("sha256", sha256).query(SignInLinkStore::link).optional();
    }

    /** Who made the last link of another person that set this user's password; empty if there was none. */
    Optional<UserId> lastLinkMaker(UserId person) {
        return sql.sql("""
                SELECT app_user, made_by FROM sign_in_link
                 WHERE app_user = :person
                   AND made_by <> app_user
                   AND used_at IS NOT NULL
                 ORDER BY created_at DESC
                 LIMIT 1
                """)
                .param("person", person.value())
                .query(SignInLinkStore::link)
                .optional()
                .flatMap(StoredLink::madeBy);
    }

    private static StoredLink link(ResultSet row, int n) throws SQLException {
        return new StoredLink(userId(row, "app_user"), userId(row, "made_by"));
    }

    private static Optional<UserId> userId(ResultSet row, String column) throws SQLException {
        long id = row.getLong(column);
        return row.wasNull() ? Optional.empty() : Optional.of(new UserId(id));
    }
}
