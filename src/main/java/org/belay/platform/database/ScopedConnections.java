package org.belay.platform.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;
import org.postgresql.PGConnection;

/** Sets the scope of a connection that is taken from a pool, only if it differs from that of its last use. */
final class ScopedConnections {
    private final RowScope scope;
    private final Map<PGConnection, String> limited = Collections.synchronizedMap(new WeakHashMap<>());

    ScopedConnections(RowScope scope) {
        this.scope = scope;
    }

    /** @param connection in autocommit mode, so that the setting outlasts every rollback */
    Connection scoped(Connection connection) throws SQLException {
        try {
            PGConnection server = connection.unwrap(PGConnection.class);
            Optional<String> wanted = scope.teams();
            if (!wanted.equals(Optional.ofNullable(limited.get(server)))) {
                limited.put(server, "unknown until the server has answered");
                try (var statement = connection.prepareStatement("SELECT set_config('belay.teams', ?, false)")) {
                    statement.setString(1, wanted.orElse(""));
                    statement.execute();
                }
                if (wanted.isPresent()) {
                    limited.put(server, wanted.get());
                } else {
                    limited.remove(server);
                }
            }
            return connection;
        } catch (SQLException | RuntimeException failed) {
            connection.close();
            throw failed;
        }
    }
}
