package org.belay.access;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** SQL of users, their roles and passwords, and rights that wait for confirmation. */
@Repository
class AccountStore {
    private static final String PERSON = """
            SELECT u.id, u.name, u.address, u.password, u.epoch, u.disabled_at IS NOT NULL AS disabled,
                   ARRAY(SELECT role FROM user_role r WHERE r.app_user = u.id) AS roles,
                   ARRAY(SELECT team FROM team_member m WHERE m.app_user = u.id) AS teams
              FROM app_user u
            """;

    private final JdbcClient sql;

    AccountStore(JdbcClient sql) {
        this.sql = sql;
    }

    /** A user with the data that only this package may see. */
    record StoredAccount(User user, Optional<String> password, int epoch, boolean disabled) {}

    /** Locks out other transactions that create, change or disable users until this one ends; does not block readers. */
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
        var user = new UserId(id);
        roles.forEach(role -> addRole(user, role));
        return user;
    }

    void addRole(UserId id, Role role) {
        sql.sql("INSERT INTO user_role (app_user, role) VALUES (:id, :role) ON CONFLICT DO NOTHING")
                .param("id", id.value())
                .param("role", role.name())
                .update();
    }

    void removeRole(UserId id, Role role) {
        sql.sql("DELETE FROM user_role WHERE app_user = :id AND role = :role")
                .param("id", id.value())
                .param("role", role.name())
                .update();
        if (role == Role.ADMIN) {
            sql.sql("UPDATE app_user SET was_administrator = true WHERE id = :id")
                    .param("id", id.value())
                    .update();
        }
    }

    Optional<StoredAccount> person(String address) {
        return sql.sql(PERSON + " WHERE lower(u.address) = lower(:address)")
                .param("address", address)
                .query(AccountStore::person)
                .optional();
    }

    Optional<StoredAccount> person(UserId id) {
        return sql.sql(PERSON + " WHERE u.id = :id")
                .param("id", id.value())
                .query(AccountStore::person)
                .optional();
    }

    List<StoredAccount> people() {
        return sql.sql(PERSON + " ORDER BY u.id").query(AccountStore::person).list();
    }

    void setPassword(UserId id, String encoded) {
        sql.sql("UPDATE app_user SET password = :password, epoch = epoch + 1 WHERE id = :id")
                .param("password", encoded)
                .param("id", id.value())
                .update();
    }

    /** False if the credentials or the state of the account are no longer those of this epoch. */
    boolean replacePassword(UserId id, String encoded, int expected) {
        return sql.sql("""
                UPDATE app_user
                   SET password = :password, epoch = epoch + 1
                 WHERE id = :id
                   AND epoch = :expected
                   AND disabled_at IS NULL
                """)
                        .param("password", encoded)
                        .param("id", id.value())
                        .param("expected", expected)
                        .update()
                == 1;
    }

    /** Ends the sessions of this user. */
    void raiseEpoch(UserId id) {
        sql.sql("UPDATE app_user SET epoch = epoch + 1 WHERE id = :id")
                .param("id", id.value())
                .update();
    }

    /** Whether this user signs in with a password alone: none from a provider, no second factor. */
    boolean hasOnlyPassword(UserId id) {
        return sql.sql("""
                SELECT NOT EXISTS (SELECT 1 FROM oidc_identity WHERE app_user = :id)
                   AND NOT EXISTS (SELECT 1 FROM second_factor WHERE app_user = :id)
                """).param("id", id.value()).query(Boolean.class).single();
    }

    boolean disable(UserId id) {
        return sql.sql("""
                UPDATE app_user
                   SET disabled_at = now(), epoch = epoch + 1
                 WHERE id = :id
                   AND disabled_at IS NULL
                """).param("id", id.value()).update() == 1;
    }

    /** The opposite of {@link #disable}; sessions from before do not continue. */
    boolean enable(UserId id) {
        return sql.sql("""
                UPDATE app_user
                   SET disabled_at = NULL, epoch = epoch + 1
                 WHERE id = :id
                   AND disabled_at IS NOT NULL
                """).param("id", id.value()).update() == 1;
    }

    /** Whether there is, or ever was, another administrator than this one. */
    boolean hasOtherAdministrator(UserId than) {
        return sql.sql("""
                SELECT EXISTS (SELECT 1 FROM user_role WHERE role = 'ADMIN' AND app_user <> :id)
                    OR EXISTS (SELECT 1 FROM app_user WHERE was_administrator AND id <> :id)
                """).param("id", than.value()).query(Boolean.class).single();
    }

    /**
     * Whether this is an enabled administrator without whom none could sign in; one with a password counts only others with a password,
     * because the provider may be away.
     */
    boolean isLastAdministrator(UserId id) {
        return sql.sql("""
                SELECT EXISTS (SELECT 1
                         FROM app_user me
                         JOIN user_role mine ON mine.app_user = me.id AND mine.role = 'ADMIN'
                        WHERE me.id = :id
                          AND me.disabled_at IS NULL
                          AND (me.password IS NOT NULL
                               OR EXISTS (SELECT 1 FROM oidc_identity i WHERE i.app_user = me.id))
                          AND NOT EXISTS (SELECT 1
                                 FROM app_user u
                                 JOIN user_role r ON r.app_user = u.id AND r.role = 'ADMIN'
                                WHERE u.id <> me.id
                                  AND u.disabled_at IS NULL
                                  AND (u.password IS NOT NULL
                                       OR me.password IS NULL
                                          AND EXISTS (SELECT 1 FROM oidc_identity i WHERE i.app_user = u.id))))
                """).param("id", id.value()).query(Boolean.class).single();
    }

    void suspendRights(UserId id, UserId linkOf) {
        sql.sql("UPDATE app_user SET suspended_since = now(), link_made_by = :linkOf WHERE id = :id")
                .param("linkOf", linkOf.value())
                .param("id", id.value())
                .update();
    }

    boolean confirmRights(UserId id) {
        return sql.sql("""
                UPDATE app_user
                   SET suspended_since = NULL, link_made_by = NULL
                 WHERE id = :id
                   AND suspended_since IS NOT NULL
                """).param("id", id.value()).update() == 1;
    }

    /** @param days after which the rights take effect without confirmation */
    Optional<PendingRights> pendingRights(UserId id, int days) {
        return sql.sql("""
                SELECT u.suspended_since + make_interval(days => :days) AS until, l.id, l.address
                  FROM app_user u
                  JOIN app_user l ON l.id = u.link_made_by
                 WHERE u.id = :id
                   AND u.suspended_since + make_interval(days => :days) > now()
                """)
                .param("days", days)
                .param("id", id.value())
                .query((row, n) -> new PendingRights(
                        new UserId(row.getLong("id")),
                        row.getString("address"),
                        instant(row, "until").orElseThrow()))
                .optional();
    }

    private static StoredAccount person(ResultSet row, int n) throws SQLException {
        var user = new User(
                new UserId(row.getLong("id")),
                row.getString("name"),
                row.getString("address"),
                roles(row.getArray("roles")),
                teams(row.getArray("teams")));
        return new StoredAccount(
                user, Optional.ofNullable(row.getString("password")), row.getInt("epoch"), row.getBoolean("disabled"));
    }

    private static Set<User.TeamId> teams(Array numbers) throws SQLException {
        return Arrays.stream((Long[]) numbers.getArray()).map(User.TeamId::new).collect(Collectors.toUnmodifiableSet());
    }

    private static Set<Role> roles(Array names) throws SQLException {
        var roles = EnumSet.noneOf(Role.class);
        Arrays.stream((String[]) names.getArray()).map(Role::valueOf).forEach(roles::add);
        return roles;
    }

    private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class)).map(OffsetDateTime::toInstant);
    }
}
