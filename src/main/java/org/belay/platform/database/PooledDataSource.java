package org.belay.platform.database;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.AbstractDataSource;

/** The data source of this process: each thread gets connections according to its {@link ConnectionUse}. */
public final class PooledDataSource extends AbstractDataSource {
    private final HikariDataSource shared;
    private final HikariDataSource reserved;
    private final ScopedConnections scope;

    PooledDataSource(HikariDataSource shared, HikariDataSource reserved, RowScope scope) {
        this.shared = shared;
        this.reserved = reserved;
        this.scope = new ScopedConnections(scope);
    }

    @Override
    public Connection getConnection() throws SQLException {
        return connection(ConnectionUse.current());
    }

    @Override
    public Connection getConnection(String user, String password) {
        throw new UnsupportedOperationException("all connections belong to one database user");
    }

    /** A data source for one use, whatever the use of the thread. */
    public DataSource forUse(ConnectionUse use) {
        return new AbstractDataSource() {
            @Override
            public Connection getConnection() throws SQLException {
                return connection(use);
            }

            @Override
            public Connection getConnection(String user, String password) {
                return PooledDataSource.this.getConnection(user, password);
            }
        };
    }

    private Connection connection(ConnectionUse use) throws SQLException {
        return scope.scoped(
                switch (use) {
                    case RESERVED -> reserved.getConnection();
                    case USUAL -> shared.getConnection();
                    case BRIEF -> within(ConnectionPools.BRIEF_STATEMENT, shared.getConnection());
                });
    }

    /** The pool resets the time-out when the connection is returned. */
    private static Connection within(Duration longest, Connection connection) throws SQLException {
        connection.setNetworkTimeout(Runnable::run, (int) longest.toMillis());
        return connection;
    }
}
