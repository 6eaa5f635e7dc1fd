package org.belay.delivery;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.belay.platform.database.Ownership;
import org.belay.testsupport.SteppedDataSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The ledger of one process among several, on connections that can be paused. */
final class LedgerProcess {

    final SteppedDataSource database;
    final JdbcClient sql;
    final BatchStore batches;
    final NodeStore nodes;
    final Dispatches dispatches;
    final Node node;
    final Witness witness;
    final Ledger ledger;
    final LeftOut leftOut;
    final Bounces bounces;
    private final TransactionTemplate transaction;

    LedgerProcess(DataSource shared, Path folder, Clock clock) {
        database = new SteppedDataSource(shared);
        sql = JdbcClient.create(database);
        transaction = new TransactionTemplate(new JdbcTransactionManager(database));
        batches = new BatchStore(sql);
        nodes = new NodeStore(sql);
        dispatches = new Dispatches(
                new DispatchStore(sql), batches, nodes, new CountStore(sql), event -> {}, kind -> 4, clock);
        node = new Node(nodes, new Ownership(false));
        witness = new Witness(folder);
        ledger = new Ledger(
                batches,
                new DeliveryWriter(sql),
                new NamedParameterJdbcTemplate(database),
                new OutcomeStore(sql, event -> {}),
                transaction,
                node,
                witness,
                clock);
        leftOut = new LeftOut(sql, batches);
        bounces = new Bounces(new BounceStore(sql));
    }

    void end() {
        ledger.destroy();
        try {
            witness.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    <T> T inTransaction(Supplier<T> act) {
        return transaction.execute(status -> act.get());
    }

    void inTransaction(Runnable act) {
        transaction.executeWithoutResult(status -> act.run());
    }
}
