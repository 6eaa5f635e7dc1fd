package org.belay.access.team;

import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Work in the request of a user that concerns the rows of all teams: limits that count them, and acts on the whole installation. What it
 * finds must not be shown to the user.
 */
@Component
public class AllTeams {
    private final TeamScope scope;
    private final JdbcClient sql;

    AllTeams(TeamScope scope, JdbcClient sql) {
        this.scope = scope;
        this.sql = sql;
    }

    /** Joins the transaction of the caller, if there is one. */
    public <T> T call(Supplier<T> work) {
        Optional<String> limit = scope.teams();
        boolean before = scope.seeAll(true);
        boolean inTransaction = limit.isPresent() && TransactionSynchronizationManager.isActualTransactionActive();
        try {
            if (inTransaction) {
                limitTransaction("");
            }
            return work.get();
        } finally {
            scope.seeAll(before);
            if (inTransaction) {
                restore(limit.get());
            }
        }
    }

    public void run(Runnable work) {
        call(() -> {
            work.run();
            return true;
        });
    }

    private void restore(String limit) {
        try {
            limitTransaction(limit);
        } catch (DataAccessException failed) {
            // the transaction has failed and cannot continue; its end restores the setting of the connection
        }
    }

    private void limitTransaction(String teams) {
        sql.sql("SELECT set_config('belay.teams', :teams, true)")
                .param("teams", teams)
                .query(String.class)
                .single();
    }
}
