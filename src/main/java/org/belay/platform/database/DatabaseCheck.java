package org.belay.platform.database;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import org.belay.platform.RequestRefused;
import org.belay.platform.embedded.EmbeddedPostgres;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Checks a database before anything is changed in it, and says in one line what must be changed. */
final class DatabaseCheck {
    private static final Logger log = LoggerFactory.getLogger(DatabaseCheck.class);

    private static final String UNCHANGED = " Belay was not started, and nothing was changed there. ";

    private final DatabaseFacts facts;
    private final boolean transactionPooler;

    private DatabaseCheck(DatabaseFacts facts, boolean transactionPooler) {
        this.facts = facts;
        this.transactionPooler = transactionPooler;
    }

    /** @throws RequestRefused if it cannot be reached */
    static DatabaseCheck of(Database database) {
        try (Connection connection = connect(database, database.application());
                Connection second = connect(database, database.application());
                Connection owner = connect(database, database.ownerOrApplication())) {
            DatabaseFacts facts = DatabaseFacts.of(connection, owner);
            StandbyCheck.requireDurableCommits(connection);
            boolean transactions = PoolerDetection.sharesTransactions(connection, second);
            if (transactions && database.preparesNothing()) {
                log.warn(
                        "The connections go through a pooler in transaction mode: the session settings of Belay are lost there"
                                + " (docs/database.md). Use session mode.");
            }
            return new DatabaseCheck(facts, transactions && !database.preparesNothing());
        } catch (SQLException unreachable) {
            throw DatabaseErrorText.refusal(database, unreachable);
        }
    }

    /**
     * Logs a warning if all living nodes together may need more connections than there are.
     *
     * @param connections number of connections of this process
     * @throws RequestRefused if Belay cannot work with the database
     */
    void requireUsable(int connections) {
        refusal(facts, transactionPooler, connections).ifPresent(why -> {
            throw new RequestRefused(why);
        });
        warning(facts, connections).ifPresent(log::warn);
    }

    static Optional<String> refusal(DatabaseFacts facts, boolean transactionPooler, int connections) {
        return Stream.of(
                        unless(
                                facts.version() >= EmbeddedPostgres.OLDEST * 10_000,
                                "The database is PostgreSQL " + facts.versionName() + "; Belay needs "
                                        + EmbeddedPostgres.OLDEST
                                        + " or newer." + UNCHANGED
                                        + "Upgrade that server, or name another in database.url."),
                        unless(
                                facts.encoding().equals("UTF8"),
                                "The database has the encoding " + facts.encoding() + "; Belay needs UTF8." + UNCHANGED
                                        + "Create one with CREATE DATABASE … ENCODING 'UTF8' TEMPLATE template0, and name it in"
                                        + " database.url."),
                        unless(
                                !facts.standby(),
                                "The database is a read-only standby." + UNCHANGED
                                        + "Name the primary in database.url, or both with ?targetServerType=primary."),
                        unless(
                                !facts.readOnly(),
                                "The database has default_transaction_read_only = on." + UNCHANGED
                                        + "Set it off for Belay's user or for the server."),
                        keepsCommits("fsync", facts.fsync()),
                        keepsCommits("synchronous_commit", facts.synchronousCommit()),
                        unless(
                                !transactionPooler,
                                "The database is behind a pooler in transaction mode (PgBouncer: pool_mode = transaction),"
                                        + " where prepared statements and session settings are lost." + UNCHANGED
                                        + "Set pool_mode = session for Belay's database, name the server itself in database.url,"
                                        + " or add ?prepareThreshold=0 to database.url."),
                        unless(
                                facts.mayCreate(),
                                "Belay's user may not create tables in the database." + UNCHANGED
                                        + "Make it the owner (ALTER DATABASE … OWNER TO …), or GRANT CREATE, USAGE ON SCHEMA"
                                        + " public to it."),
                        enough(facts.userLimit(), connections, "Belay's user", "ALTER ROLE … CONNECTION LIMIT"),
                        enough(
                                facts.databaseLimit(),
                                connections,
                                "Belay's database",
                                "ALTER DATABASE … CONNECTION LIMIT"),
                        enough(
                                facts.serverLimit(),
                                connections,
                                "the server, without those it reserves,",
                                "max_connections"))
                .flatMap(Optional::stream)
                .findFirst();
    }

    static Optional<String> warning(DatabaseFacts facts, int connections) {
        int limit = Stream.of(facts.serverLimit(), facts.userLimit(), facts.databaseLimit())
                .filter(one -> one >= 0)
                .min(Integer::compare)
                .orElseThrow();
        int wanted = facts.nodes() * connections + facts.usedByOthers();
        return unless(
                wanted <= limit,
                facts.nodes() + " Belay nodes use up to " + facts.nodes() * connections + " connections, other programs"
                        + " use " + facts.usedByOthers() + " now, and the database gives " + limit
                        + ". When they run out, pages fail and sending slows down. Raise max_connections to at least "
                        + (wanted + 10)
                        + " (or the limit of the user or the database), or lower database.connections.");
    }

    private static Optional<String> enough(int limit, int connections, String whose, String setting) {
        return unless(
                limit < 0 || limit >= connections,
                "The database gives " + limit + " connections to " + whose + " (" + setting + "), and one Belay uses "
                        + connections + "." + UNCHANGED + "Raise " + setting + ", or lower database.connections.");
    }

    /** A lost commit could lose an acceptance, and then a person would get no correction. */
    private static Optional<String> keepsCommits(String setting, String value) {
        return unless(
                !value.equals("off") && !value.equals("local"),
                "The database has " + setting + " = " + value + ", so it may lose acknowledged commits." + UNCHANGED
                        + "Set " + setting + " = on for Belay's user or for the server.");
    }

    private static Optional<String> unless(boolean fine, String otherwise) {
        return fine ? Optional.empty() : Optional.of(otherwise);
    }

    private static Connection connect(Database database, DatabaseLogin login) throws SQLException {
        var properties = new Properties();
        database.driverProperties(Duration.ofSeconds(10)).forEach(properties::setProperty);
        login.addTo(properties);
        return DriverManager.getConnection(database.url(), properties);
    }
}
