package org.belay.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.belay.BelayApplication;
import org.belay.platform.RequestRefused;
import org.belay.platform.Settings;
import org.belay.testsupport.BelayServer;
import org.belay.testsupport.database.PgBouncerProcess;
import org.belay.testsupport.database.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** An external database with a mistake of its administrator is refused in one line, and nothing is changed in it. */
class DatabaseCheckIT {
    private static final String NAME = "company";

    private final TestDatabase server = TestDatabase.fresh();

    @TempDir
    Path dir;

    @AfterEach
    void gone() {
        server.owner().sql("DROP DATABASE IF EXISTS company WITH (FORCE)").update();
        server.owner().sql("DROP ROLE IF EXISTS company").update();
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"LATIN1", "SQL_ASCII"})
    void p30_a_database_that_is_not_utf8_is_refused_by_name(String encoding) throws IOException {
        Database latin = company("ENCODING '" + encoding + "' LOCALE_PROVIDER libc LOCALE 'C' TEMPLATE template0");

        assertThat(refusalOf(latin))
                .startsWith("The database has the encoding " + encoding + "; Belay needs UTF8.")
                .contains("nothing was changed there");
        mustBeUntouched(latin);
    }

    @Test
    void p30_the_application_refuses_it_in_the_same_line_before_creating_tables() throws IOException {
        Database latin = company("ENCODING 'LATIN1' LOCALE_PROVIDER libc LOCALE 'C' TEMPLATE template0");
        BelayServer.stopRunning();

        RequestRefused refused = catchThrowableOfType(
                RequestRefused.class,
                () -> BelayApplication.start(
                        Settings.load(dir, Map.of("BELAY_HTTP_PORT", "0")),
                        beans -> beans.registerBean(Database.class, () -> latin),
                        "serve"));

        assertThat(refused.getMessage())
                .startsWith("The database has the encoding LATIN1;")
                .doesNotContain("\n");
        mustBeUntouched(latin);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ALTER ROLE company CONNECTION LIMIT 7", "ALTER DATABASE company CONNECTION LIMIT 7"})
    void p30_too_few_connections_are_refused_with_the_limit_to_raise(String limit) {
        Database small = company("");
        server.owner().sql(limit).update();

        assertThat(refusalOf(small))
                .contains(
                        "gives 7 connections",
                        limit.replaceFirst(" company", " …").replace(" 7", ""),
                        "one Belay uses 25");
        mustBeUntouched(small);
    }

    @Test
    void p30_a_user_that_may_create_no_table_is_refused() {
        Database foreign = company("");
        server.owner().sql("ALTER DATABASE company OWNER TO belay").update();

        assertThat(refusalOf(foreign)).contains("may not create tables").contains("ALTER DATABASE … OWNER TO");
    }

    @Test
    void p30_a_pooler_in_transaction_mode_is_refused_and_one_in_session_mode_accepted() throws IOException {
        Database direct = company("");
        try (PgBouncerProcess pooler = PgBouncerProcess.start(dir, "transaction", direct)) {
            Database pooled = through(pooler, "");

            assertThat(refusalOf(pooled))
                    .contains("pooler in transaction mode", "pool_mode = session", "?prepareThreshold=0");
            mustBeUntouched(direct);

            try (HikariDataSource pool = ConnectionPools.open(through(pooler, "?prepareThreshold=0"), 25)) {
                assertThat(one(pool)).isEqualTo(1);
            }
        }
        try (PgBouncerProcess pooler = PgBouncerProcess.start(dir, "session", direct);
                HikariDataSource pool = ConnectionPools.open(through(pooler, ""), 25)) {
            assertThat(one(pool)).isEqualTo(1);
        }
    }

    @Test
    void an_unreachable_database_is_reported_in_one_line_without_secrets_of_the_url() {
        Database good = company("");
        String base = good.url().substring(0, good.url().lastIndexOf('/'));

        assertThat(refusalOf(at(good.url(), "wrong")))
                .contains("password authentication failed", "database.password-file");
        assertThat(refusalOf(at(base + "/nowhere?password=company", NAME)))
                .contains("\"nowhere\" does not exist", "CREATE DATABASE")
                .doesNotContain("password=company");
        assertThat(refusalOf(at("jdbc:postgresql://no-such-host.invalid/belay", NAME)))
                .contains("no-such-host.invalid", "UnknownHost");
        assertThat(refusalOf(at("jdbc:postgresql://127.0.0.1:1/belay", NAME)))
                .contains("refused", "BELAY_DATABASE_URL");
    }

    private Database company(String how) {
        server.owner().sql("CREATE ROLE company LOGIN PASSWORD 'company'").update();
        server.owner().sql("CREATE DATABASE company OWNER company " + how).update();
        String url = server.address().url();
        return at(url.substring(0, url.lastIndexOf('/')) + "/" + NAME, NAME);
    }

    private static Database through(PgBouncerProcess pooler, String parameters) {
        return at(pooler.url() + parameters, NAME);
    }

    private static Database at(String url, String password) {
        return new Database(
                url,
                DatabaseLogin.of(NAME, password),
                Optional.empty(),
                new DatabaseOwnership(false),
                Optional.empty());
    }

    private static String refusalOf(Database database) {
        RequestRefused refused = catchThrowableOfType(
                RequestRefused.class, () -> ConnectionPools.open(database, 25).close());
        assertThat(refused).as("it is refused").isNotNull();
        assertThat(refused.getMessage()).contains("Belay was not started").doesNotContain("\n");
        return refused.getMessage();
    }

    private static int one(HikariDataSource pool) {
        return JdbcClient.create(pool).sql("SELECT 1").query(Integer.class).single();
    }

    private void mustBeUntouched(Database database) {
        var asServer = new DriverManagerDataSource(
                database.url(),
                server.address().ownerOrApplication().user().orElseThrow(),
                server.address().ownerOrApplication().password().orElseThrow());
        List<String> found = JdbcClient.create(asServer)
                .sql("SELECT relname::text FROM pg_class WHERE relnamespace = 'public'::regnamespace")
                .query(String.class)
                .list();
        assertThat(found).isEmpty();
    }
}
