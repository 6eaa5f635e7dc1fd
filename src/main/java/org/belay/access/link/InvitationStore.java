package org.belay.access.link;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.Map;
import org.belay.access.UserId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** SQL of invitations, which are sign-in links that were mailed. */
@Repository
class InvitationStore {
    private final JdbcClient sql;

    InvitationStore(JdbcClient sql) {
        this.sql = sql;
    }

    void add(byte[] sha256, UserId person, UserId by, Duration lifetime) {
        sql.sql("""
                INSERT INTO sign_in_link (sha256, app_user, made_by, expires_at, invitation)
                VALUES (:sha256, :person, :by, now() + make_interval(secs => :seconds), true)
                """)
                .param("sha256", sha256)
                .param("person", person.value())
                .param("by", by.value())
                .param("seconds", (double) lifetime.toSeconds())
                .update();
    }

    int sentInLastDay(UserId person) {
        return sql.sql("""
                SELECT count(*) FROM sign_in_link
                 WHERE app_user = :person
                   AND invitation
                   AND created_at > now() - interval '1 day'
                """).param("person", person.value()).query(Integer.class).single();
    }

    /** Ends the open links of this person, also those that were not mailed. @return whether there was an invitation */
    boolean close(UserId person) {
        return sql.sql("""
                UPDATE sign_in_link
                   SET expires_at = now()
                 WHERE app_user = :person
                   AND used_at IS NULL
                   AND expires_at > now()
                RETURNING invitation
                """)
                .param("person", person.value())
                .query(Boolean.class)
                .list()
                .contains(true);
    }

    boolean hasExternalIdentity(UserId person) {
        return sql.sql("SELECT EXISTS (SELECT 1 FROM oidc_identity WHERE app_user = :person)")
                .param("person", person.value())
                .query(Boolean.class)
                .single();
    }

    /** The invitations that can be used now, by person. */
    Map<Long, Invitations.OpenInvitation> open() {
        Map<Long, Invitations.OpenInvitation> found = new HashMap<>();
        sql.sql("""
                SELECT app_user, created_at, expires_at FROM sign_in_link
                 WHERE invitation
                   AND used_at IS NULL
                   AND expires_at > now()
                """).query(row -> {
            found.put(
                    row.getLong("app_user"),
                    new Invitations.OpenInvitation(
                            row.getObject("created_at", OffsetDateTime.class).toInstant(),
                            row.getObject("expires_at", OffsetDateTime.class).toInstant()));
        });
        return found;
    }
}
