package org.belay.delivery;

import org.belay.audience.PersonLeft;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Leaves a person out of every notice that is going out, in the transaction that puts them on the list of leavers. Batches that are
 * written or claimed later look into the list themselves; a marker does not. Who leaves while a copy for many is on the wire, which the
 * relay then refuses, may therefore still be offered it alone in the same claim.
 */
@Component
class LeftOut {

    private final JdbcClient sql;

    LeftOut(JdbcClient sql) {
        this.sql = sql;
    }

    @EventListener
    void left(PersonLeft event) {
        String address = event.leaver().address();
        lockBatchesOf(address);
        skip(address, event.leaver().reason());
    }

    /**
     * Whoever writes one of these batches just now has its lock, and may not have seen the list; whoever claims one later sees it. Locked
     * before its deliveries, as a marker does.
     */
    private void lockBatchesOf(String address) {
        sql.sql("""
                SELECT b.id
                  FROM recipient r
                  JOIN dispatch p ON p.snapshot = r.snapshot
                  JOIN batch b ON b.dispatch = p.id AND b.number = r.ordinal / p.batch_size
                 WHERE lower(r.address) = :address
                   AND p.corrects IS NULL
                   AND p.ended_at IS NULL
                   AND b.settled_at IS NULL
                 ORDER BY b.id
                   FOR UPDATE OF b
                """).param("address", address).query((row, n) -> row.getLong(1)).list();
    }

    /** What is on the wire stays: it may be taken. */
    private void skip(String address, String reason) {
        sql.sql("""
                UPDATE delivery d
                   SET state = 'SKIPPED', reply = 'left out: ' || :reason || coalesce('; before that: ' || d.reply, ''),
                       due = NULL
                  FROM recipient r JOIN dispatch p ON p.snapshot = r.snapshot
                 WHERE lower(r.address) = :address
                   AND p.corrects IS NULL
                   AND p.ended_at IS NULL
                   AND d.dispatch = p.id
                   AND d.ordinal = r.ordinal
                   AND d.state IN ('PENDING', 'DEFERRED')
                """).param("address", address).param("reason", reason).update();
    }
}
