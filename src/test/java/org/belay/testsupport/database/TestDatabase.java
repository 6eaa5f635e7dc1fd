package org.belay.testsupport.database;

import com.zaxxer.hikari.HikariDataSource;
import javax.sql.DataSource;
import org.belay.platform.database.ConnectionPools;
import org.belay.platform.database.Database;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * A fresh database with all tables of Belay, to test one room alone.
 *
 * <pre>{@code
 * static final TestDatabase database = TestDatabase.fresh();
 *
 * @AfterAll
 * static void done() {
 *     database.close();
 * }
 * }</pre>
 */
public final class TestDatabase implements AutoCloseable {
    private final Database database;
    private final HikariDataSource pool;
    private final DataSource connections;
    private final DataSource owner;
    private final TransactionTemplate transaction;

    private TestDatabase(Database database) {
        this.database = database;
        this.pool = ConnectionPools.open(database, 8);
        this.connections = SerializationFailures.watched(pool);
        this.owner = new DriverManagerDataSource(
                database.url(),
                database.ownerOrApplication().user().orElseThrow(),
                database.ownerOrApplication().password().orElseThrow());
        this.transaction = new TransactionTemplate(new JdbcTransactionManager(connections));
    }

    /** Copies a migrated template database: the first one in a test run takes seconds, each further one about 50 ms. */
    public static TestDatabase fresh() {
        return new TestDatabase(TestPostgres.shared().fresh());
    }

    /** A database without tables. */
    public static TestDatabase empty() {
        return new TestDatabase(TestPostgres.shared().empty());
    }

    /** The address of the database, to open another pool. */
    public Database address() {
        return database;
    }

    public DataSource dataSource() {
        return connections;
    }

    public JdbcClient jdbc() {
        return JdbcClient.create(connections);
    }

    /** The database user that may change tables, for tests that prepare a fault. */
    public JdbcClient owner() {
        return JdbcClient.create(owner);
    }

    /** Runs statements of {@link #jdbc()} in one transaction. */
    public TransactionTemplate transaction() {
        return transaction;
    }

    @Override
    public void close() {
        pool.close();
        TestPostgres.shared().drop(database);
    }
}
