package org.belay.platform.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool;
import java.time.Duration;
import java.util.Objects;
import org.belay.platform.RequestRefused;

/** Opens connection pools, after checking that the server keeps what it acknowledges. */
public final class ConnectionPools {

    static final Duration LONGEST_MIGRATION = Duration.ofHours(12);

    /** Maximum time of a statement of an import or a report. Only a silent database takes longer. */
    static final Duration LONGEST_STATEMENT = Duration.ofMinutes(5);

    /**
     * Maximum time of a statement that sends, stops or schedules: well below the 30 s within which a stop takes
     * effect (docs/faults.md P21).
     */
    static final Duration BRIEF_STATEMENT = Duration.ofSeconds(10);

    /**
     * Session settings of each connection. If a process freezes within a transaction, including those of Quartz, it
     * must not block others for longer than a lease. Every statement of the sending has an index and does not depend
     * on the number of rows requested, so it is planned once per connection, by the number of rows read and nothing
     * else. The statistics of a fast growing table are about a minute old; with page costs, the planner would read
     * the whole attempt table, small at that time, instead of a dozen rows by index.
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

    /** The server aborts a statement before the client does, so that no statement without a client remains. */
    private static final String BRIEF_SESSION = SESSION + "; SET statement_timeout = '8s'";

    private ConnectionPools() {}

    /**
     * The pool for pages, imports, sending and schedulers.
     *
     * @throws RequestRefused if the database cannot be reached or could lose commits
     */
    public static HikariDataSource open(Database database, int connections) {
        return open(database, connections, 0);
    }

    /** @param besides number of further connections of this process */
    static HikariDataSource open(Database database, int connections, int besides) {
        DatabaseCheck.of(database).requireUsable(connections + besides);
        HikariConfig config = config(database, "belay", connections, LONGEST_STATEMENT);
        config.setConnectionInitSql(SESSION);
        config.setMinimumIdle(Math.min(4, connections));
        config.setConnectionTimeout(10_000);
        return connect(config, database);
    }

    /** The pool for work that must not wait for the other; the database was already checked. */
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
        database.application().user().ifPresent(config::setUsername);
        database.application().password().ifPresent(config::setPassword);
        config.setMaximumPoolSize(connections);
        // time to detect a dead idle connection at its next use
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
            throw DatabaseErrorText.refusal(database, Objects.requireNonNullElse(unreachable.getCause(), unreachable));
        }
    }
}
