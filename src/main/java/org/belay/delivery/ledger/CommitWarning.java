package org.belay.delivery.ledger;

import java.sql.SQLException;
import java.sql.SQLWarning;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * The warning that PostgreSQL returned with a COMMIT. "Canceling wait for synchronous replication" (01000) is a success
 * with a warning: the commit is on this server, but a standby that takes over may not have it.
 */
final class CommitWarning {

    private final AtomicReference<String> said = new AtomicReference<>();

    private CommitWarning() {}

    /** Reads the warnings of the commit of the current transaction. */
    static CommitWarning listen(JdbcOperations jdbc) {
        var warning = new CommitWarning();
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void beforeCommit(boolean readOnly) {
                jdbc.execute((ConnectionCallback<Void>) connection -> {
                    connection.clearWarnings(); // warnings of earlier statements
                    return null;
                });
            }

            @Override
            public void afterCommit() {
                warning.said.set(jdbc.execute((ConnectionCallback<String>) connection -> of(connection.getWarnings())));
            }
        });
        return warning;
    }

    private static String of(SQLWarning first) throws SQLException {
        return first == null ? null : first.getMessage();
    }

    /** The warning; empty if the commit is as durable as the server is configured to make it. */
    Optional<String> message() {
        return Optional.ofNullable(said.get());
    }
}
