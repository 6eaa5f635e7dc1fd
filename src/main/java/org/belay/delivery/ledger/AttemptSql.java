package org.belay.delivery.ledger;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.belay.delivery.DeliveryId;
import org.belay.delivery.DispatchId;
import org.belay.delivery.batch.BatchDeliveries;
import org.belay.delivery.batch.ClaimedBatch;
import org.belay.delivery.journal.AttemptId;
import org.belay.delivery.journal.AttemptMarker;
import org.belay.delivery.journal.WalPosition;

/**
 * SQL that commits attempts. The order is part of the protocol: time limits, shared locks, then the attempts in a new
 * statement.
 */
final class AttemptSql {

    private static final String LOCK = """
            SELECT left(pg_walfile_name(pg_current_wal_lsn()), 8), pg_current_wal_flush_lsn() - '0/0', record_is_complete(),
                   set_config('lock_timeout', '2s', true),
                   set_config('statement_timeout', '2s', true),
                   set_config('idle_in_transaction_session_timeout', '2s', true),
                   (SELECT count(pg_advisory_xact_lock_shared(dispatch_lock(one.id)))
                      FROM (SELECT id FROM unnest(:dispatches) wanted(id) ORDER BY id) one)
            """;

    /**
     * The dispatch follows from the batch. If it were compared too, a planner without statistics would scan the whole
     * dispatch for each recipient.
     */
    private static final String MARK = """
            WITH held AS (
                SELECT b.id, b.epoch, b.dispatch, changed_by(b.dispatch) AS changed, repeats_a_statement(b.dispatch) AS repeats
                  FROM batch b JOIN unnest(:batches, :epochs) mine(id, epoch) ON b.id = mine.id AND b.epoch = mine.epoch
                 WHERE b.id = ANY(:batches)
                 ORDER BY b.id
                   FOR SHARE OF b
            ), asked AS MATERIALIZED (
                SELECT one.id, held.id AS batch, held.epoch, held.changed, held.repeats, p
                  FROM held
                  JOIN dispatch p ON p.id = held.dispatch
                  JOIN unnest(:wanted, :of) one(id, batch) ON one.batch = held.id
                 WHERE p.state = 'SENDING'
            ), marked AS (
                UPDATE delivery d
                   SET state = 'IN_FLIGHT',
                       attempts = d.attempts + 1,
                       message_date = coalesce(d.message_date, now()),
                       retry_at = NULL, resend_at = NULL, repair_at = NULL
                  FROM asked
                 WHERE d.id = asked.id
                   AND d.batch = asked.batch
                   AND\s\
            """ + BatchDeliveries.DUE + """
               AND (d.state IN ('PENDING', 'DEFERRED') OR (asked.p).corrects IS NOT NULL)
               AND paced_at(asked.p, d.ordinal) <= now()
               AND ((asked.p).corrects IS NULL
                    OR (SELECT bool_and(n.attempts = 1 AND n.state = 'ACCEPTED')
                          FROM unnest(asked.changed) changed(id)
                         CROSS JOIN LATERAL (SELECT * FROM delivery n WHERE n.dispatch = changed.id AND n.ordinal = d.ordinal OFFSET 0) n)
                    OR EXISTS (SELECT 1
                                 FROM unnest(asked.changed) changed(id)
                                CROSS JOIN LATERAL (SELECT * FROM delivery n WHERE n.dispatch = changed.id AND n.ordinal = d.ordinal OFFSET 0) n
                                 JOIN attempt a ON a.delivery = n.id
                                HAVING count(*) FILTER (WHERE a.outcome IS NULL) = 0
                                   AND count(*) FILTER (WHERE a.outcome = 'IN_DOUBT'
                                                          AND a.end_of_data_by > now() - interval '30 seconds') = 0
                                   AND count(*) FILTER (WHERE a.outcome IN ('ACCEPTED', 'IN_DOUBT')) > 0))
               AND NOT (asked.repeats AND has_repeated_statement((asked.p).id, d.ordinal))
            RETURNING d.id AS delivery, d.dispatch, d.ordinal, d.attempts, d.message_date,
                      d.attempts_before_repair > 0 AS repair, asked.epoch, nextval('attempt_id_seq') AS id
        ), made AS (
            INSERT INTO attempt (id, delivery, number, epoch, node, journal) OVERRIDING SYSTEM VALUE
            SELECT id, delivery, attempts, epoch, :node, :journal FROM marked
        )
        SELECT id, delivery, dispatch, ordinal, attempts, message_date, repair FROM marked
        """;

    private AttemptSql() {}

    /** Deliveries of one batch that a worker wants to mark. */
    record MarkRequest(ClaimedBatch batch, List<DeliveryId> deliveries) {}

    /**
     * Sets time limits and takes the shared locks of the dispatches. The server ends the transaction if its client
     * hangs, so that a frozen node cannot delay a stop: it waits 2 s for each lock, runs 2 s per later statement, and
     * waits 2 s for the next one (PostgreSQL 16 has no limit for a whole transaction). A stop waits for this
     * transaction, and this transaction for a stop. The one row shows which database this is: on one that has lost
     * commits, nothing may be marked.
     */
    static PipelinedQuery<DatabaseState> locks(List<DispatchId> dispatches) {
        return new PipelinedQuery<>(
                LOCK,
                Map.of("dispatches", numbers(dispatches.stream().map(DispatchId::value))),
                (row, n) -> new DatabaseState(new WalPosition(row.getString(1), row.getLong(2)), row.getBoolean(3)));
    }

    /**
     * State of the database in the transaction that commits attempts.
     *
     * @param complete whether it has everything that was committed to it, as far as the nodes have compared
     */
    record DatabaseState(WalPosition position, boolean complete) {}

    /**
     * Marks deliveries: commits an attempt of each. Must follow {@link #locks} in the same transaction, so that its
     * snapshot contains every committed stop. A notice must be due by its pace. The recipient of a correction must be
     * one who may have a statement that it changes, with an outcome of each attempt of those, and none that is uncertain for less than 30 s, so that the
     * correction arrives last (docs/promises.md, I1). If its only attempt was accepted, nothing else is checked.
     */
    static PipelinedQuery<AttemptMarker> marks(List<MarkRequest> wanted, String node, String journalId) {
        List<ClaimedBatch> batches =
                wanted.stream().map(MarkRequest::batch).distinct().toList();
        return new PipelinedQuery<>(
                MARK,
                Map.of(
                        "batches",
                        numbers(batches.stream().map(batch -> batch.id().value())),
                        "epochs",
                        numbers(batches.stream().map(ClaimedBatch::epoch)),
                        "wanted",
                        numbers(wanted.stream()
                                .flatMap(w -> w.deliveries().stream())
                                .map(DeliveryId::value)),
                        "of",
                        numbers(wanted.stream()
                                .flatMap(w ->
                                        Collections.nCopies(
                                                w.deliveries().size(),
                                                w.batch().id().value())
                                                .stream())),
                        "node",
                        node,
                        "journal",
                        journalId),
                (row, n) -> new AttemptMarker(
                        new DeliveryId(row.getLong("delivery")),
                        new DispatchId(row.getLong("dispatch")),
                        row.getInt("ordinal"),
                        new AttemptId(row.getLong("id")),
                        row.getInt("attempts"),
                        row.getTimestamp("message_date").toInstant(),
                        row.getBoolean("repair")));
    }

    static List<DispatchId> dispatches(List<MarkRequest> wanted) {
        return wanted.stream().map(w -> w.batch().dispatch()).distinct().toList();
    }

    private static Long[] numbers(Stream<Long> values) {
        return values.toArray(Long[]::new);
    }
}
