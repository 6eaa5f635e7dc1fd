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
import org.belay.delivery.FrozenVariant;
import org.belay.delivery.NewDispatch;
import org.belay.delivery.NewVariant;
import org.belay.delivery.cluster.OpenAttemptSql;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/** All SQL of dispatches, in the order of their life: frozen, started, stopped, resumed, done. */
@Repository
public class DispatchStore {

    private static final String PACED_FROM_NOW = """
            paced_since = now(),
            paced_from = coalesce((SELECT max(d.ordinal) + 1 FROM delivery d WHERE d.dispatch = p.id AND d.attempts > 0), 0)
            """;

    private static final String REFUSED_FOR_US = """
            d.state = 'REJECTED'
            AND (SELECT a.stage FROM attempt a WHERE a.delivery = d.id ORDER BY a.number DESC LIMIT 1) = 'POLICY'
            """;

    private final JdbcClient sql;
    private final JsonMapper json = JsonMapper.shared();

    public DispatchStore(JdbcClient sql) {
        this.sql = sql;
    }

    DispatchId insert(NewDispatch dispatch, String token, int batchSize) {
        int batches = (int) ((dispatch.people() + batchSize - 1) / batchSize);
        long id = sql.sql("""
                INSERT INTO dispatch (mailing, kind, corrects, snapshot, pace, split_by, token, people, batches, batch_size)
                VALUES (:mailing, :kind, :corrects, :snapshot, :pace, :splitBy, :token, :people, :batches, :batchSize)
                RETURNING id
                """)
                .param("mailing", dispatch.mailing())
                .param("kind", dispatch.kind().name())
                .param("corrects", dispatch.corrects().map(DispatchId::value).orElse(null), java.sql.Types.BIGINT)
                .param("snapshot", dispatch.snapshot().value())
                .param("pace", dispatch.pace())
                .param("splitBy", dispatch.splitBy().toArray(String[]::new))
                .param("token", token)
                .param("people", dispatch.people())
                .param("batches", batches)
                .param("batchSize", batchSize)
                .query(Long.class)
                .single();
        sql.sql("""
                INSERT INTO batch (dispatch, number, first_ordinal)
                SELECT :dispatch, n, n * :batchSize FROM generate_series(0, :batches - 1) n
                """)
                .param("dispatch", id)
                .param("batches", batches)
                .param("batchSize", batchSize)
                .update();
        for (NewVariant variant : dispatch.variants()) {
            sql.sql("""
                    INSERT INTO variant (dispatch, number, language, condition, people, subject, html, body, form, sha256, shared)
                    VALUES (:dispatch, :number, :language, :condition, :people, :subject, :html, :body, :form, :sha256, :shared)
                    """)
                    .param("dispatch", id)
                    .param("number", variant.number())
                    .param("language", variant.language())
                    .param("condition", variant.condition())
                    .param("people", variant.people())
                    .param("subject", variant.subject())
                    .param("html", variant.html())
                    .param("body", variant.text())
                    .param("form", variant.form().frozen())
                    .param("sha256", variant.form().sha256())
                    .param("shared", !variant.form().isPersonal())
                    .update();
        }
        dispatch.assignments()
                .forEach((tuple, variant) -> sql.sql("""
                INSERT INTO variant_group (dispatch, tuple, variant)
                VALUES (:dispatch, :tuple::jsonb, :variant)
                """)
                        .param("dispatch", id)
                        .param("tuple", json.writeValueAsString(tuple))
                        .param("variant", variant)
                        .update());
        return new DispatchId(id);
    }

    /** Deletes the frozen dispatches of a mailing that has not started. */
    int deleteWaiting(long mailing) {
        sql.sql("DELETE FROM dispatch WHERE mailing = :mailing AND state = 'WAITING' AND corrects IS NOT NULL")
                .param("mailing", mailing)
                .update();
        return sql.sql("DELETE FROM dispatch WHERE mailing = :mailing AND state = 'WAITING'")
                .param("mailing", mailing)
                .update();
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

    Optional<Dispatch> correctionOf(DispatchId notice) {
        return sql.sql("SELECT * FROM dispatch WHERE corrects = :notice")
                .param("notice", notice.value())
                .query(DispatchStore::dispatch)
                .optional();
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
    boolean startSending(DispatchId id, List<DispatchState> from) {
        return sql.sql("""
                UPDATE dispatch p
                   SET state = 'SENDING',
                       why = NULL,
                       probe_at = NULL,
                       idle = false,
                       started_at = coalesce(started_at, now()),
                """ + PACED_FROM_NOW + """
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
    boolean pause(DispatchId id, String why, Optional<Duration> probeAfter, boolean probing) {
        return sql.sql("""
                UPDATE dispatch
                   SET state = 'PAUSED', why = :why, probe_at = now() + :probeAfter * interval '1 millisecond',
                       probing = probing OR :probing, insisted = false
                 WHERE id = :id
                   AND state = 'SENDING'
                """)
                        .param("probing", probing)
                        .param("id", id.value())
                        .param("why", why)
                        .param("probeAfter", probeAfter.map(Duration::toMillis).orElse(null), Types.BIGINT)
                        .update()
                == 1;
    }

    /** Pauses a correction that has ended without reaching a recipient. */
    void pauseUnreached(DispatchId id, String why) {
        sql.sql(
                        "UPDATE dispatch SET state = 'PAUSED', ended_at = NULL, why = :why, insisted = false WHERE id = :id AND state = 'DONE'")
                .param("id", id.value())
                .param("why", why)
                .update();
    }

    /**
     * A person has resumed it: it continues at full speed, without probing.
     *
     * @param again whether recipients are retried, so that it is no longer at its end
     */
    void markResumed(DispatchId id, boolean again) {
        sql.sql("""
                UPDATE dispatch
                   SET probing = false, insisted = true, ended_at = CASE WHEN NOT :again THEN ended_at END
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

    /** Reads only batches that have refused recipients. */
    long countPolicyRefusals(DispatchId id) {
        return sql.sql("""
                SELECT count(*)
                  FROM batch b
                  JOIN dispatch p ON p.id = b.dispatch
                 CROSS JOIN LATERAL (
                       SELECT 1 FROM delivery d
                        WHERE d.dispatch = b.dispatch
                          AND d.ordinal >= b.first_ordinal
                          AND d.ordinal < b.first_ordinal + p.batch_size
                          AND\s""" + REFUSED_FOR_US + """
                       OFFSET 0) refused
                 WHERE b.dispatch = :id
                   AND b.written
                   AND (b.settled_at IS NULL OR b.tally IS NULL OR (b.tally ->> 'REJECTED')::bigint > 0)
                """)
                .param("id", id.value())
                .query(Long.class)
                .single();
    }

    /**
     * Makes refused recipients pending again whose refusal may concern the sender.
     *
     * @param all also recipients refused for their own address
     * @return number of these recipients
     */
    int retryRefused(DispatchId id, boolean all) {
        return sql.sql("""
                WITH refused AS (
                    UPDATE delivery d
                       SET state = 'PENDING', due = NULL, dated = NULL
                     WHERE d.dispatch = :id
                       AND d.state = 'REJECTED'
                       AND (:all OR\s""" + REFUSED_FOR_US + """
                           )
                    RETURNING d.batch
                ), reopened AS (
                    UPDATE batch b
                       SET settled_at = NULL, tally = NULL, released_at = NULL, due = NULL
                     WHERE b.id IN (SELECT batch FROM refused)
                )
                SELECT count(*) FROM refused
                """)
                .param("id", id.value())
                .param("all", all)
                .query(Integer.class)
                .single();
    }

    void paceFromNow() {
        sql.sql("UPDATE dispatch p SET " + PACED_FROM_NOW
                        + " WHERE state = 'SENDING' AND pace > 0 AND ended_at IS NULL AND NOT idle")
                .update();
    }

    /**
     * Restarts the pace of dispatches whose start is more than a second in the future, because the database's clock was
     * set back. A concurrent transaction may be ahead by less. Their batches become due at once.
     */
    void paceNoLaterThanNow() {
        sql.sql("WITH late AS (UPDATE dispatch p SET " + PACED_FROM_NOW + """
                 WHERE state = 'SENDING'
                   AND ended_at IS NULL
                   AND NOT idle
                   AND paced_since > now() + interval '1 second'
                RETURNING p.id
                )
                UPDATE batch b
                   SET due = NULL
                  FROM late
                 WHERE b.dispatch = late.id
                   AND b.settled_at IS NULL
                """).update();
        sql.sql("""
                UPDATE batch b
                   SET due = NULL, released_at = now()
                  FROM dispatch p
                 WHERE p.state = 'SENDING'
                   AND p.ended_at IS NULL
                   AND NOT p.idle
                   AND b.dispatch = p.id
                   AND b.settled_at IS NULL
                   AND b.released_at > now() + interval '1 second'
                """).update();
    }

    /** Dispatches in one of these states. */
    DispatchId[] inState(DispatchState... states) {
        return sql.sql("SELECT id FROM dispatch WHERE state = ANY(:states)")
                .param("states", names(List.of(states)))
                .query((row, n) -> new DispatchId(row.getLong(1)))
                .list()
                .toArray(DispatchId[]::new);
    }

    /** Holds dispatches, except corrections and notices whose correction was ordered: such a notice never resumes. */
    void hold(String why) {
        sql.sql("""
                UPDATE dispatch p SET state = 'HELD', why = :why, probe_at = NULL
                 WHERE state IN ('SENDING', 'PAUSED', 'STOPPED')
                   AND ended_at IS NULL
                   AND kind <> 'CORRECTION'
                   AND NOT EXISTS (SELECT 1 FROM dispatch c WHERE c.corrects = p.id AND c.state <> 'WAITING')
                """).param("why", why).update();
    }

    /** Holds dispatches that would send without a person. A stopped one needs no hold. */
    void holdAsCopy(String why) {
        sql.sql("""
                UPDATE dispatch SET state = 'HELD', why = :why, probe_at = NULL
                 WHERE state IN ('SENDING', 'PAUSED')
                   AND ended_at IS NULL
                """).param("why", why).update();
    }

    List<DispatchId> findHeld(String why) {
        return sql.sql("SELECT id FROM dispatch WHERE state = 'HELD' AND ended_at IS NULL AND why = :why ORDER BY id")
                .param("why", why)
                .query((row, n) -> new DispatchId(row.getLong(1)))
                .list();
    }

    List<DispatchId> findDuePauses() {
        return sql.sql(
                        "SELECT id FROM dispatch WHERE state = 'PAUSED' AND ended_at IS NULL AND NOT idle AND probe_at <= now()")
                .query((row, n) -> new DispatchId(row.getLong(1)))
                .list();
    }

    /** Dispatches with work: deliveries to write, to send or to settle. */
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
                                             AND\s""" + OpenAttemptSql.MAY_BE_OPEN + """
                                          OFFSET 0) d
                                     JOIN attempt a ON a.delivery = d.id
                                    WHERE b.dispatch = p.id AND b.settled_at IS NULL AND b.written AND a.outcome IS NULL)
                """).param("id", id.value()).update();
    }

    /** Ends a notice whose correction is done: none of its attempts is open. */
    void endNoticeOf(DispatchId correction) {
        sql.sql("""
                UPDATE dispatch n SET ended_at = now()
                  FROM dispatch p
                 WHERE p.id = :correction AND n.id = p.corrects AND n.ended_at IS NULL
                """).param("correction", correction.value()).update();
    }

    /** Whether the dispatch is in this state and all its batches are settled. */
    boolean isSettled(DispatchId id, DispatchState state) {
        return sql.sql("""
                SELECT EXISTS (SELECT 1 FROM dispatch p
                                WHERE p.id = :id
                                  AND p.state = :state
                                  AND NOT EXISTS (SELECT 1 FROM batch b WHERE b.dispatch = p.id AND b.settled_at IS NULL))
                """)
                .param("id", id.value())
                .param("state", state.name())
                .query(Boolean.class)
                .single();
    }

    /** Marks a sending dispatch as DONE if all its batches are written and settled. */
    boolean markDone(DispatchId id) {
        return sql.sql("""
                UPDATE dispatch p
                   SET state = 'DONE', ended_at = now()
                 WHERE id = :id
                   AND state = 'SENDING'
                   AND record_is_whole()
                   AND NOT EXISTS (SELECT 1 FROM batch b WHERE b.dispatch = p.id AND b.settled_at IS NULL)
                """).param("id", id.value()).update() == 1;
    }

    List<FrozenVariant> variants(DispatchId id) {
        return sql.sql("""
                SELECT v.number, v.language, v.condition, v.people, v.form, encode(sha256(v.form), 'hex') AS sha256, n.started_at
                  FROM variant v
                  JOIN dispatch p ON p.id = v.dispatch
                  LEFT JOIN dispatch n ON n.id = p.corrects
                 WHERE v.dispatch = :id
                 ORDER BY v.number
                """)
                .param("id", id.value())
                .query((row, n) -> new FrozenVariant(
                        row.getInt("number"),
                        row.getString("language"),
                        row.getString("condition"),
                        row.getLong("people"),
                        row.getBytes("form"),
                        row.getString("sha256"),
                        Optional.ofNullable(row.getTimestamp("started_at")).map(Timestamp::toInstant)))
                .list();
    }

    String assignmentDigest(DispatchId id) {
        return sql.sql("""
                SELECT encode(sha256(convert_to(concat_ws('|', p.kind, p.corrects, p.snapshot, p.people, p.pace, p.split_by::text,
                         (SELECT string_agg(g.tuple::text || '=' || g.variant, '|' ORDER BY g.tuple::text COLLATE "C")
                            FROM variant_group g WHERE g.dispatch = p.id)), 'UTF8')), 'hex')
                  FROM dispatch p WHERE p.id = :id
                """).param("id", id.value()).query(String.class).single();
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
                row.getBoolean("insisted"));
    }

    private static String[] names(List<DispatchState> states) {
        return states.stream().map(Enum::name).toArray(String[]::new);
    }
}
