package org.belay.platform.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.belay.platform.Refused;
import org.belay.platform.Settings;

/**
 * The database that Belay works on: how to reach it, and the server to stop at the end if it is ours.
 *
 * @param server the embedded server, if this Belay started one for itself alone
 */
public record Database(
        String url,
        Optional<String> user,
        Optional<String> password,
        Ownership ownership,
        Optional<EmbeddedPostgres> server)
        implements AutoCloseable {

    /** Starts the embedded server, unless the settings name another. */
    public static Database of(Settings settings) {
        if (settings.databaseUrl().isPresent()) {
            return new Database(
                    settings.databaseUrl().get(),
                    settings.database().user(),
                    settings.database().passwordFile().map(Database::secret),
                    new Ownership(false),
                    Optional.empty());
        }
        EmbeddedPostgres postgres = EmbeddedPostgres.start(settings.dataDir());
        return new Database(
                postgres.url(),
                Optional.of(postgres.user()),
                Optional.of(postgres.password()),
                new Ownership(true),
                Optional.of(postgres));
    }

    /** One of several databases in a server that somebody else stops. */
    public static Database within(EmbeddedPostgres postgres, String name) {
        return new Database(
                postgres.url(name),
                Optional.of(postgres.user()),
                Optional.of(postgres.password()),
                new Ownership(true),
                Optional.empty());
    }

    /** The URL as it may be shown: its parameters may hold a password. */
    String shownUrl() {
        int parameters = url.indexOf('?');
        return parameters < 0 ? url : url.substring(0, parameters);
    }

    /** Whether the URL forbids statements that are prepared on the server, as a pooler in transaction mode needs. */
    boolean preparesNothing() {
        return url.matches(".*[?&]prepareThreshold=0(&.*)?");
    }

    /**
     * What each connection is opened with; the URL may say otherwise.
     *
     * @param longestStatement how long an answer may take before the connection counts as dead
     */
    Map<String, String> driverProperties(Duration longestStatement) {
        return Map.of(
                "ApplicationName", "belay",
                // an excerpt of what could not be read would stand in Belay's log
                "logServerErrorDetail", "false",
                "reWriteBatchedInserts", "true",
                "tcpKeepAlive", "true",
                "connectTimeout", "5",
                "loginTimeout", "10",
                "socketTimeout", "" + longestStatement.toSeconds(),
                "socketFactory", BoundedWrites.class.getName());
    }

    @Override
    public void close() {
        server.ifPresent(EmbeddedPostgres::close);
    }

    private static String secret(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException unreadable) {
            throw new Refused("The password file " + file + " of the database cannot be read: " + unreadable
                    + ". Nothing was started.");
        }
    }
}
