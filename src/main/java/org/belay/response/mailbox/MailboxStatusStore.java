package org.belay.response.mailbox;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** SQL of the mailboxes: which process reads each, and with what success. All times are by the clock of the database. */
@Repository
class MailboxStatusStore {
    private static final int MAX_PROBLEM = 1000;

    private final JdbcClient sql;

    MailboxStatusStore(JdbcClient sql) {
        this.sql = sql;
    }

    /** Makes this process the reader for a time, or prolongs it. False if another process is. */
    boolean claim(MailboxKind kind, String process, Duration time) {
        return sql.sql("""
                INSERT INTO bounce_mailbox (kind, reader, reader_until)
                VALUES (:kind, :process, clock_timestamp() + make_interval(secs => :seconds))
                ON CONFLICT (kind) DO UPDATE
                   SET reader = excluded.reader, reader_until = excluded.reader_until
                 WHERE bounce_mailbox.reader = excluded.reader
                    OR bounce_mailbox.reader_until < clock_timestamp()
                """)
                        .param("kind", kind.name())
                        .param("process", process)
                        .param("seconds", time.toSeconds())
                        .update()
                == 1;
    }

    void release(MailboxKind kind, String process) {
        sql.sql("UPDATE bounce_mailbox SET reader_until = clock_timestamp() WHERE kind = :kind AND reader = :process")
                .param("kind", kind.name())
                .param("process", process)
                .update();
    }

    /** Reading worked. */
    void read(MailboxKind kind, int messages) {
        sql.sql("""
                UPDATE bounce_mailbox
                   SET last_read_at = clock_timestamp(), failing_since = NULL, problem = '', received = received + :messages
                 WHERE kind = :kind
                """).param("kind", kind.name()).param("messages", messages).update();
    }

    void failed(MailboxKind kind, String problem) {
        sql.sql("""
                UPDATE bounce_mailbox
                   SET failing_since = coalesce(failing_since, clock_timestamp()), problem = :problem
                 WHERE kind = :kind
                """)
                .param("kind", kind.name())
                .param("problem", problem.length() > MAX_PROBLEM ? problem.substring(0, MAX_PROBLEM) : problem)
                .update();
    }

    /** The state of a configured mailbox; empty if no process read it yet. */
    Optional<MailboxState> find(MailboxKind kind, String place) {
        return sql.sql("SELECT last_read_at, failing_since, problem, received FROM bounce_mailbox WHERE kind = :kind")
                .param("kind", kind.name())
                .query((row, n) -> state(row, kind, place))
                .optional();
    }

    private static MailboxState state(ResultSet row, MailboxKind kind, String place) throws SQLException {
        return new MailboxState(
                kind,
                place,
                Optional.ofNullable(row.getTimestamp("last_read_at")).map(Timestamp::toInstant),
                Optional.ofNullable(row.getTimestamp("failing_since")).map(Timestamp::toInstant),
                row.getString("problem"),
                row.getLong("received"));
    }
}
