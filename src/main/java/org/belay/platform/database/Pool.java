package org.belay.platform.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.belay.platform.Refused;

/** Opens the connections, once it is clear that the server keeps what it acknowledges. */
public final class Pool {
    /**
     * What each connection runs with. A process that freezes within a transaction, Quartz's included, must not keep the others from
     * working for longer than a lease. Every statement of the sending has its index, and is the same however many rows are asked for: it is
     * planned once a connection, by the number of rows that are looked at and nothing else. The planner knows a fast growing table as it
     * was a minute ago, and where a page costs something, all of an attempt table that was small then is cheaper than a dozen of its rows.
     */
    private static final String SESSION = """
            SET idle_in_transaction_session_timeout = '15s';
            SET enable_seqscan = off;
            SET seq_page_cost = 0;
            SET random_page_cost = 0;
            SET cpu_operator_cost = 0;
            SET jit = off;
            SET max_parallel_workers_per_gather = 0;
            SET plan_cache_mode = force_generic_plan
            """;

    private Pool() {}

    /** @throws Refused when the database cannot be reached or would lose commits */
    public static HikariDataSource open(Database database, int connections) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("belay");
        config.setJdbcUrl(database.url());
        database.user().ifPresent(config::setUsername);
        database.password().ifPresent(config::setPassword);
        config.setMaximumPoolSize(connections);
        config.setMinimumIdle(Math.min(4, connections));
        config.setConnectionTimeout(10_000);
        config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
        config.setConnectionInitSql(SESSION);
        config.addDataSourceProperty("ApplicationName", "belay");
        // an excerpt of what could not be read would stand in Belay's log
        config.addDataSourceProperty("logServerErrorDetail", "false");
        config.addDataSourceProperty("reWriteBatchedInserts", "true");
        HikariDataSource pool = connect(config, database);
        try {
            mustKeepCommits(pool);
            return pool;
        } catch (RuntimeException unfit) {
            pool.close();
            throw unfit;
        }
    }

    private static HikariDataSource connect(HikariConfig config, Database database) {
        try {
            return new HikariDataSource(config);
        } catch (HikariPool.PoolInitializationException unreachable) {
            throw new Refused(
                    "The database " + database.url() + " cannot be used: "
                            + unreachable.getCause().getMessage()
                            + " Belay was not started. Check database.url, database.user and database.password-file"
                            + " (BELAY_DATABASE_URL, …), or leave them out for the embedded database.",
                    unreachable);
        }
    }

    private static void mustKeepCommits(HikariDataSource pool) {
        try (Connection connection = pool.getConnection()) {
            int version = Integer.parseInt(show(connection, "server_version_num"));
            if (version < 180_000) {
                throw new Refused("The database is PostgreSQL " + show(connection, "server_version")
                        + "; Belay needs 18 or newer. Belay was not started, and nothing was changed there.");
            }
            mustNotBe(connection, "fsync", "off");
            mustNotBe(connection, "synchronous_commit", "off");
            mustNotBe(connection, "synchronous_commit", "local");
        } catch (SQLException broken) {
            throw new Refused(
                    "The database does not answer: " + broken.getMessage() + " Belay was not started.", broken);
        }
    }

    /** An acceptance that was recorded and then lost would be somebody whom no correction reaches. */
    private static void mustNotBe(Connection connection, String setting, String value) throws SQLException {
        if (show(connection, setting).equals(value)) {
            throw new Refused("The database has " + setting + " = " + value + ", so it may lose what it acknowledged."
                    + " Belay was not started. Set " + setting + " = on for Belay's user or for the server.");
        }
    }

    private static String show(Connection connection, String setting) throws SQLException {
        try (var statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SHOW " + setting)) {
            row.next();
            return row.getString(1);
        }
    }
}
