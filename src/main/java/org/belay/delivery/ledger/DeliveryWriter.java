package org.belay.delivery.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.belay.audience.suppression.ErasedEntries;
import org.belay.delivery.DispatchId;
import org.belay.delivery.batch.BatchDeliveries;
import org.belay.delivery.batch.ClaimedBatch;
import org.belay.delivery.batch.DueRecipient;
import org.belay.delivery.journal.AttemptId;
import org.belay.delivery.journal.AttemptMarker;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Writes a batch's deliveries when it is first claimed. */
final class DeliveryWriter {

    /**
     * Columns of recipient {@code r} of dispatch {@code p}: address, name, attributes where a message contains any, and
     * the variant: the only one, or the one for the values of the recipient's attributes.
     */
    private static final String PERSON = """
            r.ordinal, r.address, r.name,
            CASE WHEN (SELECT bool_and(shared) FROM variant WHERE dispatch = :dispatch) THEN NULL
                 ELSE r.attributes::text END AS attributes,
            """ + variantOf(":dispatch");

    /**
     * @param dispatch SQL expression for the dispatch id; if it is a parameter, a single variant is looked up once for
     *     all recipients
     */
    static String variantOf(String dispatch) {
        return """
                coalesce((SELECT CASE WHEN min(number) = max(number) THEN min(number) END FROM variant WHERE dispatch = %s),
                         (SELECT g.variant
                            FROM variant_group g
                           WHERE g.dispatch = p.id
                             AND g.attribute_values = coalesce((SELECT jsonb_object_agg(k, coalesce(r.attributes ->> k, ''))
                                                       FROM unnest(p.split_by) k), '{}'::jsonb))) AS variant
                """.formatted(dispatch);
    }

    /**
     * Reads the rows from the statement that writes them: a join of 500 rows by ordinal would cost 250,000 comparisons.
     */
    private static final String WAITING =
            "SELECT id, ordinal, variant, address, name, attributes, false AS repair, false AS deferred, 0 AS broken, 0 AS refused";

    private final JdbcClient sql;

    DeliveryWriter(JdbcClient sql) {
        this.sql = sql;
    }

    /** Writes the deliveries of a batch that is claimed for the first time; none for any other. Marks none. */
    List<DueRecipient> write(ClaimedBatch batch, String node, String journalId) {
        if (!batch.newlyWritten()) {
            return List.of();
        }
        return batch.corrects().isEmpty()
                ? writeNotice(batch)
                : writeCorrection(batch, 0, node, journalId).waiting();
    }

    /**
     * @param waiting recipients that are to be marked, in order
     * @param together recipients that are marked already
     * @param markers theirs, in the same order
     */
    record WrittenBatch(List<DueRecipient> waiting, List<DueRecipient> together, List<AttemptMarker> markers) {}

    /** Writes the deliveries of a notice and skips recipients who are on the suppression list or left the audience before the start. */
    List<DueRecipient> writeNotice(ClaimedBatch batch) {
        return sql.sql("""
                WITH people AS MATERIALIZED (
                    SELECT nextval('delivery_id_seq') AS id,
                           coalesce(s.reason, e.reason, CASE WHEN l.ordinal IS NOT NULL THEN 'no longer in the audience' END) AS reason,
                """ + PERSON + """
                      FROM dispatch p
                      JOIN recipient r
                        ON r.snapshot = p.snapshot AND r.ordinal >= :first AND r.ordinal < :next
                      LEFT JOIN suppression s ON s.address = lower(r.address)
                      LEFT JOIN suppression e ON e.address =
                """ + ErasedEntries.keyOf("r.address") + """
                      LEFT JOIN left_audience l ON l.snapshot = r.snapshot AND l.ordinal = r.ordinal
                     WHERE p.id = :dispatch
                ), written AS (
                    INSERT INTO delivery (id, dispatch, batch, ordinal, variant, state, reply) OVERRIDING SYSTEM VALUE
                    SELECT id, :dispatch, :batch, ordinal, variant, CASE WHEN reason IS NULL THEN 'PENDING' ELSE 'SKIPPED' END,
                           'left out: ' || reason
                      FROM people
                )
                """ + WAITING + """
                  FROM people
                 WHERE reason IS NULL
                 ORDER BY ordinal
                """)
                .param("dispatch", batch.dispatch().value())
                .param("batch", batch.id().value())
                .param("first", batch.first())
                .param("next", batch.end())
                .query(BatchDeliveries::dueRecipient)
                .list();
    }

    /**
     * Adds the delivery of one recipient to a written batch that left them out because they seemed not to have the
     * notice.
     */
    void writeMissing(DispatchId dispatch, int ordinal) {
        sql.sql("""
                INSERT INTO delivery (dispatch, batch, ordinal, variant)
                SELECT p.id, b.id, person.ordinal, person.variant
                  FROM dispatch p
                  JOIN batch b
                    ON b.dispatch = p.id AND b.written AND b.first_ordinal <= :ordinal AND b.first_ordinal + p.batch_size > :ordinal
                  JOIN LATERAL (SELECT
                """ + PERSON + """
                          FROM recipient r WHERE r.snapshot = p.snapshot AND r.ordinal = :ordinal) person ON true
                 WHERE p.id = :dispatch
                    ON CONFLICT (dispatch, ordinal) DO NOTHING
                """)
                .param("dispatch", dispatch.value())
                .param("ordinal", ordinal)
                .update();
    }

    /**
     * Writes the deliveries of a correction: only for recipients for whom a statement that it changes has an attempt without a
     * definite refusal. Three states say so, because a state is derived from all attempts. All dispatches use one snapshot, so
     * each row of a statement has its recipient and an inner join would do; but PostgreSQL may then look up each row,
     * which costs twice as much, while a full join is always merged or hashed. {@code coalesce} hides from the planner
     * that the join need not be full.
     *
     * <p>A recipient whose data was erased has no address and counts as not reached. Their values are gone too, so the variant that they
     * would have read is unknown.
     *
     * @param most this many recipients with the same variant, whose statements were all accepted at their only attempt, are marked
     *     at once. Must be 0 except under the dispatch's lock (see {@link AttemptSql})
     */
    WrittenBatch writeCorrection(ClaimedBatch batch, int most, String node, String journalId) {
        var written = new WrittenBatch(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        sql.sql("""
                WITH reached AS (
                    SELECT person.*, person.address LIKE '%@erased.invalid' AS erased,
                           notice.has_it AND person.address NOT LIKE '%@erased.invalid' AS has_it
                      FROM (SELECT
                """ + PERSON + """
                              FROM dispatch p JOIN recipient r ON r.snapshot = p.snapshot
                             WHERE p.id = :dispatch
                               AND r.ordinal >= :first
                               AND r.ordinal < :next) person
                      FULL JOIN (SELECT ordinal,
                                        bool_and(attempts = 1 AND state = 'ACCEPTED') AS has_it,
                                        bool_or(state IN ('IN_FLIGHT', 'ACCEPTED', 'IN_DOUBT')) AS may_have_it
                                   FROM unnest(changed_by(:dispatch)) changed(id)
                                  CROSS JOIN LATERAL (SELECT ordinal, attempts, state
                                                        FROM delivery
                                                       WHERE dispatch = changed.id
                                                         AND ordinal >= :first
                                                         AND ordinal < :next
                                                      OFFSET 0) statement
                                  GROUP BY ordinal) notice
                        ON notice.ordinal = person.ordinal
                     WHERE coalesce(notice.may_have_it, false)
                       AND NOT ((SELECT repeats_a_statement(:dispatch)) AND has_repeated_statement(:dispatch, person.ordinal))
                ), alike AS (
                    SELECT reached.*, has_it AND reached.variant = leader.variant AS fits
                      FROM reached
                      LEFT JOIN (SELECT variant FROM reached WHERE has_it ORDER BY ordinal LIMIT 1) leader ON true
                ), counted AS (
                    SELECT *, fits AND count(*) FILTER (WHERE fits) OVER (ORDER BY ordinal) <= :most AS together
                      FROM alike
                ), people AS MATERIALIZED (
                    SELECT *, nextval('delivery_id_seq') AS id, CASE WHEN together THEN nextval('attempt_id_seq') END AS attempt
                      FROM counted
                     ORDER BY ordinal
                ), written AS (
                    INSERT INTO delivery (id, dispatch, batch, ordinal, variant, state, attempts, message_date, reply) OVERRIDING SYSTEM VALUE
                    SELECT id, :dispatch, :batch, ordinal,
                           CASE WHEN erased THEN coalesce(variant, (SELECT min(number) FROM variant WHERE dispatch = :dispatch)) ELSE variant END,
                           CASE WHEN erased THEN 'REJECTED' WHEN together THEN 'IN_FLIGHT' ELSE 'PENDING' END,
                           together::integer, CASE WHEN together THEN now() END,
                           CASE WHEN erased THEN 'not sent: the address was erased on request' END
                      FROM people
                ), made AS (
                    INSERT INTO attempt (id, delivery, number, epoch, node, journal) OVERRIDING SYSTEM VALUE
                    SELECT attempt, id, 1, :epoch, :node, :journal FROM people WHERE together
                )
                """ + WAITING + """
                       , attempt, now() AS message_date
                  FROM people
                 WHERE NOT erased
                 ORDER BY ordinal
                """)
                .param("dispatch", batch.dispatch().value())
                .param("batch", batch.id().value())
                .param("first", batch.first())
                .param("next", batch.end())
                .param("most", most)
                .param("epoch", batch.epoch())
                .param("node", node)
                .param("journal", journalId)
                .query(row -> {
                    DueRecipient person = BatchDeliveries.dueRecipient(row, 0);
                    Optional<AttemptMarker> marker = marker(row, batch.dispatch(), person);
                    (marker.isPresent() ? written.together() : written.waiting()).add(person);
                    marker.ifPresent(written.markers()::add);
                });
        return written;
    }

    private static Optional<AttemptMarker> marker(ResultSet row, DispatchId dispatch, DueRecipient person)
            throws SQLException {
        long attempt = row.getLong("attempt");
        return row.wasNull()
                ? Optional.empty()
                : Optional.of(new AttemptMarker(
                        person.id(),
                        dispatch,
                        person.ordinal(),
                        new AttemptId(attempt),
                        1,
                        row.getTimestamp("message_date").toInstant(),
                        false));
    }
}
