package org.belay.delivery.ledger;

import java.util.List;
import org.belay.audience.suppression.PersonSuppressed;
import org.belay.delivery.DispatchId;
import org.belay.delivery.batch.RecipientSkips;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Skips a recipient in every notice that is being sent, in the transaction that adds them to the suppression list.
 * Batches that are written or claimed later read the list themselves; a commit of attempts does not. A recipient of a
 * shared copy who is suppressed while the relay refuses that copy may therefore still be offered it alone in the same
 * claim.
 */
@Component
class SuppressionListener {

    private final JdbcClient sql;
    private final RecipientSkips skips;

    SuppressionListener(JdbcClient sql) {
        this.sql = sql;
        skips = new RecipientSkips(sql);
    }

    @EventListener
    void suppressed(PersonSuppressed event) {
        lockBatchesOf(event.entry().address())
                .forEach(theirs -> skips.skipSuppressed(theirs.notice, theirs.first, theirs.next));
    }

    private record RecipientBatch(DispatchId notice, int first, int next) {}

    /**
     * Locks the batches of the recipient. A worker that is writing one of them holds its lock and may not have seen the
     * list; one that claims it later sees it. The batch is locked before its deliveries, as in a commit of attempts.
     */
    private List<RecipientBatch> lockBatchesOf(String address) {
        return sql.sql("""
                SELECT p.id, b.first_ordinal, b.first_ordinal + p.batch_size
                  FROM recipient r
                  JOIN dispatch p ON p.snapshot = r.snapshot
                  JOIN batch b ON b.dispatch = p.id AND b.number = r.ordinal / p.batch_size
                 WHERE lower(r.address) = :address
                   AND p.corrects IS NULL
                   AND p.ended_at IS NULL
                   AND b.closed_at IS NULL
                 ORDER BY b.id
                   FOR UPDATE OF b
                """)
                .param("address", address)
                .query((row, n) -> new RecipientBatch(new DispatchId(row.getLong(1)), row.getInt(2), row.getInt(3)))
                .list();
    }
}
