package org.belay.delivery.ledger;

import java.util.ArrayList;
import java.util.List;
import org.belay.delivery.DeliveryId;
import org.belay.delivery.batch.BatchReopener;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Corrections that become due when a late reply shows that a notice was accepted or may have been (docs/promises.md,
 * I1). Must be used under {@link BatchReopener#lock}.
 */
final class OwedCorrections {

    private final JdbcClient sql;

    OwedCorrections(JdbcClient sql) {
        this.sql = sql;
    }

    /**
     * Makes the corrections of these notices due.
     *
     * @param notices deliveries of notices that may have arrived after all
     * @param accepted those of them that certainly arrived
     * @return deliveries of corrections that are due now
     */
    List<DeliveryId> releaseOwed(List<DeliveryId> notices, List<DeliveryId> accepted) {
        var due = new ArrayList<DeliveryId>();
        if (!notices.isEmpty()) {
            due.addAll(added(notices));
            due.addAll(unskipped(notices));
            due.addAll(repairs(accepted));
        }
        return due;
    }

    /** Adds deliveries to correction batches that were written without them. */
    private List<DeliveryId> added(List<DeliveryId> notices) {
        return changedDeliveries("""
                INSERT INTO delivery (dispatch, batch, ordinal, variant)
                SELECT p.id, b.id, n.ordinal,
                """ + DeliveryWriter.variantOf("p.id") + """
                  FROM delivery n
                 CROSS JOIN LATERAL (SELECT p.*
                                       FROM changed_statement s JOIN dispatch p ON p.id = s.correction
                                      WHERE s.statement = n.dispatch AND s.role <> 'REPEATED' OFFSET 0) p
                  JOIN batch b ON b.dispatch = p.id AND b.number = n.ordinal / p.batch_size
                  JOIN recipient r ON r.snapshot = p.snapshot AND r.ordinal = n.ordinal
                 WHERE n.id = ANY(:notices)
                   AND b.written
                   AND NOT is_changed(p.id)
                   AND r.address NOT LIKE '%@erased.invalid'
                    ON CONFLICT (dispatch, ordinal) DO NOTHING
                RETURNING id
                """, notices);
    }

    /** Makes deliveries pending that were skipped because the recipient seemed not to have the notice. */
    private List<DeliveryId> unskipped(List<DeliveryId> notices) {
        return changedDeliveries("""
                UPDATE delivery c
                   SET state = 'PENDING', reply = NULL, retry_at = NULL
                 WHERE c.id = ANY(ARRAY(""" + BatchReopener.CORRECTED + """
                       ))
                   AND c.state = 'SKIPPED'
                RETURNING c.id
                """, notices);
    }

    /**
     * Repairs corrections whose attempts may have arrived before the notice: each is sent once more as a new copy with
     * its own Message-ID and Date, because mailboxes drop duplicates.
     */
    private List<DeliveryId> repairs(List<DeliveryId> notices) {
        return changedDeliveries("""
                UPDATE delivery c
                   SET attempts_before_repair = c.attempts, message_date = now(), resend_at = NULL, repair_at = now()
                 WHERE c.id = ANY(ARRAY(""" + BatchReopener.CORRECTED + """
                       ))
                   AND c.attempts > 0
                   AND c.attempts_before_repair = 0
                   AND c.state IN ('ACCEPTED', 'IN_DOUBT', 'IN_FLIGHT')
                RETURNING c.id
                """, notices);
    }

    private List<DeliveryId> changedDeliveries(String statement, List<DeliveryId> notices) {
        return sql.sql(statement)
                .param("notices", DeliveryId.values(notices))
                .query((row, n) -> new DeliveryId(row.getLong(1)))
                .list();
    }
}
