package org.belay.delivery.dispatch;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.belay.audience.SnapshotId;
import org.belay.delivery.Dispatch;
import org.belay.delivery.DispatchId;
import org.belay.delivery.DispatchKind;
import org.belay.delivery.DispatchState;
import org.belay.delivery.cluster.OpenAttemptSql;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The state of dispatches and its changes: started, paused, stopped, resumed. {@link
 * org.belay.delivery.batch.BatchCloser} ends them.
 */
final class DispatchStore {

    private final JdbcClient sql;

    DispatchStore(JdbcClient sql) {
        this.sql = sql;
    }

    Optional<Dispatch> find(DispatchId id) {
        return sql.sql("SELECT * FROM dispatch WHERE id = :id")
                .param("id", id.value())
                .query(DispatchStore::dispatch)
                .optional();
    }

    List<Dispatch> ofMailing(long mailing) {
        return sql.sql("SELECT * FROM dispatch WHERE mailing = :mailing ORDER BY id")
                .param("mailing", mailing)
                .query(DispatchStore::dispatch)
                .list();
    }

    /**
     * Waits until no attempt of these dispatches is being committed, and no outcome that could give them work; lets
     * none begin until this transaction ends. Takes the advisory locks first: a transaction with an outcome that waits
     * for a row holds the advisory locks of the attempts in it.
     */
    void lockExclusively(DispatchId... ids) {
        Long[] numbers = Stream.of(ids).map(DispatchId::value).toArray(Long[]::new);
        sql.sql("""
                SELECT count(pg_advisory_xact_lock(dispatch_lock(one.id)))
                  FROM (SELECT id FROM unnest(:ids) wanted(id) ORDER BY id) one
                """).param("ids", numbers).query((row, n) -> true).single();
        sql.sql("SELECT id FROM dispatch WHERE id = ANY(:ids) ORDER BY id FOR NO KEY UPDATE")
                .param("ids", numbers)
                .query((row, n) -> true)
                .list();
    }

    /** Starts or resumes; the pace counts from now and from the first delivery that has not been attempted. */
    boolean startSending(DispatchId id, DispatchState... from) {
        return sql.sql("""
                UPDATE dispatch p
                   SET state = 'SENDING',
                       why = NULL,
                       probe_at = NULL,
                       idle = false,
                       started_at = coalesce(started_at, now()),
                """ + DispatchPace.PACED_FROM_NOW + """
             WHERE id = :id
               AND state = ANY(:from)
            """)
                        .param("id", id.value())
                        .param("from", names(from))
                        .update()
                == 1;
    }

    Optional<Integer> stop(DispatchId id) {
        return sql.sql("""
                UPDATE dispatch
                   SET state = 'STOPPED', stop_number = stop_number + 1, why = NULL, probe_at = NULL
                 WHERE id = :id
                   AND state IN ('SENDING', 'PAUSED', 'HELD')
                RETURNING stop_number
                """).param("id", id.value()).query(Integer.class).optional();
    }

    /** @param probeAfter counted by the clock of the database, which also compares it */
    boolean pause(DispatchId id, String why, Optional<Duration> probeAfter, boolean probing, boolean refusedAll) {
        return sql.sql("""
                UPDATE dispatch
                   SET state = 'PAUSED', why = :why, probe_at = now() + :probeAfter * interval '1 millisecond',
                       probing = probing OR :probing, resumed_by_person = false,
                       refused_all_at = CASE WHEN :refusedAll THEN now() END
                 WHERE id = :id
                   AND state = 'SENDING'
                """)
                        .param("probing", probing)
                        .param("refusedAll", refusedAll)
                        .param("id", id.value())
                        .param("why", why)
                        .param("probeAfter", probeAfter.map(Duration::toMillis).orElse(null), Types.BIGINT)
                        .update()
                == 1;
    }

    /**
     * A person has resumed it: it continues at full speed, without probing.
     *
     * @param again whether recipients are retried, so that it is no longer at its end
     */
    void markResumed(DispatchId id, boolean again) {
        sql.sql("""
                UPDATE dispatch
                   SET probing = false, resumed_by_person = true, refused_all_at = NULL, ended_at = CASE WHEN NOT :again THEN ended_at END
                 WHERE id = :id
                """).param("id", id.value()).param("again", again).update();
    }

    /** False if it was not probing. */
    boolean endProbe(DispatchId id) {
        return sql.sql("UPDATE dispatch SET probing = false WHERE id = :id AND probing AND state = 'SENDING'")
                        .param("id", id.value())
                        .update()
                == 1;
    }

    List<DispatchId> findDuePauses() {
        return sql.sql("SELECT id FROM dispatch WHERE state = 'PAUSED' AND ended_at IS NULL AND NOT idle AND probe_at"
                        + " <= now()")
                .query((row, n) -> new DispatchId(row.getLong(1)))
                .list();
    }

    /** Dispatches with work: deliveries to write, to send, or attempts without outcome. */
    List<Dispatch> findActive() {
        return sql.sql("""
                SELECT * FROM dispatch
                 WHERE state IN ('SENDING', 'STOPPED', 'PAUSED')
                   AND ended_at IS NULL
                   AND NOT idle
                 ORDER BY id
                """).query(DispatchStore::dispatch).list();
    }

    /**
     * Marks a stopped dispatch as idle when no attempt is open: after a stop no attempt commits, so upkeep need not
     * look at it until it resumes.
     */
    void markIdle(DispatchId id) {
        sql.sql("""
                UPDATE dispatch p SET idle = true
                 WHERE p.id = :id
                   AND p.state = 'STOPPED'
                   AND NOT EXISTS (SELECT 1
                                     FROM batch b
                                    CROSS JOIN LATERAL (
                                          SELECT d.id
                                            FROM delivery d
                                           WHERE d.dispatch = p.id
                                             AND d.ordinal >= b.first_ordinal
                                             AND d.ordinal < b.first_ordinal + p.batch_size
                                             AND\s\
                """ + OpenAttemptSql.MAY_BE_OPEN + """
                                      OFFSET 0) d
                                 JOIN attempt a ON a.delivery = d.id
                                WHERE b.dispatch = p.id AND b.closed_at IS NULL AND b.written AND a.outcome IS NULL)
            """).param("id", id.value()).update();
    }

    static Dispatch dispatch(ResultSet row, int n) throws SQLException {
        long corrects = row.getLong("corrects");
        return new Dispatch(
                new DispatchId(row.getLong("id")),
                row.getLong("mailing"),
                DispatchKind.valueOf(row.getString("kind")),
                corrects == 0 ? Optional.empty() : Optional.of(new DispatchId(corrects)),
                new SnapshotId(row.getLong("snapshot")),
                DispatchState.valueOf(row.getString("state")),
                Optional.ofNullable(row.getString("why")),
                row.getInt("pace"),
                row.getInt("batches"),
                row.getString("token"),
                Optional.ofNullable(row.getTimestamp("started_at")).map(Timestamp::toInstant),
                Optional.ofNullable(row.getTimestamp("ended_at")).map(Timestamp::toInstant),
                row.getBoolean("probing"),
                row.getBoolean("resumed_by_person"));
    }

    static String[] names(DispatchState... states) {
        return Stream.of(states).map(Enum::name).toArray(String[]::new);
    }
}
