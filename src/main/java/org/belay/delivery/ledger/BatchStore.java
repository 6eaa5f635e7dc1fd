package org.belay.delivery.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.belay.delivery.DeliveryId;
import org.belay.delivery.DispatchId;
import org.belay.delivery.DispatchKind;
import org.belay.delivery.FrozenVariant;
import org.belay.message.MessageTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** All SQL of batches, in the order of their life: claimed, written, worked on, released, settled. */
@Repository
public class BatchStore {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final TypeReference<Map<String, String>> ATTRIBUTES = new TypeReference<>() {};

    /**
     * No owner, or a dead one. Never this node itself: a node whose sign of life was delayed still works on its
     * batches.
     */
    private static final String FREE = """
            (b.owner IS NULL OR b.owner <> :node AND NOT EXISTS (
               SELECT 1 FROM node n WHERE n.id = b.owner AND n.seen_at > now() - interval '15 seconds'))
            """;

    private static final String DUE = """
            (b.due IS NULL OR b.due <= now())
            AND paced_at(p, b.first_ordinal) <= now()
            """;

    private final JdbcClient sql;

    public BatchStore(JdbcClient sql) {
        this.sql = sql;
    }

    /**
     * Claims the first batch of a dispatch that has work now. The claim raises the epoch, so that an earlier holder can
     * mark nothing more.
     *
     * @return empty when no batch has work, or the dispatch does not send
     */
    Optional<ClaimedBatch> claim(DispatchId dispatch, String node) {
        return sql.sql("""
                WITH next AS (
                    SELECT b.id, b.written
                      FROM batch b JOIN dispatch p ON p.id = b.dispatch
                     WHERE b.dispatch = :dispatch
                       AND p.state = 'SENDING'
                       AND b.settled_at IS NULL
                       AND record_is_whole()
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
                          p.id AS dispatch, p.kind, p.corrects, p.pace, p.token, p.started_at, p.batch_size
                """)
                .param("dispatch", dispatch.value())
                .param("node", node)
                .query(BatchStore::batch)
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
                row.getInt("pace") > 0,
                row.getString("token"),
                row.getTimestamp("started_at").toInstant(),
                row.getLong("epoch"),
                row.getBoolean("fresh"));
    }

    /** Claims the batch that contains this ordinal, if it has never been claimed. */
    Optional<ClaimedBatch> claimUnwritten(DispatchId dispatch, int ordinal) {
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
                          p.id AS dispatch, p.kind, p.corrects, p.pace, p.token, coalesce(p.started_at, now()) AS started_at,
                          p.batch_size
                """)
                .param("dispatch", dispatch.value())
                .param("ordinal", ordinal)
                .query(BatchStore::batch)
                .optional();
    }

    /**
     * Deliveries of a batch that are due, in the order of their ordinals. Attributes are read only where the message is
     * personal.
     */
    public List<DueRecipient> dueRecipients(ClaimedBatch batch) {
        return sql.sql("""
                SELECT d.id, d.ordinal, d.variant, d.repairs > 0 AS repair, r.address, r.name, d.state = 'DEFERRED' AS deferred,
                       CASE WHEN d.attempts > 1
                            THEN (SELECT count(*) FROM attempt a WHERE a.delivery = d.id AND a.stage IN ('BROKEN', 'FAILED'))
                            ELSE 0 END AS broken,
                       CASE WHEN d.attempts > 0
                            THEN (SELECT count(*) FROM attempt a WHERE a.delivery = d.id AND a.stage = 'POLICY')
                            ELSE 0 END AS refused,
                       CASE WHEN v.shared THEN NULL ELSE r.attributes::text END AS attributes
                  FROM delivery d
                  JOIN dispatch p ON p.id = d.dispatch
                  JOIN recipient r ON r.snapshot = p.snapshot AND r.ordinal = d.ordinal
                  LEFT JOIN variant v ON v.dispatch = d.dispatch AND v.number = d.variant
                 WHERE d.dispatch = :dispatch
                   AND d.ordinal >= :first
                   AND d.ordinal < :next
                   AND (d.state = 'PENDING' AND (d.due IS NULL OR d.due <= now())
                        OR d.state IN ('DEFERRED', 'IN_DOUBT', 'ACCEPTED') AND d.due <= now())
                 ORDER BY d.ordinal
                """)
                .param("dispatch", batch.dispatch().value())
                .param("first", batch.first())
                .param("next", batch.end())
                .query(BatchStore::dueRecipients)
                .list();
    }

    static DueRecipient dueRecipients(ResultSet row, int n) throws SQLException {
        return new DueRecipient(
                new DeliveryId(row.getLong("id")),
                row.getInt("ordinal"),
                row.getInt("variant"),
                row.getString("address"),
                row.getString("name"),
                attributes(row.getString("attributes")),
                row.getBoolean("repair"),
                row.getInt("broken"),
                row.getBoolean("deferred"),
                row.getInt("refused"));
    }

    private static Map<String, String> attributes(String text) {
        return text == null ? Map.of() : JSON.readValue(text, ATTRIBUTES);
    }

    /**
     * Whether recipients are left to be offered that the relay has not yet refused for a reason that may concern the
     * sender.
     */
    public boolean hasOtherRecipients(DispatchId id) {
        return sql.sql("""
                SELECT EXISTS (
                    SELECT 1 FROM batch b JOIN dispatch p ON p.id = b.dispatch
                     WHERE b.dispatch = :id
                       AND b.settled_at IS NULL
                       AND (NOT b.written
                            OR EXISTS (SELECT 1 FROM delivery d
                                        WHERE d.dispatch = b.dispatch
                                          AND d.ordinal >= b.first_ordinal
                                          AND d.ordinal < b.first_ordinal + p.batch_size
                                          AND d.state IN ('PENDING', 'IN_FLIGHT', 'DEFERRED')
                                          AND NOT EXISTS (SELECT 1 FROM attempt a
                                                           WHERE a.delivery = d.id
                                                             AND (a.stage = 'POLICY'
                                                                  OR a.outcome IS NULL AND d.attempts > 1)))))
                """).param("id", id.value()).query(Boolean.class).single();
    }

    public List<VariantTemplateRow> variantTemplates(DispatchId id) {
        return sql.sql("""
                SELECT v.number, v.form, n.started_at
                  FROM variant v
                  JOIN dispatch p ON p.id = v.dispatch
                  LEFT JOIN dispatch n ON n.id = p.corrects
                 WHERE v.dispatch = :id
                """)
                .param("id", id.value())
                .query((row, n) -> new VariantTemplateRow(
                        row.getInt("number"),
                        row.getBytes("form"),
                        Optional.ofNullable(row.getTimestamp("started_at")).map(Timestamp::toInstant)))
                .list();
    }

    /** @param corrected when the notice that it corrects began to go out */
    public record VariantTemplateRow(int number, byte[] form, Optional<Instant> corrected) {
        public MessageTemplate thawed() {
            return FrozenVariant.thawed(form, corrected);
        }
    }

    /**
     * Skips the recipients of a correction's batch who certainly never got the notice, as far as is known now
     * (docs/promises.md, I2), also one whose correction was deferred before a late refusal of the notice arrived. A
     * correction in doubt stays in doubt and is not sent again.
     */
    void skipWithoutNotice(ClaimedBatch correction) {
        List<Long> without = withoutNotice(
                        "SELECT d.id FROM delivery d, dispatch p WHERE", "FOR NO KEY UPDATE OF d", correction)
                .query(Long.class)
                .list();
        if (!without
                .isEmpty()) { // checked again now that they are locked: a late reply may have been recorded in between
            withoutNotice("""
                    UPDATE delivery d
                       SET state = CASE WHEN d.state = 'IN_DOUBT' THEN d.state ELSE 'SKIPPED' END,
                           reply = CASE WHEN d.state = 'IN_DOUBT' THEN d.reply ELSE 'never got the notice' END,
                           due = NULL
                      FROM dispatch p
                     WHERE d.id = ANY(:without) AND
                    """, "", correction)
                    .param("without", without.toArray(Long[]::new))
                    .update();
        }
    }

    private JdbcClient.StatementSpec withoutNotice(String statement, String lock, ClaimedBatch correction) {
        return sql.sql(statement + """
                       d.dispatch = :dispatch
                   AND d.ordinal >= :first
                   AND d.ordinal < :next
                   AND p.id = d.dispatch
                   AND (d.state IN ('PENDING', 'DEFERRED') OR d.state = 'IN_DOUBT' AND d.due IS NOT NULL)
                   AND record_is_whole()
                   AND NOT EXISTS (SELECT 1
                                     FROM delivery n
                                     JOIN attempt a ON a.delivery = n.id
                                    WHERE n.dispatch = p.corrects
                                      AND n.ordinal = d.ordinal
                                      AND (a.outcome IS NULL OR a.outcome IN ('ACCEPTED', 'IN_DOUBT')))
                """ + lock)
                .param("dispatch", correction.dispatch().value())
                .param("first", correction.first())
                .param("next", correction.end());
    }

    /**
     * Skips the recipients of a notice's batch who are on the suppression list. A mail that is on the wire stays: the
     * relay may take it. Costs no join while the list is empty.
     */
    void skipSuppressed(DispatchId notice, int first, int next) {
        sql.sql("""
                UPDATE delivery d
                   SET state = 'SKIPPED', reply = 'left out: ' || l.reason || coalesce('; before that: ' || d.reply, ''),
                       due = NULL
                  FROM dispatch p, recipient r, leaver l
                 WHERE EXISTS (SELECT 1 FROM leaver)
                   AND d.dispatch = :dispatch
                   AND d.ordinal >= :first
                   AND d.ordinal < :next
                   AND d.state IN ('PENDING', 'DEFERRED')
                   AND p.id = d.dispatch
                   AND r.snapshot = p.snapshot
                   AND r.ordinal = d.ordinal
                   AND l.address = lower(r.address)
                """)
                .param("dispatch", notice.value())
                .param("first", first)
                .param("next", next)
                .update();
    }

    /** When the pace allows the next of these deliveries; empty when none of them waits for the pace. */
    public Optional<Instant> nextPacedTime(ClaimedBatch batch, List<DeliveryId> deliveries) {
        return sql.sql("""
                SELECT min(paced_at(p, d.ordinal))
                  FROM delivery d JOIN dispatch p ON p.id = d.dispatch
                 WHERE d.dispatch = :dispatch
                   AND d.ordinal >= :first
                   AND d.ordinal < :next
                   AND d.state = 'PENDING'
                   AND d.id = ANY(:deliveries)
                   AND d.due IS NULL
                   AND p.pace > 0
                   AND p.state = 'SENDING'
                """)
                .param("dispatch", batch.dispatch().value())
                .param("first", batch.first())
                .param("next", batch.end())
                .param("deliveries", deliveries.stream().map(DeliveryId::value).toArray(Long[]::new))
                .query((row, n) -> Optional.ofNullable(row.getTimestamp(1)).map(Timestamp::toInstant))
                .single();
    }

    /**
     * Releases a claimed batch: settled when none of its deliveries is pending, in flight or due again, otherwise due
     * when the next of them is. The commit need not be durable: after a lost release, the next sweep finds the batch
     * and releases it again.
     *
     * @return whether the batch is settled
     */
    boolean release(ClaimedBatch batch) {
        // Lock first: an outcome that gives the batch work is then visible to the next statement, or waits and reopens
        // the batch.
        Optional<String> locked = sql.sql("""
                SELECT set_config('synchronous_commit', 'off', true)
                  FROM batch
                 WHERE id = :id
                   AND epoch = :epoch
                   FOR NO KEY UPDATE
                """)
                .param("id", batch.id().value())
                .param("epoch", batch.epoch())
                .query(String.class)
                .optional();
        return locked.isPresent() && settleOrSchedule(batch);
    }

    private boolean settleOrSchedule(ClaimedBatch batch) {
        return sql.sql("""
                UPDATE batch b
                   SET owner = NULL,
                       settled_at = CASE WHEN now_is.due IS NULL THEN now() END,
                       tally = CASE WHEN now_is.due IS NULL THEN now_is.tally END,
                       due = greatest(now_is.due, now() + interval '250 milliseconds'),
                       released_at = now()
                  FROM (SELECT min(CASE WHEN d.state NOT IN ('PENDING', 'IN_FLIGHT', 'DEFERRED') THEN d.due
                                        WHEN d.state = 'PENDING' AND p.corrects IS NULL
                                          THEN coalesce(d.due, paced_at(p, d.ordinal))
                                        WHEN d.state = 'DEFERRED' THEN coalesce(d.due, now())
                                        ELSE coalesce(d.due, now() + interval '1 second') END) AS due,
                               jsonb_build_object(
                                   'ACCEPTED', count(*) FILTER (WHERE d.state = 'ACCEPTED'),
                                   'REJECTED', count(*) FILTER (WHERE d.state = 'REJECTED'),
                                   'EXPIRED', count(*) FILTER (WHERE d.state = 'EXPIRED'),
                                   'IN_DOUBT', count(*) FILTER (WHERE d.state = 'IN_DOUBT'),
                                   'SKIPPED', count(*) FILTER (WHERE d.state = 'SKIPPED')) AS tally
                          FROM delivery d JOIN dispatch p ON p.id = d.dispatch
                         WHERE d.dispatch = :dispatch
                           AND d.ordinal >= :first
                           AND d.ordinal < :next) now_is
                 WHERE b.id = :id
                   AND b.epoch = :epoch
                RETURNING b.settled_at IS NOT NULL
                """)
                .param("dispatch", batch.dispatch().value())
                .param("first", batch.first())
                .param("next", batch.end())
                .param("id", batch.id().value())
                .param("epoch", batch.epoch())
                .query(Boolean.class)
                .optional()
                .orElse(false);
    }

    /**
     * When the next batch without a living owner can be claimed; empty when none is left, or the dispatch does not
     * send.
     */
    public Optional<Instant> nextDue(DispatchId dispatch, String node) {
        return sql.sql("""
                SELECT min(greatest(coalesce(b.due, now()), paced_at(p, b.first_ordinal)))
                  FROM batch b JOIN dispatch p ON p.id = b.dispatch
                 WHERE b.dispatch = :dispatch
                   AND p.state = 'SENDING'
                   AND b.settled_at IS NULL
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
                       AND b.settled_at IS NULL
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
    void freeBatches(String node, Collection<BatchId> worked) {
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
