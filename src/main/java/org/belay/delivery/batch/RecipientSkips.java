package org.belay.delivery.batch;

import java.util.List;
import org.belay.delivery.DispatchId;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Skips recipients who must not get a message: those suppressed from a notice, and those of a correction who certainly
 * have no notice.
 */
public final class RecipientSkips {

    private final JdbcClient sql;

    public RecipientSkips(JdbcClient sql) {
        this.sql = sql;
    }

    /**
     * Skips the recipients of a correction's batch who certainly have nothing that it changes, as far as is known now
     * (docs/promises.md, I2), also one whose correction was deferred before a late refusal of the notice arrived. An
     * uncertain correction stays uncertain and is not sent again.
     */
    public void skipWithoutNotice(ClaimedBatch correction) {
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
                           retry_at = NULL, resend_at = NULL, repair_at = NULL
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
                   AND (d.state IN ('PENDING', 'DEFERRED') OR d.state = 'IN_DOUBT' AND coalesce(d.resend_at, d.repair_at) IS NOT NULL)
                   AND record_is_complete()
                   AND (NOT EXISTS (SELECT 1
                                      FROM unnest((SELECT changed_by(:dispatch))) changed(id)
                                     CROSS JOIN LATERAL (SELECT * FROM delivery n WHERE n.dispatch = changed.id AND n.ordinal = d.ordinal OFFSET 0) n
                                      JOIN attempt a ON a.delivery = n.id
                                     WHERE (a.outcome IS NULL OR a.outcome IN ('ACCEPTED', 'IN_DOUBT')))
                        OR (SELECT repeats_a_statement(:dispatch)) AND has_repeated_statement(:dispatch, d.ordinal))
                """ + lock)
                .param("dispatch", correction.dispatch().value())
                .param("first", correction.first())
                .param("next", correction.end());
    }

    /**
     * Skips the recipients of a notice's batch who are on the suppression list. A mail that is on the wire stays: the
     * relay may take it. Costs no join while the list is empty.
     */
    public void skipSuppressed(DispatchId notice, int first, int next) {
        sql.sql("""
                UPDATE delivery d
                   SET state = 'SKIPPED', reply = 'left out: ' || s.reason || coalesce('; before that: ' || d.reply, ''),
                       retry_at = NULL
                  FROM dispatch p, recipient r, suppression s
                 WHERE EXISTS (SELECT 1 FROM suppression)
                   AND d.dispatch = :dispatch
                   AND d.ordinal >= :first
                   AND d.ordinal < :next
                   AND d.state IN ('PENDING', 'DEFERRED')
                   AND p.id = d.dispatch
                   AND r.snapshot = p.snapshot
                   AND r.ordinal = d.ordinal
                   AND s.address = lower(r.address)
                """)
                .param("dispatch", notice.value())
                .param("first", first)
                .param("next", next)
                .update();
    }
}
