package org.belay.lab.bench;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.belay.lab.bench.sender.ParallelWork;
import org.belay.lab.process.TemporaryHome;
import org.belay.platform.embedded.EmbeddedPostgres;
import org.slf4j.LoggerFactory;

/** Durable commits per second of the idle database: an upper bound for the ledger. */
final class CommitRate {
    private static final int ROWS = 20; // about the number of deliveries per shared commit under load

    private CommitRate() {}

    static double measure(int writers, double seconds) throws InterruptedException {
        // its log messages would appear in the JSON output
        ((Logger) LoggerFactory.getLogger("org.belay.platform")).setLevel(Level.WARN);
        try (TemporaryHome home = TemporaryHome.create("belay-bench-database-");
                EmbeddedPostgres postgres = EmbeddedPostgres.start(home.path())) {
            try (Connection first = connect(postgres);
                    Statement statement = first.createStatement()) {
                statement.execute("CREATE TABLE mark (id bigserial PRIMARY KEY, state text NOT NULL)");
            }
            var commits = new AtomicLong();
            var connections = new ArrayList<Connection>();
            for (int i = 0; i < writers; i++) connections.add(connect(postgres));
            long began = System.nanoTime(); // connecting is not measured
            long end = began + (long) (seconds * 1e9);
            ParallelWork.run("writer", writers, 0, (lane, none) -> write(connections.get(lane), end, commits));
            return commits.get() / ((System.nanoTime() - began) / 1e9);
        } catch (SQLException e) {
            throw new IllegalStateException("The database of the benchmark did not answer", e);
        }
    }

    private static void write(Connection connected, long end, AtomicLong commits) throws SQLException {
        try (connected;
                PreparedStatement insert = connected.prepareStatement(
                        "INSERT INTO mark (state) SELECT 'IN_FLIGHT' FROM generate_series(1, " + ROWS + ")")) {
            while (System.nanoTime() < end) {
                insert.executeUpdate(); // autocommit: on disk when it returns
                commits.incrementAndGet();
            }
        }
    }

    private static Connection connect(EmbeddedPostgres postgres) throws SQLException {
        return DriverManager.getConnection(postgres.url(), postgres.user(), postgres.password());
    }
}
