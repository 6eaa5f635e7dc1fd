package org.belay.delivery.cluster;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.belay.delivery.LedgerStatus;
import org.springframework.jdbc.core.simple.JdbcClient;

/** SQL of the row that says whether the database is complete, and of the nodes that have compared. */
public class ComparisonStore {

    /**
     * A process that may know what the database lacks. One that ended in order wrote its end last, so nothing before it
     * is lost. One whose last sign of life is an hour older than another's wrote nothing in that hour either.
     */
    private static final String AWAITED = """
              FROM node n, comparison c
             WHERE c.comparing
               AND n.last_comparison < c.number
               AND n.seen_at > (SELECT max(seen_at) FROM node) - interval '1 hour'
               AND n.seen_at > '-infinity'
            """;

    private final JdbcClient sql;

    ComparisonStore(JdbcClient sql) {
        this.sql = sql;
    }

    /**
     * @param timeline of the database, on which the record is complete or is being compared
     * @param mine number of the last comparison that the asking process has made
     */
    public record ComparisonRow(
            int number,
            String timeline,
            boolean comparing,
            Optional<String> copied,
            Optional<String> why,
            Optional<Instant> since,
            long restored,
            int comparedByNode) {

        public boolean isComplete() {
            return !comparing && copied.isEmpty();
        }
    }

    public ComparisonRow current(String node) {
        return sql.sql("""
                SELECT c.*, coalesce((SELECT n.last_comparison FROM node n WHERE n.id = :node), c.number) AS mine FROM comparison c
                """)
                .param("node", node)
                .query((row, n) -> new ComparisonRow(
                        row.getInt("number"),
                        row.getString("timeline"),
                        row.getBoolean("comparing"),
                        Optional.ofNullable(row.getString("copied")),
                        Optional.ofNullable(row.getString("why")),
                        Optional.ofNullable(row.getTimestamp("since")).map(Timestamp::toInstant),
                        row.getLong("restored"),
                        row.getInt("mine")))
                .single();
    }

    /**
     * Begins another comparison, on the current timeline.
     *
     * @return false if another node has already begun the one after the caller's
     */
    public boolean begin(Optional<Integer> after, String why) {
        return sql.sql("""
                UPDATE comparison
                   SET number = number + 1, timeline = left(pg_walfile_name(pg_current_wal_lsn()), 8), comparing = true,
                       why = :why, since = now(), restored = 0
                 WHERE number = coalesce(:after, number)
                """)
                        .param("after", after.orElse(null), java.sql.Types.INTEGER)
                        .param("why", why)
                        .update()
                == 1;
    }

    /** A new process has nothing to compare while the record is complete. */
    public void markCompared(String node) {
        sql.sql("UPDATE node SET last_comparison = number FROM comparison WHERE id = :node AND NOT comparing")
                .param("node", node)
                .update();
    }

    public boolean markCopied(String why) {
        return sql.sql("UPDATE comparison SET copied = :why, since = now() WHERE copied IS NULL")
                        .param("why", why)
                        .update()
                == 1;
    }

    /**
     * Stores the identity of the server that owns the database.
     *
     * @return the reason why the server was held; empty if it was not
     */
    public Optional<String> confirmServer(String identity) {
        return sql.sql("""
                WITH before AS (SELECT copied FROM comparison WHERE copied IS NOT NULL FOR UPDATE)
                UPDATE comparison c SET copied = NULL, identity = :identity FROM before RETURNING before.copied
                """).param("identity", identity).query(String.class).optional();
    }

    /** Identity of the server that owns the database; empty before the first start. */
    public Optional<String> identity() {
        return sql.sql("SELECT coalesce(identity, '') FROM comparison")
                .query(String.class)
                .optional()
                .filter(text -> !text.isEmpty());
    }

    public void identity(String identity) {
        sql.sql("UPDATE comparison SET identity = :identity")
                .param("identity", identity)
                .update();
    }

    /** Records that a process has compared, also for dead processes of the same data directory. */
    public void recordCompared(String node, String home, int number, long restored, List<String> living) {
        sql.sql("""
                WITH told AS (
                    UPDATE comparison SET restored = restored + :restored WHERE number = :number
                )
                UPDATE node SET last_comparison = :number
                 WHERE id = :node OR home = :home AND NOT coalesce(journal = ANY(:living), false)
                """)
                .param("number", number)
                .param("node", node)
                .param("home", home)
                .param("living", living.toArray(String[]::new))
                .param("restored", restored)
                .update();
    }

    /**
     * Ends the comparison when it waits for no other node.
     *
     * @param alone whether no other process can exist; then it ends at once
     */
    public boolean end(boolean alone) {
        return sql.sql("""
                UPDATE comparison SET comparing = false
                 WHERE comparing
                   AND timeline = left(pg_walfile_name(pg_current_wal_lsn()), 8)
                   AND (:alone OR NOT EXISTS (SELECT 1""" + AWAITED + "))").param("alone", alone).update() == 1;
    }

    public List<LedgerStatus.AwaitedNode> awaited() {
        return sql.sql("SELECT n.id, coalesce(n.host, '') AS host, n.seen_at" + AWAITED
                        + " ORDER BY n.seen_at DESC, n.id")
                .query((row, n) -> new LedgerStatus.AwaitedNode(
                        row.getString("id"),
                        row.getString("host"),
                        row.getTimestamp("seen_at").toInstant()))
                .list();
    }

    /** False if the comparison does not wait for this node. */
    public boolean goOnWithout(String node) {
        return sql.sql("UPDATE node SET seen_at = '-infinity' WHERE id = (SELECT n.id" + AWAITED + " AND n.id = :node)")
                        .param("node", node)
                        .update()
                == 1;
    }
}
