package org.belay.delivery.ledger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.belay.delivery.batch.BatchClaims;
import org.belay.delivery.batch.BatchDeliveries;
import org.belay.delivery.bounce.BounceStore;
import org.belay.delivery.bounce.Bounces;
import org.belay.delivery.cluster.ClusterNode;
import org.belay.delivery.cluster.NodeStore;
import org.belay.delivery.dispatch.Dispatches;
import org.belay.delivery.dispatch.SendingHolds;
import org.belay.delivery.journal.DeliveryJournal;
import org.belay.platform.database.DatabaseOwnership;
import org.belay.testsupport.schedule.SteppedDataSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The ledger of one process among several, on connections that can be paused. */
final class LedgerProcess {

    final SteppedDataSource database;
    final JdbcClient sql;
    final BatchClaims batches;
    final BatchDeliveries deliveries;
    final NodeStore nodes;
    final Dispatches dispatches;
    final SendingHolds holds;
    final ClusterNode node;
    final DeliveryJournal ownJournal;
    final DeliveryLedger ledger;
    final SuppressionListener leftOut;
    final Bounces bounces;
    private final TransactionTemplate transaction;

    LedgerProcess(DataSource shared, Path folder, Clock clock) {
        database = new SteppedDataSource(shared);
        sql = JdbcClient.create(database);
        transaction = new TransactionTemplate(new JdbcTransactionManager(database));
        batches = new BatchClaims(sql);
        deliveries = new BatchDeliveries(sql);
        nodes = new NodeStore(sql);
        dispatches = new Dispatches(sql, event -> {}, kind -> 4);
        holds = new SendingHolds(sql, dispatches, nodes, event -> {});
        node = new ClusterNode(nodes, new DatabaseOwnership(false));
        ownJournal = new DeliveryJournal(folder);
        ledger = new DeliveryLedger(
                new NamedParameterJdbcTemplate(database),
                new OutcomeStore(sql, event -> {}),
                new OpenAttemptStore(sql),
                transaction,
                node,
                ownJournal,
                clock);
        leftOut = new SuppressionListener(sql);
        bounces = new Bounces(new BounceStore(sql));
    }

    void end() {
        ledger.destroy();
        try {
            ownJournal.close();
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
