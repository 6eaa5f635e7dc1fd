package org.belay.delivery.batch;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.stream.Stream;
import org.belay.delivery.DispatchId;
import org.belay.delivery.DispatchKind;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Claims batches for workers, and tells when the next one can be claimed. */
@Repository
public class BatchClaims {

    /**
     * No owner, or a dead one. Never this node itself: a node whose sign of life was delayed still works on its
     * batches.
     */
    private static final String FREE = """
            (b.owner IS NULL OR b.owner <> :node AND NOT EXISTS (
               SELECT 1 FROM node n WHERE n.id = b.owner AND n.seen_at > now() - interval '15 seconds'))
            """;

    private static final String DUE = """
            (b.claim_at IS NULL OR b.claim_at <= now())
            AND paced_at(p, b.first_ordinal) <= now()
            """;

    private final JdbcClient sql;

    public BatchClaims(JdbcClient sql) {
        this.sql = sql;
    }

    /**
     * Claims the first batch of a dispatch that has work now. The claim raises the epoch, so that an earlier holder can
     * mark nothing more.
     *
     * @return empty when no batch has work, or the dispatch does not send
     */
    public Optional<ClaimedBatch> claim(DispatchId dispatch, String node) {
        return sql.sql("""
                WITH next AS (
                    SELECT b.id, b.written
                      FROM batch b JOIN dispatch p ON p.id = b.dispatch
                     WHERE b.dispatch = :dispatch
                       AND p.state = 'SENDING'
                       AND b.closed_at IS NULL
                       AND record_is_complete()
                       AND\s""" + DUE + " AND " + FREE + """
                     ORDER BY b.number
                     LIMIT 1
                       FOR UPDATE OF b SKIP LOCKED
                )
                UPDATE batch b
                   SET epoch = b.epoch + 1, owner = :node, written = true, released_at = NULL
                  FROM next, dispatch p
                 WHERE b.id = next.id
                   AND p.id = b.dispatch
                RETURNING b.id, b.first_ordinal, b.epoch, NOT next.written AS fresh,
                          p.id AS dispatch, p.kind, p.corrects, changed_by(p.id) AS changes, p.pace, p.token, p.started_at, p.batch_size
                """)
                .param("dispatch", dispatch.value())
                .param("node", node)
                .query(BatchClaims::batch)
                .optional();
    }

    private static ClaimedBatch batch(ResultSet row, int n) throws SQLException {
        int first = row.getInt("first_ordinal");
        long corrects = row.getLong("corrects");
        return new ClaimedBatch(
                new BatchId(row.getLong("id")),
                first,
                first + row.getInt("batch_size"),
                new DispatchId(row.getLong("dispatch")),
                DispatchKind.valueOf(row.getString("kind")),
                corrects == 0 ? Optional.empty() : Optional.of(new DispatchId(corrects)),
                Stream.of((Long[]) row.getArray("changes").getArray())
                        .map(DispatchId::new)
                        .toList(),
                row.getInt("pace") > 0,
                row.getString("token"),
                row.getTimestamp("started_at").toInstant(),
                row.getLong("epoch"),
                row.getBoolean("fresh"));
    }

    /** Claims the batch that contains this ordinal, if it has never been claimed. */
    public Optional<ClaimedBatch> claimUnwritten(DispatchId dispatch, int ordinal) {
        return sql.sql("""
                UPDATE batch b
                   SET written = true
                  FROM dispatch p
                 WHERE p.id = :dispatch
                   AND b.dispatch = p.id
                   AND b.first_ordinal <= :ordinal
                   AND b.first_ordinal + p.batch_size > :ordinal
                   AND NOT b.written
                RETURNING b.id, b.first_ordinal, b.epoch, true AS fresh,
                          p.id AS dispatch, p.kind, p.corrects, changed_by(p.id) AS changes, p.pace, p.token, coalesce(p.started_at, now()) AS started_at,
                          p.batch_size
                """)
                .param("dispatch", dispatch.value())
                .param("ordinal", ordinal)
                .query(BatchClaims::batch)
                .optional();
    }

    /**
     * When the next batch without a living owner can be claimed; empty when none is left, or the dispatch does not
     * send.
     */
    public Optional<Instant> nextDue(DispatchId dispatch, String node) {
        return sql.sql("""
                SELECT min(greatest(coalesce(b.claim_at, now()), paced_at(p, b.first_ordinal)))
                  FROM batch b JOIN dispatch p ON p.id = b.dispatch
                 WHERE b.dispatch = :dispatch
                   AND p.state = 'SENDING'
                   AND b.closed_at IS NULL
                   AND\s""" + FREE)
                .param("dispatch", dispatch.value())
                .param("node", node)
                .query((row, n) -> Optional.ofNullable(row.getTimestamp(1)).map(Timestamp::toInstant))
                .single();
    }

    /** Number of batches that could be claimed now, counted up to {@code most}. */
    public int claimable(DispatchId dispatch, int most, String node) {
        return sql.sql("""
                SELECT count(*) FROM (
                    SELECT 1 FROM batch b JOIN dispatch p ON p.id = b.dispatch
                     WHERE b.dispatch = :dispatch
                       AND p.state = 'SENDING'
                       AND b.closed_at IS NULL
                       AND\s""" + DUE + " AND " + FREE + """
                     LIMIT :most) ready
                """)
                .param("dispatch", dispatch.value())
                .param("most", most)
                .param("node", node)
                .query(Integer.class)
                .single();
    }

    /**
     * Releases the batches that a node owns but does not work on: a release was lost, or an earlier process of the same
     * name died.
     */
    public void freeBatches(String node, Collection<BatchId> worked) {
        sql.sql("UPDATE batch SET owner = NULL WHERE owner = :node AND id <> ALL(:worked)")
                .param("node", node)
                .param("worked", worked.stream().map(BatchId::value).toArray(Long[]::new))
                .update();
    }

    public Instant databaseTime() {
        return sql.sql("SELECT clock_timestamp()")
                .query((row, n) -> row.getTimestamp(1).toInstant())
                .single();
    }
}
