package org.belay.platform.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.belay.platform.RequestRefused;
import org.belay.platform.Settings;
import org.belay.platform.embedded.EmbeddedPostgres;

/**
 * The database of Belay: how to connect, and the embedded server to stop at the end.
 *
 * @param server the embedded server, if this process started one
 */
public record Database(
        String url,
        Optional<String> user,
        Optional<String> password,
        DatabaseOwnership ownership,
        Optional<EmbeddedPostgres> server)
        implements AutoCloseable {

    /** Starts the embedded server, unless the settings name an external database. */
    public static Database of(Settings settings) {
        if (settings.databaseUrl().isPresent()) {
            return new Database(
                    settings.databaseUrl().get(),
                    settings.database().user(),
                    settings.database().passwordFile().map(Database::secret),
                    new DatabaseOwnership(false),
                    Optional.empty());
        }
        EmbeddedPostgres postgres = EmbeddedPostgres.start(settings.dataDir());
        return new Database(
                postgres.url(),
                Optional.of(postgres.user()),
                Optional.of(postgres.password()),
                new DatabaseOwnership(true),
                Optional.of(postgres));
    }

    /** One of several databases on a server that the caller stops. */
    public static Database within(EmbeddedPostgres postgres, String name) {
        return new Database(
                postgres.url(name),
                Optional.of(postgres.user()),
                Optional.of(postgres.password()),
                new DatabaseOwnership(true),
                Optional.empty());
    }

    /** The URL without parameters, which may contain a password. */
    String shownUrl() {
        int parameters = url.indexOf('?');
        return parameters < 0 ? url : url.substring(0, parameters);
    }

    /** Whether the URL disables server-side prepared statements, as a pooler in transaction mode requires. */
    boolean preparesNothing() {
        return url.matches(".*[?&]prepareThreshold=0(&.*)?");
    }

    /**
     * The default properties of each connection; the URL may override them.
     *
     * @param longestStatement how long an answer may take before the connection counts as lost
     */
    Map<String, String> driverProperties(Duration longestStatement) {
        return Map.of(
                "ApplicationName", "belay",
                // otherwise excerpts of unreadable values would appear in the log
                "logServerErrorDetail", "false",
                "reWriteBatchedInserts", "true",
                "tcpKeepAlive", "true",
                "connectTimeout", "5",
                "loginTimeout", "10",
                "socketTimeout", "" + longestStatement.toSeconds(),
                "socketFactory", WriteTimeoutSocketFactory.class.getName());
    }

    @Override
    public void close() {
        server.ifPresent(EmbeddedPostgres::close);
    }

    private static String secret(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException unreadable) {
            throw new RequestRefused("The password file " + file + " of the database cannot be read: " + unreadable
                    + ". Nothing was started.");
        }
    }
}
