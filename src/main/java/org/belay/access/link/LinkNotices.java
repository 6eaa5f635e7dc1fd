package org.belay.access.link;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
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

    private static final int SHOWN_AT_ONCE = 20;

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

    /** @param more number of older ones that are not listed */
    public record LinkNoticeList(List<Notice> latest, long more) {}

    /** What this person is told, the latest first. The owner is not told of the link with which they set their first password. */
    @Transactional(readOnly = true)
    public LinkNoticeList forReader(User me) {
        var all = new AtomicLong();
        List<Notice> latest = sql.sql("""
                SELECT count(*) OVER () AS notices, owner.name, owner.address, maker.name AS maker, link.created_at, owner.id = :me AS yours
                  FROM sign_in_link link
                  JOIN app_user owner ON owner.id = link.app_user
                  JOIN app_user maker ON maker.id = link.made_by
                 WHERE link.created_at > now() - make_interval(secs => :shown)
                   AND maker.id <> owner.id
                   AND maker.id <> :me
                   AND NOT link.invitation
                   AND (:admin AND owner.id <> :me
                        OR owner.id = :me
                           AND (link.used_at IS NULL
                                OR EXISTS (SELECT 1 FROM sign_in_link earlier
                                            WHERE earlier.app_user = :me
                                              AND earlier.used_at < link.used_at)))
                 ORDER BY link.created_at DESC
                 LIMIT :shown_at_once
                """)
                .param("me", me.id().value())
                .param("admin", me.is(Role.ADMIN))
                .param("shown", (double) SHOWN.toSeconds())
                .param("shown_at_once", SHOWN_AT_ONCE)
                .query((row, n) -> {
                    all.set(row.getLong("notices"));
                    return new Notice(
                            row.getString("name"),
                            row.getString("address"),
                            row.getString("maker"),
                            row.getTimestamp("created_at").toInstant(),
                            row.getBoolean("yours"));
                })
                .list();
        return new LinkNoticeList(latest, all.get() - latest.size());
    }
}
