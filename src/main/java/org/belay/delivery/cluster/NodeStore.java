package org.belay.delivery.cluster;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.belay.delivery.DispatchId;
import org.belay.delivery.DispatchStopped;
import org.belay.delivery.StopProgress;
import org.belay.delivery.journal.AttemptId;
import org.belay.delivery.journal.AttemptOutcome;
import org.belay.delivery.journal.JournalReader;
import org.belay.delivery.journal.WalPosition;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** SQL of the sending processes: signs of life, open attempts, acknowledged stops. */
@Repository
public class NodeStore {

    private final JdbcClient sql;
    private final ComparisonStore comparisons;

    public NodeStore(JdbcClient sql) {
        this.sql = sql;
        comparisons = new ComparisonStore(sql);
    }

    public ComparisonStore comparisons() {
        return comparisons;
    }

    /**
     * Open attempts, found through batches that are not closed, so that the cost does not grow with what was sent
     * before.
     */
    private static final String OPEN = """
              FROM dispatch p
              JOIN batch b ON b.dispatch = p.id AND b.closed_at IS NULL AND b.written
             CROSS JOIN LATERAL (
                   SELECT d.id
                     FROM delivery d
                    WHERE d.dispatch = p.id
                      AND d.ordinal >= b.first_ordinal
                      AND d.ordinal < b.first_ordinal + p.batch_size
                      AND\s""" + OpenAttemptSql.MAY_BE_OPEN + """
                   OFFSET 0) d
              JOIN attempt a ON a.delivery = d.id AND a.outcome IS NULL
            """;

    private static final String OPEN_NOT_ENDED = OPEN + """
             WHERE p.state IN ('SENDING', 'PAUSED', 'STOPPED', 'HELD')
               AND p.ended_at IS NULL
               AND NOT p.idle
            """;

    int attemptsWithoutOutcome() {
        return sql.sql("SELECT count(*)" + OPEN_NOT_ENDED).query(Integer.class).single();
    }

    /** Records the start of a process. Returns the time by the clock of the database. */
    Instant begin(String node, int found) {
        return sql.sql("""
                INSERT INTO node (id, started_at, seen_at, found_in_flight)
                VALUES (:id, clock_timestamp(), clock_timestamp(), :found)
                ON CONFLICT (id) DO UPDATE
                   SET started_at = excluded.started_at, seen_at = excluded.seen_at, found_in_flight = excluded.found_in_flight
                RETURNING started_at
                """)
                .param("id", node)
                .param("found", found)
                .query((row, n) -> row.getTimestamp(1).toInstant())
                .single();
    }

    /** Records the data directory and the journal of a process. */
    public void registerJournal(String node, String home, String journal, String host) {
        sql.sql("UPDATE node SET home = :home, journal = :journal, host = :host WHERE id = :node")
                .param("home", home)
                .param("journal", journal)
                .param("host", host)
                .param("node", node)
                .update();
    }

    List<String> living() {
        return sql.sql("SELECT id FROM node WHERE seen_at > now() - interval '15 seconds' ORDER BY id")
                .query(String.class)
                .list();
    }

    /** Records a sign of life. Returns its time by the clock of the database. */
    Instant heartbeat(String node) {
        return sql.sql("""
                UPDATE node SET seen_at = clock_timestamp() WHERE id = :id
                RETURNING seen_at
                """)
                .param("id", node)
                .query((row, n) -> row.getTimestamp(1).toInstant())
                .single();
    }

    /** Records an orderly end: other nodes need not wait until this one counts as dead. */
    void markEnded(String node) {
        sql.sql("UPDATE node SET seen_at = '-infinity' WHERE id = :id")
                .param("id", node)
                .update();
    }

    /** Attempts without outcome of the process that writes this journal. */
    public List<AttemptId> openAttempts(String journalId) {
        return sql.sql("SELECT a.id" + OPEN_NOT_ENDED + " AND a.journal = :journal")
                .param("journal", journalId)
                .query((row, n) -> new AttemptId(row.getLong(1)))
                .list();
    }

    /**
     * What the database knows of an attempt that a journal names.
     *
     * @param missing whether it has no such attempt of this recipient
     * @param outcome empty if the attempt has none, or is missing
     */
    public record KnownAttempt(AttemptId attempt, boolean missing, Optional<AttemptOutcome.Kind> outcome) {

        /** Whether the outcome in the journal should be recorded. */
        public boolean lacks(AttemptOutcome noted) {
            return !missing
                    && outcome.map(known -> known.isReplacedBy(noted.kind())).orElse(true);
        }
    }

    /**
     * Compares part of a journal with the database. An attempt is known if its number belongs to the same recipient;
     * one that was restored under another number, by its end of data. If the end of data is in another part, the
     * journal must be that of the attempt.
     */
    public List<KnownAttempt> knownAttempts(Map<AttemptId, JournalReader.JournalEntry> part, String journalId) {
        var entries = List.copyOf(part.entrySet());
        List<AttemptId> attempts = entries.stream().map(Map.Entry::getKey).toList();
        List<Optional<JournalReader.EndOfDataEntry>> dots =
                entries.stream().map(entry -> entry.getValue().endOfData()).toList();
        return sql.sql("""
                SELECT s.id, a.outcome,
                       s.dispatch IS NOT NULL AND a.id IS NULL AND NOT EXISTS (
                           SELECT 1
                             FROM delivery d JOIN attempt o ON o.delivery = d.id
                            WHERE d.dispatch = s.dispatch AND d.ordinal = s.ordinal
                              AND o.journal = :journal AND o.marked_at = s.at) AS missing
                  FROM unnest(:ids, :dispatches, :ordinals, :ats::timestamptz[]) s(id, dispatch, ordinal, at)
                  LEFT JOIN LATERAL (
                       SELECT a.id, a.outcome
                         FROM attempt a JOIN delivery d ON d.id = a.delivery
                        WHERE a.id = s.id
                          AND (d.dispatch = s.dispatch AND d.ordinal = s.ordinal
                               OR s.dispatch IS NULL AND a.journal = :journal)
                       OFFSET 0) a ON true
                """)
                .param("journal", journalId)
                .param("ids", attempts.stream().map(AttemptId::value).toArray(Long[]::new))
                .param(
                        "dispatches",
                        dots.stream()
                                .map(dot -> dot.map(d -> d.dispatch().value()).orElse(null))
                                .toArray(Long[]::new))
                .param(
                        "ordinals",
                        dots.stream()
                                .map(dot -> dot.map(JournalReader.EndOfDataEntry::ordinal)
                                        .orElse(null))
                                .toArray(Integer[]::new))
                .param(
                        "ats",
                        dots.stream()
                                .map(dot -> dot.map(d -> d.at().toString()).orElse(null))
                                .toArray(String[]::new))
                .query((row, n) -> new KnownAttempt(
                        new AttemptId(row.getLong("id")),
                        row.getBoolean("missing"),
                        Optional.ofNullable(row.getString("outcome")).map(AttemptOutcome.Kind::valueOf)))
                .list();
    }

    /** Current stops among these dispatches, with their numbers. */
    public List<DispatchStopped> findStopped(Collection<DispatchId> ids) {
        return sql.sql("SELECT id, stop_number FROM dispatch WHERE id = ANY(:ids) AND state = 'STOPPED'")
                .param("ids", ids.stream().map(DispatchId::value).toArray(Long[]::new))
                .query((row, n) -> new DispatchStopped(new DispatchId(row.getLong(1)), row.getInt(2)))
                .list();
    }

    /** Those of these dispatches that send again. */
    public List<DispatchId> findSending(Collection<DispatchId> ids) {
        return sql.sql("SELECT id FROM dispatch WHERE id = ANY(:ids) AND state = 'SENDING'")
                .param("ids", ids.stream().map(DispatchId::value).toArray(Long[]::new))
                .query((row, n) -> new DispatchId(row.getLong(1)))
                .list();
    }

    public void acknowledge(DispatchStopped stop, String node) {
        sql.sql("""
                INSERT INTO stop_acknowledgement (dispatch, node, stop_number)
                VALUES (:dispatch, :node, :number)
                ON CONFLICT (dispatch, node) DO UPDATE
                   SET stop_number = excluded.stop_number, acknowledged_at = clock_timestamp()
                 WHERE stop_acknowledgement.stop_number < excluded.stop_number
                """)
                .param("dispatch", stop.dispatch().value())
                .param("node", node)
                .param("number", stop.number())
                .update();
    }

    /**
     * How far a stop has been acknowledged. A node that has committed no attempt of the dispatch in the last 20 s can
     * send nothing more of it, whether it answers or not.
     */
    public StopProgress stopProgress(DispatchId id) {
        return sql.sql("SELECT count(*)" + OPEN + """
                 WHERE p.id = :id
                   AND p.state = 'STOPPED'
                   AND a.marked_at > now() - interval '20 seconds'
                   AND NOT EXISTS (SELECT 1 FROM stop_acknowledgement k
                                    WHERE k.dispatch = p.id AND k.node = a.node AND k.stop_number = p.stop_number)
                """)
                .param("id", id.value())
                .query((row, n) -> new StopProgress(row.getLong(1)))
                .single();
    }

    /** Log position of the server that answers. It must not be a standby. */
    public WalPosition walPosition() {
        return sql.sql("SELECT left(pg_walfile_name(pg_current_wal_lsn()), 8), pg_current_wal_flush_lsn() - '0/0'")
                .query((row, n) -> new WalPosition(row.getString(1), row.getLong(2)))
                .single();
    }
}
