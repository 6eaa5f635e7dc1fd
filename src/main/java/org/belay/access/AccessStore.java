package org.belay.access;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class AccessStore {
    private static final String PERSON = """
            SELECT u.id, u.name, u.address, u.password, u.epoch, u.disabled_at IS NOT NULL AS disabled,
                   ARRAY(SELECT role FROM user_role r WHERE r.app_user = u.id) AS roles
              FROM app_user u
            """;

    private final JdbcClient sql;

    AccessStore(JdbcClient sql) {
        this.sql = sql;
    }

    /** A user with the data that only this package may see. */
    record StoredAccount(User user, Optional<String> password, int epoch, boolean disabled) {}

    /** Locks out other transactions that create users until this one ends; does not block readers. */
    void lockPeople() {
        sql.sql("LOCK TABLE app_user IN SHARE ROW EXCLUSIVE MODE").update();
    }

    boolean hasPeople() {
        return sql.sql("SELECT EXISTS (SELECT 1 FROM app_user)")
                .query(Boolean.class)
                .single();
    }

    UserId addPerson(String name, String address, Set<Role> roles) {
        long id = sql.sql("""
                INSERT INTO app_user (name, address)
                VALUES (:name, :address)
                RETURNING id
                """)
                .param("name", name)
                .param("address", address)
                .query(Long.class)
                .single();
        for (Role role : roles) {
            sql.sql("INSERT INTO user_role (app_user, role) VALUES (:id, :role)")
                    .param("id", id)
                    .param("role", role.name())
                    .update();
        }
        return new UserId(id);
    }

    Optional<StoredAccount> person(String address) {
        return sql.sql(PERSON + " WHERE lower(u.address) = lower(:address)")
                .param("address", address)
                .query(AccessStore::person)
                .optional();
    }

    Optional<StoredAccount> person(UserId id) {
        return sql.sql(PERSON + " WHERE u.id = :id")
                .param("id", id.value())
                .query(AccessStore::person)
                .optional();
    }

    List<StoredAccount> people() {
        return sql.sql(PERSON + " ORDER BY u.id").query(AccessStore::person).list();
    }

    void setPassword(UserId id, String encoded) {
        sql.sql("UPDATE app_user SET password = :password, epoch = epoch + 1 WHERE id = :id")
                .param("password", encoded)
                .param("id", id.value())
                .update();
    }

    boolean disable(UserId id) {
        return sql.sql("""
                UPDATE app_user
                   SET disabled_at = now(), epoch = epoch + 1
                 WHERE id = :id
                   AND disabled_at IS NULL
                """).param("id", id.value()).update() == 1;
    }

    /** Whether there is, or ever was, another administrator than this one. */
    boolean hasOtherAdministrator(UserId than) {
        return sql.sql("SELECT EXISTS (SELECT 1 FROM user_role WHERE role = 'ADMIN' AND app_user <> :id)")
                .param("id", than.value())
                .query(Boolean.class)
                .single();
    }

    void suspendRights(UserId id, UserId linkOf) {
        sql.sql("UPDATE app_user SET waits_since = now(), waits_for_link_of = :linkOf WHERE id = :id")
                .param("linkOf", linkOf.value())
                .param("id", id.value())
                .update();
    }

    boolean confirmRights(UserId id) {
        return sql.sql("""
                UPDATE app_user
                   SET waits_since = NULL, waits_for_link_of = NULL
                 WHERE id = :id
                   AND waits_since IS NOT NULL
                """).param("id", id.value()).update() == 1;
    }

    /** @param days after which the rights take effect without confirmation */
    Optional<PendingRights> pendingRights(UserId id, int days) {
        return sql.sql("""
                SELECT u.waits_since + make_interval(days => :days) AS until, l.id, l.address
                  FROM app_user u
                  JOIN app_user l ON l.id = u.waits_for_link_of
                 WHERE u.id = :id
                   AND u.waits_since + make_interval(days => :days) > now()
                """)
                .param("days", days)
                .param("id", id.value())
                .query((row, n) -> new PendingRights(
                        new UserId(row.getLong("id")),
                        row.getString("address"),
                        instant(row, "until").orElseThrow()))
                .optional();
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

    /** Ends the open links of this user, because a new one replaces them. */
    void closeLinks(UserId person) {
        sql.sql("UPDATE sign_in_link SET used_at = now() WHERE app_user = :person AND used_at IS NULL")
                .param("person", person.value())
                .update();
    }

    /** @param person empty for the first administrator */
    record StoredLink(Optional<UserId> person, Optional<UserId> madeBy) {}

    Optional<StoredLink> openLink(byte[] sha256) {
        return sql.sql("""
                SELECT app_user, made_by FROM sign_in_link
                 WHERE sha256 = :sha256
                   AND used_at IS NULL
                   AND expires_at > now()
                """).param("sha256", sha256).query(AccessStore::link).optional();
    }

    /** Uses the link; empty if it was already used or has expired. */
    Optional<StoredLink> useLink(byte[] sha256) {
        return sql.sql("""
                UPDATE sign_in_link
                   SET used_at = now()
                 WHERE sha256 = :sha256
                   AND used_at IS NULL
                   AND expires_at > now()
                RETURNING app_user, made_by
                """).param("sha256", sha256).query(AccessStore::link).optional();
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
                """).query(AccessStore::token).list();
    }

    boolean revoke(long token) {
        return sql.sql("UPDATE api_token SET revoked_at = now() WHERE id = :id AND revoked_at IS NULL")
                        .param("id", token)
                        .update()
                == 1;
    }

    private static StoredAccount person(ResultSet row, int n) throws SQLException {
        var user = new User(
                new UserId(row.getLong("id")),
                row.getString("name"),
                row.getString("address"),
                roles(row.getArray("roles")));
        return new StoredAccount(
                user, Optional.ofNullable(row.getString("password")), row.getInt("epoch"), row.getBoolean("disabled"));
    }

    private static Set<Role> roles(Array names) throws SQLException {
        var roles = EnumSet.noneOf(Role.class);
        Arrays.stream((String[]) names.getArray()).map(Role::valueOf).forEach(roles::add);
        return roles;
    }

    private static StoredLink link(ResultSet row, int n) throws SQLException {
        return new StoredLink(userId(row, "app_user"), userId(row, "made_by"));
    }

    private static Optional<UserId> userId(ResultSet row, String column) throws SQLException {
        long id = row.getLong(column);
        return row.wasNull() ? Optional.empty() : Optional.of(new UserId(id));
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
