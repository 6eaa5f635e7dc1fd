package org.belay.delivery.batch;

import java.util.Collection;
import java.util.List;
import org.belay.delivery.DeliveryId;
import org.belay.delivery.DispatchId;
import org.belay.delivery.DispatchKind;
import org.belay.delivery.DispatchReopened;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Reopens batches and dispatches that an outcome gives work to. It takes the same locks as the other side: {@link
 * BatchCloser#release} locks a batch before it counts, and a dispatch's row is locked before the dispatch ends, stops or
 * is ordered. So one of the two waits for the other, and reads in a new statement afterwards.
 */
public final class BatchReopener {

    /**
     * All dispatches of the mailing: a correction that is ordered meanwhile was frozen before, and its statements are read
     * in a later statement.
     */
    private static final String DISPATCHES = """
            SELECT p.id FROM dispatch p
             WHERE p.id = ANY(ARRAY(
                   SELECT d.dispatch FROM delivery d WHERE d.id = ANY(:deliveries)
                   UNION
                   SELECT c.id
                     FROM (SELECT DISTINCT dispatch FROM delivery WHERE id = ANY(:notices)) n
                    CROSS JOIN LATERAL (SELECT c.id
                                          FROM dispatch m JOIN dispatch c ON c.mailing = m.mailing AND c.snapshot = m.snapshot
                                         WHERE m.id = n.dispatch OFFSET 0) c))
            """;

    /**
     * Ids of the deliveries of corrections to the same recipients. A planner without statistics of {@code changed_statement} would
     * read the whole table of deliveries for a plain join.
     */
    public static final String CORRECTED = """
            SELECT o.id
              FROM delivery n
             CROSS JOIN LATERAL (SELECT correction FROM changed_statement
                                  WHERE statement = n.dispatch AND role <> 'REPEATED' OFFSET 0) s
             CROSS JOIN LATERAL (SELECT id FROM delivery WHERE dispatch = s.correction AND ordinal = n.ordinal OFFSET 0) o
             WHERE n.id = ANY(:notices)
            """;

    /** Condition of delivery {@code d}: it is to be sent, now or later. */
    private static final String WAITS = """
            (d.state IN ('PENDING', 'DEFERRED') OR d.resend_at IS NOT NULL OR d.repair_at IS NOT NULL)
            """;

    private final JdbcClient sql;
    private final ApplicationEventPublisher events;

    public BatchReopener(JdbcClient sql, ApplicationEventPublisher events) {
        this.sql = sql;
        this.events = events;
    }

    /**
     * Locks dispatches, batches and deliveries, in this order and each in the order of their ids.
     *
     * @param notices deliveries whose correction is owed; the rows of the correction are locked as well
     */
    public void lock(List<DeliveryId> deliveries, List<DeliveryId> notices) {
        // one that is done will be changed: two transactions that share its row would wait for each other
        lock(DISPATCHES + "AND p.state = 'DONE' ORDER BY p.id FOR NO KEY UPDATE", deliveries, notices);
        lock(DISPATCHES + "ORDER BY p.id FOR SHARE", deliveries, notices);
        lock("""
                SELECT b.id FROM batch b
                 WHERE b.id = ANY(ARRAY(
                       SELECT d.batch FROM delivery d WHERE d.id = ANY(:deliveries)
                       UNION
                       SELECT o.id
                         FROM delivery n
                        CROSS JOIN LATERAL (SELECT p.id, p.batch_size
                                              FROM changed_statement s JOIN dispatch p ON p.id = s.correction
                                             WHERE s.statement = n.dispatch OFFSET 0) c
                        CROSS JOIN LATERAL (SELECT b.id FROM batch b
                                             WHERE b.dispatch = c.id AND b.number = n.ordinal / c.batch_size OFFSET 0) o
                        WHERE n.id = ANY(:notices)))
                 ORDER BY b.id
                   FOR NO KEY UPDATE
                """, deliveries, notices);
        lock("""
                SELECT d.id FROM delivery d
                 WHERE d.id = ANY(:deliveries || ARRAY(
                """ + CORRECTED + """
                       ))
                 ORDER BY d.id
                   FOR NO KEY UPDATE
                """, deliveries, notices);
    }

    private void lock(String rows, List<DeliveryId> deliveries, List<DeliveryId> notices) {
        sql.sql(rows)
                .param("deliveries", DeliveryId.values(deliveries))
                .param("notices", DeliveryId.values(notices))
                .query((row, n) -> row.getLong(1))
                .list();
    }

    /** Makes closed batches be counted again, because one of their deliveries has changed. */
    public void resetCounts(List<DeliveryId> deliveries) {
        if (!deliveries.isEmpty()) {
            sql.sql("""
                    UPDATE batch b
                       SET state_counts = NULL, released_at = NULL
                      FROM delivery d
                     WHERE d.id = ANY(:deliveries)
                       AND b.id = d.batch
                    """).param("deliveries", DeliveryId.values(deliveries)).update();
        }
    }

    /**
     * Reopens batches that were closed, or would be claimed later, although a delivery waits, and their dispatch if it was
     * done.
     */
    public void reopen(Collection<DeliveryId> deliveries) {
        sql.sql("""
                SELECT DISTINCT p.id
                  FROM delivery d JOIN dispatch p ON p.id = d.dispatch
                 WHERE d.id = ANY(:deliveries)
                   AND p.state = 'DONE'
                   AND\s""" + WAITS + """
                """)
                .param("deliveries", DeliveryId.values(deliveries))
                .query(Long.class)
                .list()
                .forEach(this::reopenDispatch);
        sql.sql("""
                UPDATE batch b
                   SET closed_at = NULL, state_counts = NULL, claim_at = NULL
                  FROM delivery d JOIN dispatch p ON p.id = d.dispatch
                 WHERE d.id = ANY(:deliveries)
                   AND b.id = d.batch
                   AND (b.closed_at IS NOT NULL OR b.claim_at > coalesce(d.retry_at, d.resend_at, d.repair_at, now()))
                   AND p.state <> 'DONE'
                   AND\s""" + WAITS).param("deliveries", DeliveryId.values(deliveries)).update();
    }

    /** A statement that a correction changed never resumes; taking it back would wait for the lock on its row. */
    private void reopenDispatch(long dispatch) {
        sql.sql("""
                UPDATE dispatch p
                   SET state = 'SENDING', ended_at = NULL
                 WHERE p.id = :id
                   AND p.state = 'DONE'
                   AND NOT is_changed(p.id)
                RETURNING p.mailing, p.kind
                """)
                .param("id", dispatch)
                .query((row, n) -> new DispatchReopened(
                        new DispatchId(dispatch), row.getLong("mailing"), DispatchKind.valueOf(row.getString("kind"))))
                .optional()
                .ifPresent(events::publishEvent);
    }
}
