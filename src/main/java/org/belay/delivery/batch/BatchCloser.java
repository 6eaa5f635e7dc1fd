package org.belay.delivery.batch;

import java.util.Optional;
import org.belay.delivery.DispatchId;
import org.belay.delivery.DispatchState;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Closes batches that have no work left, and dispatches whose batches are all closed. {@link BatchReopener} does the
 * opposite when an outcome arrives later. Both lock the row of the batch before they count its deliveries, and a
 * dispatch is closed under its advisory lock and with its row locked. So one of the two waits for the other, and reads in
 * a new statement afterwards.
 */
public final class BatchCloser {

    private final JdbcClient sql;

    public BatchCloser(JdbcClient sql) {
        this.sql = sql;
    }

    /**
     * Releases a claimed batch: closed when none of its deliveries is pending, in flight or to be sent again,
     * otherwise to be claimed again when the next of them may be sent. The commit need not be durable: after a lost release, the next sweep finds the batch
     * and releases it again.
     *
     * @return whether the batch is closed
     */
    public boolean release(ClaimedBatch batch) {
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
        return locked.isPresent() && closeOrSchedule(batch);
    }

    private boolean closeOrSchedule(ClaimedBatch batch) {
        return sql.sql("""
                UPDATE batch b
                   SET owner = NULL,
                       closed_at = CASE WHEN now_is.next_at IS NULL THEN now() END,
                       state_counts = CASE WHEN now_is.next_at IS NULL THEN now_is.state_counts END,
                       claim_at = greatest(now_is.next_at, now() + interval '250 milliseconds'),
                       released_at = now()
                  FROM (SELECT min(CASE d.state
                                      WHEN 'PENDING' THEN coalesce(d.retry_at, CASE WHEN p.corrects IS NULL THEN paced_at(p, d.ordinal)
                                                                                    ELSE now() + interval '1 second' END)
                                      WHEN 'DEFERRED' THEN coalesce(d.retry_at, now())
                                      WHEN 'IN_FLIGHT' THEN coalesce(d.repair_at, now() + interval '1 second')
                                      ELSE coalesce(d.resend_at, d.repair_at) END) AS next_at,
                               jsonb_build_object(
                                   'ACCEPTED', count(*) FILTER (WHERE d.state = 'ACCEPTED'),
                                   'REJECTED', count(*) FILTER (WHERE d.state = 'REJECTED'),
                                   'EXPIRED', count(*) FILTER (WHERE d.state = 'EXPIRED'),
                                   'IN_DOUBT', count(*) FILTER (WHERE d.state = 'IN_DOUBT'),
                                   'SKIPPED', count(*) FILTER (WHERE d.state = 'SKIPPED')) AS state_counts
                          FROM delivery d JOIN dispatch p ON p.id = d.dispatch
                         WHERE d.dispatch = :dispatch
                           AND d.ordinal >= :first
                           AND d.ordinal < :next) now_is
                 WHERE b.id = :id
                   AND b.epoch = :epoch
                RETURNING b.closed_at IS NOT NULL
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

    /** Whether the dispatch is in this state and all its batches are closed. */
    public boolean isClosed(DispatchId id, DispatchState state) {
        return sql.sql("""
                SELECT EXISTS (SELECT 1 FROM dispatch p
                                WHERE p.id = :id
                                  AND p.state = :state
                                  AND NOT EXISTS (SELECT 1 FROM batch b WHERE b.dispatch = p.id AND b.closed_at IS NULL))
                """)
                .param("id", id.value())
                .param("state", state.name())
                .query(Boolean.class)
                .single();
    }

    /** Marks a sending dispatch as DONE if all its batches are written and closed. */
    public boolean markDone(DispatchId id) {
        return sql.sql("""
                UPDATE dispatch p
                   SET state = 'DONE', ended_at = now()
                 WHERE id = :id
                   AND state = 'SENDING'
                   AND record_is_complete()
                   AND NOT EXISTS (SELECT 1 FROM batch b WHERE b.dispatch = p.id AND b.closed_at IS NULL)
                """).param("id", id.value()).update() == 1;
    }

    /** Pauses a correction that has ended without reaching a recipient. */
    public void pauseUnreached(DispatchId id, String why) {
        sql.sql(
                        "UPDATE dispatch SET state = 'PAUSED', ended_at = NULL, why = :why, resumed_by_person = false WHERE id = :id AND state = 'DONE'")
                .param("id", id.value())
                .param("why", why)
                .update();
    }

    /** Ends the statements that a correction changed when it is done: none of their attempts is open. */
    public void endChangedBy(DispatchId correction) {
        sql.sql("""
                UPDATE dispatch n SET ended_at = now()
                  FROM changed_statement p
                 WHERE p.correction = :correction AND n.id = p.statement AND n.ended_at IS NULL
                """).param("correction", correction.value()).update();
    }
}
