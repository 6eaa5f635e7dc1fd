package org.belay.delivery;

import java.sql.SQLException;
import java.sql.SQLWarning;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * What PostgreSQL said with a COMMIT. "Canceling wait for synchronous replication" (01000) is a success with a warning: the commit is on
 * this server, and it is not known whether a standby that takes over has it.
 */
final class CommitWarning {

    private final AtomicReference<String> said = new AtomicReference<>();

    private CommitWarning() {}

    /** Listens to the commit of the transaction that is open. */
    static CommitWarning listen(JdbcOperations jdbc) {
        var warning = new CommitWarning();
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void beforeCommit(boolean readOnly) {
                jdbc.execute((ConnectionCallback<Void>) connection -> {
                    connection.clearWarnings(); // those of its statements
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

    /** Empty: the commit is as durable as the server was told to make it. */
    Optional<String> said() {
        return Optional.ofNullable(said.get());
    }
}
