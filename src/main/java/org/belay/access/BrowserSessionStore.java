package org.belay.access;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** SQL of the sessions of browsers. */
@Repository
class BrowserSessionStore {
    private final JdbcClient sql;

    BrowserSessionStore(JdbcClient sql) {
        this.sql = sql;
    }

    long add(UserId owner, int epoch, String how, String place, String browser, Instant now) {
        return sql.sql("""
                INSERT INTO browser_session (app_user, epoch, started_at, last_used_at, signed_in_by, place, browser)
                VALUES (:owner, :epoch, :now, :now, :how, :place, :browser)
                RETURNING id
                """)
                .param("owner", owner.value())
                .param("epoch", epoch)
                .param("now", Timestamp.from(now))
                .param("how", how)
                .param("place", place)
                .param("browser", browser)
                .query(Long.class)
                .single();
    }

    /** Last use of a session that has not ended. */
    Optional<Instant> lastUse(long session) {
        return sql.sql("SELECT last_used_at FROM browser_session WHERE id = :id AND ended_at IS NULL")
                .param("id", session)
                .query((row, n) -> row.getTimestamp(1).toInstant())
                .optional();
    }

    void use(long session, Instant now) {
        sql.sql("UPDATE browser_session SET last_used_at = :now WHERE id = :id")
                .param("now", Timestamp.from(now))
                .param("id", session)
                .update();
    }

    List<BrowserSessions.OpenSession> open(UserId owner, Instant usedSince, Instant startedSince) {
        return sql.sql("""
                SELECT s.id, s.started_at, s.last_used_at, s.signed_in_by, s.place, s.browser
                  FROM browser_session s
                  JOIN app_user u ON u.id = s.app_user AND u.epoch = s.epoch
                 WHERE s.app_user = :owner
                   AND s.ended_at IS NULL
                   AND s.last_used_at > :used
                   AND s.started_at > :started
                 ORDER BY s.last_used_at DESC
                 LIMIT 50
                """)
                .param("owner", owner.value())
                .param("used", Timestamp.from(usedSince))
                .param("started", Timestamp.from(startedSince))
                .query((row, n) -> new BrowserSessions.OpenSession(
                        row.getLong("id"),
                        row.getTimestamp("started_at").toInstant(),
                        row.getTimestamp("last_used_at").toInstant(),
                        row.getString("signed_in_by"),
                        row.getString("place"),
                        row.getString("browser")))
                .list();
    }

    /** The session goes on after its person changed the credentials. */
    void follow(long session, int epoch) {
        sql.sql("UPDATE browser_session SET epoch = :epoch WHERE id = :id")
                .param("epoch", epoch)
                .param("id", session)
                .update();
    }

    void end(long session, Instant now) {
        sql.sql("UPDATE browser_session SET ended_at = :now WHERE id = :id AND ended_at IS NULL")
                .param("now", Timestamp.from(now))
                .param("id", session)
                .update();
    }

    /** @return number of sessions that ended */
    int endAll(UserId owner, long except, Instant now) {
        return sql.sql("""
                UPDATE browser_session
                   SET ended_at = :now
                 WHERE app_user = :owner
                   AND id <> :except
                   AND ended_at IS NULL
                """)
                .param("owner", owner.value())
                .param("except", except)
                .param("now", Timestamp.from(now))
                .update();
    }

    void removeStartedBefore(Instant time) {
        sql.sql("DELETE FROM browser_session WHERE started_at < :time")
                .param("time", Timestamp.from(time))
                .update();
    }
}
