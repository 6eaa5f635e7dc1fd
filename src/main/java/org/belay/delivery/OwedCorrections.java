package org.belay.delivery;

import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The corrections that become due when it turns out, late, that a notice was taken or may have been (I1). It must be used under
 * {@link Reopening#lock}.
 */
final class OwedCorrections {

    private final JdbcClient sql;

    OwedCorrections(JdbcClient sql) {
        this.sql = sql;
    }

    /**
     * Lets them go.
     *
     * @param notices deliveries of notices that may have arrived after all
     * @param accepted those of them that certainly did
     * @return the corrections' deliveries that are due now
     */
    List<DeliveryId> corrections(List<DeliveryId> notices, List<DeliveryId> accepted) {
        var due = new ArrayList<DeliveryId>();
        if (!notices.isEmpty()) {
            due.addAll(written(notices));
            due.addAll(goAfterAll(notices));
            due.addAll(repaired(accepted));
        }
        return due;
    }

    /** Where the correction's batch was written without them. */
    private List<DeliveryId> written(List<DeliveryId> notices) {
        return changed("""
                INSERT INTO delivery (dispatch, batch, ordinal, variant)
                SELECT p.id, b.id, n.ordinal,
                """ + DeliveryWriter.variantOf("p.id") + """
                  FROM delivery n
                  JOIN dispatch p ON p.corrects = n.dispatch
                  JOIN batch b ON b.dispatch = p.id AND b.number = n.ordinal / p.batch_size
                  JOIN recipient r ON r.snapshot = p.snapshot AND r.ordinal = n.ordinal
                 WHERE n.id = ANY(:notices)
                   AND b.written
                    ON CONFLICT (dispatch, ordinal) DO NOTHING
                RETURNING id
                """, notices);
    }

    /** Those who were left out because they seemed never to have got the notice. */
    private List<DeliveryId> goAfterAll(List<DeliveryId> notices) {
        return changed("""
                UPDATE delivery c
                   SET state = 'PENDING', reply = NULL, due = NULL
                  FROM delivery n JOIN dispatch p ON p.corrects = n.dispatch
                 WHERE n.id = ANY(:notices)
                   AND c.dispatch = p.id
                   AND c.ordinal = n.ordinal
                   AND c.state = 'SKIPPED'
                RETURNING c.id
                """, notices);
    }

    /**
     * The correction's attempts until now may have arrived before the notice. It goes once more, as a new copy: its Message-ID and its Date are
     * its own, because mailboxes drop duplicates.
     */
    private List<DeliveryId> repaired(List<DeliveryId> notices) {
        return changed("""
                UPDATE delivery c
                   SET repairs = c.attempts, dated = now(), due = now()
                  FROM delivery n JOIN dispatch p ON p.corrects = n.dispatch
                 WHERE n.id = ANY(:notices)
                   AND c.dispatch = p.id
                   AND c.ordinal = n.ordinal
                   AND c.attempts > 0
                   AND c.repairs = 0
                   AND c.state IN ('ACCEPTED', 'IN_DOUBT', 'IN_FLIGHT')
                RETURNING c.id
                """, notices);
    }

    private List<DeliveryId> changed(String statement, List<DeliveryId> notices) {
        return sql.sql(statement)
                .param("notices", OutcomeStore.numbers(notices))
                .query((row, n) -> new DeliveryId(row.getLong(1)))
                .list();
    }
}
