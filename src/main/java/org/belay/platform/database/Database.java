package org.belay.platform.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import javax.sql.DataSource;
import org.belay.platform.RequestRefused;
import org.belay.platform.Settings;
import org.belay.platform.embedded.EmbeddedPostgres;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * The database of Belay: how to connect, and the embedded server to stop at the end.
 *
 * @param application the user of all work but migrations
 * @param owner the user that owns the tables and migrates them; empty if that is the application
 * @param server the embedded server, if this process started one
 */
public record Database(
        String url,
        DatabaseLogin application,
        Optional<DatabaseLogin> owner,
        DatabaseOwnership ownership,
        Optional<EmbeddedPostgres> server)
        implements AutoCloseable {

    /** Starts the embedded server, unless the settings name an external database. */
    public static Database of(Settings settings) {
        if (settings.databaseUrl().isPresent()) {
            Settings.DatabaseSettings external = settings.database();
            return new Database(
                    settings.databaseUrl().get(),
                    new DatabaseLogin(external.user(), external.passwordFile().map(Database::secret)),
                    external.ownerUser()
                            .map(owner -> new DatabaseLogin(
                                    Optional.of(owner),
                                    external.ownerPasswordFile().map(Database::secret))),
                    new DatabaseOwnership(false),
                    Optional.empty());
        }
        EmbeddedPostgres postgres = EmbeddedPostgres.start(settings.dataDir());
        return embedded(postgres, postgres.url(), Optional.of(postgres));
    }

    /** One of several databases on a server that the caller stops. */
    public static Database within(EmbeddedPostgres postgres, String name) {
        return embedded(postgres, postgres.url(name), Optional.empty());
    }

    private static Database embedded(EmbeddedPostgres postgres, String url, Optional<EmbeddedPostgres> toStop) {
        return new Database(
                url,
                DatabaseLogin.of(postgres.applicationUser(), postgres.applicationPassword()),
                Optional.of(DatabaseLogin.of(postgres.user(), postgres.password())),
                new DatabaseOwnership(true),
                toStop);
    }

    /** The user that owns the tables. */
    public DatabaseLogin ownerOrApplication() {
        return owner.orElse(application);
    }

    /** Connections of the owner for migrations and the rights of the application, each opened when it is needed. */
    DataSource migrations() {
        Properties properties = new Properties();
        driverProperties(ConnectionPools.LONGEST_MIGRATION).forEach(properties::setProperty);
        ownerOrApplication().addTo(properties);
        return new DriverManagerDataSource(url, properties);
    }

    /** Grants the application what it needs in migrated tables, if another user owns them. */
    public void grantApplicationRights() {
        if (owner.isEmpty()) {
            return;
        }
        try (Connection connection = migrations().getConnection()) {
            new ApplicationRights(connection, application.user().orElseThrow()).grant();
        } catch (SQLException failed) {
            throw DatabaseErrorText.refusal(this, failed);
        }
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
