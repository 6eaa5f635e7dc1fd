package org.belay.directory.sql;

import static org.belay.audience.person.PrintableValue.number;

import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Properties;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.belay.audience.person.PrintableValue;
import org.belay.audience.source.SourceRow;
import org.belay.directory.model.SourceDefinition.SqlSource;
import org.belay.directory.model.SourceUnreadable;
import org.belay.platform.DirectorySettings.SqlSettings;
import org.belay.platform.NearestName;
import org.belay.platform.RequestRefused;
import org.belay.platform.Settings;
import org.belay.platform.files.UnusableFile;
import org.springframework.stereotype.Component;

/** Reads people from the databases in {@code belay.yaml}. */
@Component
public class SqlDirectory {
    private static final int LONGEST_QUERY = 20_000;
    private static final int CONNECT_SECONDS = 10;
    private static final int FETCHED = 1_000;
    private static final int LONGEST_MESSAGE = 300;
    private static final Pattern BEGINNING = Pattern.compile("(?i)(?:SELECT|WITH|VALUES|TABLE)\\b");

    private final Settings settings;

    SqlDirectory(Settings settings) {
        this.settings = settings;
    }

    /** @throws RequestRefused if the definition cannot work, whatever the database holds */
    public void check(SqlSource source) {
        server(source);
        String query = source.query().strip();
        if (query.isEmpty() || query.length() > LONGEST_QUERY) {
            throw new RequestRefused(
                    "The query must have 1 to " + number(LONGEST_QUERY) + " characters. Nothing was changed.");
        }
        if (!BEGINNING.matcher(query).lookingAt()) {
            throw new RequestRefused("The query must begin with SELECT, WITH, VALUES or TABLE. Nothing was changed.");
        }
        // a second statement could end the read-only transaction
        if (statement(source).indexOf(';') >= 0) {
            throw new RequestRefused(
                    "The query must be one statement, without a semicolon in it. Nothing was changed.");
        }
    }

    /**
     * Passes each row.
     *
     * @throws SourceUnreadable if the query fails or reaches a limit
     */
    public void read(SqlSource source, Consumer<SourceRow> rows) {
        SqlSettings server = server(source);
        long end = System.nanoTime() + server.timeLimit().toNanos();
        try (Connection connection = connect(server)) {
            connection.setReadOnly(true);
            connection.setAutoCommit(false); // rows are fetched in parts only in a transaction
            try (Statement statement = connection.createStatement()) {
                statement.execute(
                        "SET LOCAL statement_timeout = " + server.timeLimit().toMillis());
                statement.setFetchSize(FETCHED);
                read(statement.executeQuery(statement(source)), server, end, rows);
            }
        } catch (SQLException failed) {
            throw new SourceUnreadable(
                    "The query of the database " + source.database() + " failed: "
                            + PrintableValue.value(String.valueOf(failed.getMessage()), LONGEST_MESSAGE) + ".",
                    failed);
        }
    }

    /** @param end of the time limit, in which the database also finds the first rows */
    private static void read(ResultSet found, SqlSettings server, long end, Consumer<SourceRow> rows)
            throws SQLException {
        SqlColumns columns = SqlColumns.of(found.getMetaData());
        int row = 0;
        while (found.next()) {
            if (++row > server.rowLimit()) {
                throw new SourceUnreadable("The query has more than " + number(server.rowLimit())
                        + " rows. Narrow it, or raise the row-limit of the database.");
            }
            if (System.nanoTime() - end > 0) {
                throw new SourceUnreadable("Reading took longer than "
                        + server.timeLimit().toSeconds()
                        + " s and was stopped. Narrow the query, or raise the time-limit of the database.");
            }
            rows.accept(new SourceRow("row " + number(row), columns.values(found)));
        }
    }

    private static Connection connect(SqlSettings server) throws SQLException {
        var properties = new Properties();
        server.user().ifPresent(user -> properties.setProperty("user", user));
        server.passwordFile().ifPresent(file -> {
            try {
                properties.setProperty("password", Files.readString(file).strip());
            } catch (IOException unreadable) {
                throw new SourceUnreadable(
                        "The password of the database cannot be read: " + UnusableFile.describe(unreadable) + ".");
            }
        });
        properties.setProperty("connectTimeout", Integer.toString(CONNECT_SECONDS));
        properties.setProperty("loginTimeout", Integer.toString(CONNECT_SECONDS));
        // a silent server; a slow query ends earlier, by its own limit
        properties.setProperty("socketTimeout", Long.toString(server.timeLimit().toSeconds() + CONNECT_SECONDS));
        properties.setProperty("maxResultBuffer", "64M");
        properties.setProperty("ApplicationName", "belay");
        return DriverManager.getConnection(server.url(), properties);
    }

    /** The query without the semicolon at its end. */
    private static String statement(SqlSource source) {
        String query = source.query().strip();
        return query.endsWith(";") ? query.substring(0, query.length() - 1) : query;
    }

    private SqlSettings server(SqlSource source) {
        var databases = settings.directory().sql();
        SqlSettings server = databases.get(source.database());
        if (server == null) {
            throw new RequestRefused("belay.yaml has no database directory.sql." + source.database() + "."
                    + NearestName.to(source.database(), List.copyOf(databases.keySet()))
                            .map(near -> " Did you mean " + near + "?")
                            .orElse(""));
        }
        return server;
    }
}
