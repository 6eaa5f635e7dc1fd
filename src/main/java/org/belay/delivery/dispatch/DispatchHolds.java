package org.belay.delivery.dispatch;

import java.util.List;
import org.belay.delivery.DispatchId;
import org.belay.delivery.DispatchState;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Holds dispatches of the whole installation, after a fail-over or on a copied server, until a person decides. */
final class DispatchHolds {

    private final JdbcClient sql;

    DispatchHolds(JdbcClient sql) {
        this.sql = sql;
    }

    /** Dispatches in one of these states. */
    DispatchId[] inState(DispatchState... states) {
        return sql.sql("SELECT id FROM dispatch WHERE state = ANY(:states)")
                .param("states", DispatchStore.names(states))
                .query((row, n) -> new DispatchId(row.getLong(1)))
                .list()
                .toArray(DispatchId[]::new);
    }

    /** Holds dispatches, except corrections and notices whose correction was ordered: such a notice never resumes. */
    void hold(String why) {
        sql.sql("""
                UPDATE dispatch p SET state = 'HELD', why = :why, probe_at = NULL
                 WHERE state IN ('SENDING', 'PAUSED', 'STOPPED')
                   AND ended_at IS NULL
                   AND kind <> 'CORRECTION'
                   AND NOT is_changed(p.id)
                """).param("why", why).update();
    }

    /** Holds dispatches that would send without a person. A stopped one needs no hold. */
    void holdAsCopy(String why) {
        sql.sql("""
                UPDATE dispatch SET state = 'HELD', why = :why, probe_at = NULL
                 WHERE state IN ('SENDING', 'PAUSED')
                   AND ended_at IS NULL
                """).param("why", why).update();
    }

    List<DispatchId> findHeld(String why) {
        return sql.sql("SELECT id FROM dispatch WHERE state = 'HELD' AND ended_at IS NULL AND why = :why ORDER BY id")
                .param("why", why)
                .query((row, n) -> new DispatchId(row.getLong(1)))
                .list();
    }
}
