package org.belay.platform.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool;
import java.time.Duration;
import org.belay.platform.Refused;

/** Opens pools of connections, once it is clear that the server keeps what it acknowledges. */
public final class Pool {

    static final Duration LONGEST_MIGRATION = Duration.ofHours(12);

    /** The longest statement of an import or a report. Only a silent database takes longer. */
    static final Duration LONGEST_STATEMENT = Duration.ofMinutes(5);

    /** The longest statement of what sends, stops and schedules: well under the 30 s in which a stop is heard (FAULTS P21). */
    static final Duration BRIEF_STATEMENT = Duration.ofSeconds(10);

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

    /** The server gives up before the client does, so that no statement without a client stays there. */
    private static final String BRIEF_SESSION = SESSION + "; SET statement_timeout = '8s'";

    private Pool() {}

    /**
     * For pages, imports, sending and schedulers.
     *
     * @throws Refused when the database cannot be reached or would lose commits
     */
    public static HikariDataSource open(Database database, int connections) {
        return open(database, connections, 0);
    }

    /** @param besides how many more this process uses */
    static HikariDataSource open(Database database, int connections, int besides) {
        DatabaseCheck.of(database).mustServe(connections + besides);
        HikariConfig config = config(database, "belay", connections, LONGEST_STATEMENT);
        config.setConnectionInitSql(SESSION);
        config.setMinimumIdle(Math.min(4, connections));
        config.setConnectionTimeout(10_000);
        return connect(config, database);
    }

    /** For what must not wait for any of those; the database was looked at before. */
    static HikariDataSource openReserved(Database database, int connections) {
        HikariConfig config = config(database, "belay-reserved", connections, BRIEF_STATEMENT);
        config.setConnectionInitSql(BRIEF_SESSION);
        config.setMinimumIdle(Math.min(2, connections));
        config.setConnectionTimeout(5_000);
        return connect(config, database);
    }

    private static HikariConfig config(Database database, String name, int connections, Duration longestStatement) {
        HikariConfig config = new HikariConfig();
        config.setPoolName(name);
        config.setJdbcUrl(database.url());
        database.user().ifPresent(config::setUsername);
        database.password().ifPresent(config::setPassword);
        config.setMaximumPoolSize(connections);
        // an idle connection that has died costs this long at its next use, each
        config.setValidationTimeout(1_000);
        config.setKeepaliveTime(30_000);
        config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
        database.driverProperties(longestStatement).forEach(config::addDataSourceProperty);
        return config;
    }

    private static HikariDataSource connect(HikariConfig config, Database database) {
        try {
            return new HikariDataSource(config);
        } catch (HikariPool.PoolInitializationException unreachable) {
            throw Unusable.because(database, unreachable.getCause());
        }
    }
}
