package org.belay.delivery.ledger;

import java.sql.SQLWarning;
import java.util.Optional;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * The warning that PostgreSQL returned with a COMMIT. "Canceling wait for synchronous replication" (01000) is a success
 * with a warning: the commit is on this server, but a standby that takes over may not have it.
 */
final class CommitWarning {

    private volatile Optional<String> said = Optional.empty();

    /** Reads the warnings of the commit of the current transaction. */
    void listen(JdbcOperations jdbc) {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void beforeCommit(boolean readOnly) {
                jdbc.execute((ConnectionCallback<Boolean>) connection -> {
                    connection.clearWarnings(); // warnings of earlier statements
                    return true;
                });
            }

            @Override
            public void afterCommit() {
                jdbc.execute((ConnectionCallback<Boolean>) connection -> {
                    said = Optional.ofNullable(connection.getWarnings()).map(SQLWarning::getMessage);
                    return true;
                });
            }
        });
    }

    /** The warning; empty if the commit is as durable as the server is configured to make it. */
    Optional<String> message() {
        return said;
    }
}
