package org.belay.access.oidc;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.belay.access.Role;
import org.belay.access.UserId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** SQL of the identities of the provider, and of the roles that its groups decide. */
@Repository
class ExternalIdentityStore {
    private final JdbcClient sql;

    ExternalIdentityStore(JdbcClient sql) {
        this.sql = sql;
    }

    record FoundAccount(UserId id, boolean disabled) {}

    /** Lets one sign-in at a time connect, create or change an account, and no administrator meanwhile; does not block readers. */
    void lock() {
        sql.sql("LOCK TABLE app_user, oidc_identity IN SHARE ROW EXCLUSIVE MODE")
                .update();
    }

    Optional<FoundAccount> bySubject(String issuer, String subject) {
        return sql.sql("""
                SELECT u.id, u.disabled_at IS NOT NULL AS disabled
                  FROM oidc_identity i
                  JOIN app_user u ON u.id = i.app_user
                 WHERE i.issuer = :issuer
                   AND i.subject = :subject
                """)
                .param("issuer", issuer)
                .param("subject", subject)
                .query((row, n) -> new FoundAccount(new UserId(row.getLong("id")), row.getBoolean("disabled")))
                .optional();
    }

    Optional<FoundAccount> byAddress(String address) {
        return sql.sql("""
                SELECT id, disabled_at IS NOT NULL AS disabled
                  FROM app_user
                 WHERE lower(address) = lower(:address)
                """)
                .param("address", address)
                .query((row, n) -> new FoundAccount(new UserId(row.getLong("id")), row.getBoolean("disabled")))
                .optional();
    }

    /** Connects the account with the subject; false if it is connected with another subject of this issuer. */
    boolean link(UserId account, String issuer, String subject) {
        return sql.sql("""
                INSERT INTO oidc_identity (issuer, subject, app_user)
                VALUES (:issuer, :subject, :account)
                ON CONFLICT (app_user, issuer) DO NOTHING
                """)
                        .param("issuer", issuer)
                        .param("subject", subject)
                        .param("account", account.value())
                        .update()
                == 1;
    }

    int epoch(UserId account) {
        return sql.sql("SELECT epoch FROM app_user WHERE id = :account")
                .param("account", account.value())
                .query(Integer.class)
                .single();
    }

    void setRoles(UserId account, Set<Role> roles) {
        List<String> names = roles.stream().map(Role::name).toList();
        // the rule of a second administrator still counts a former one
        sql.sql("""
                UPDATE app_user u
                   SET was_administrator = true
                  FROM user_role r
                 WHERE r.app_user = u.id
                   AND u.id = :account
                   AND r.role = 'ADMIN'
                   AND r.role <> ALL (:roles)
                """)
                .param("account", account.value())
                .param("roles", names.toArray(String[]::new))
                .update();
        sql.sql("DELETE FROM user_role WHERE app_user = :account AND role <> ALL (:roles)")
                .param("account", account.value())
                .param("roles", names.toArray(String[]::new))
                .update();
        sql.sql("""
                INSERT INTO user_role (app_user, role)
                SELECT :account, unnest(CAST(:roles AS text[]))
                ON CONFLICT DO NOTHING
                """)
                .param("account", account.value())
                .param("roles", names.toArray(String[]::new))
                .update();
    }
}
