package org.belay.access.link;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.belay.access.Role;
import org.belay.access.User;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Links for passwords that an administrator made for another person: who makes one can use it. Their owner and the other administrators are
 * told on their home page for {@link #SHOWN}, whether they asked for it or not.
 */
@Component
public class LinkNotices {
    private static final Duration SHOWN = Duration.ofDays(7);

    private final JdbcClient sql;

    LinkNotices(JdbcClient sql) {
        this.sql = sql;
    }

    /**
     * @param address of the person whose password the link sets
     * @param by who made it
     * @param yours whether it is the reader's own password
     */
    public record Notice(String name, String address, String by, Instant at, boolean yours) {}

    /** What this person is told, the latest first. */
    @Transactional(readOnly = true)
    public List<Notice> forReader(User me) {
        return sql.sql("""
                SELECT owner.name, owner.address, maker.name AS maker, link.created_at, owner.id = :me AS yours
                  FROM sign_in_link link
                  JOIN app_user owner ON owner.id = link.app_user
                  JOIN app_user maker ON maker.id = link.made_by
                 WHERE link.created_at > now() - make_interval(secs => :shown)
                   AND maker.id <> owner.id
                   AND maker.id <> :me
                   AND NOT link.invitation
                   AND (owner.id = :me OR :admin)
                 ORDER BY link.created_at DESC
                 LIMIT 20
                """)
                .param("me", me.id().value())
                .param("admin", me.is(Role.ADMIN))
                .param("shown", (double) SHOWN.toSeconds())
                .query((row, n) -> new Notice(
                        row.getString("name"),
                        row.getString("address"),
                        row.getString("maker"),
                        row.getTimestamp("created_at").toInstant(),
                        row.getBoolean("yours")))
                .list();
    }
}
