package org.belay.directory.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.belay.audience.source.SourceRow;
import org.belay.directory.model.SourceDefinition.SqlSource;
import org.belay.directory.model.SourceUnreadable;
import org.belay.platform.Settings;
import org.belay.platform.database.Database;
import org.belay.testsupport.database.TestPostgres;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

class SqlDirectoryIT {
    private static final Database hr = TestPostgres.shared().fresh();

    @TempDir
    Path folder;

    @BeforeAll
    static void staff() {
        sql().sql("CREATE TABLE staff (mail text, vorname text, office text, left_on date)")
                .update();
        sql().sql("""
                INSERT INTO staff
                SELECT 'p' || n || '@corp.example', 'P' || n, CASE WHEN n % 2 = 0 THEN 'Bonn' END, NULL
                  FROM generate_series(1, 3000) AS n
                """).update();
    }

    @AfterAll
    static void drop() {
        TestPostgres.shared().drop(hr);
    }

    @Test
    void columns_are_recognised_by_their_names() {
        List<SourceRow> rows = read("SELECT mail, vorname, office FROM staff ORDER BY length(mail), mail;");

        assertThat(rows).hasSize(3_000);
        assertThat(rows.get(0))
                .isEqualTo(new SourceRow("row 1", Map.of("email", "p1@corp.example", "givenName", "P1")));
        assertThat(rows.get(1).values()).containsEntry("office", "Bonn");
    }

    @Test
    void a_query_cannot_change_the_database() {
        assertThatThrownBy(() -> read("WITH gone AS (DELETE FROM staff RETURNING mail) SELECT mail FROM gone"))
                .isInstanceOf(SourceUnreadable.class)
                .hasMessageContaining("read-only transaction");
        for (String other : List.of("SET TRANSACTION READ WRITE", "COPY staff TO STDOUT", "-- \nDELETE FROM staff")) {
            assertThatThrownBy(() -> directory(Map.of()).check(new SqlSource("hr", other)))
                    .hasMessageContaining("must begin with SELECT, WITH, VALUES or TABLE");
        }
        for (String two : List.of("SELECT 1; COMMIT; DELETE FROM staff", "TABLE staff; DELETE FROM staff;")) {
            assertThatThrownBy(() -> directory(Map.of()).check(new SqlSource("hr", two)))
                    .hasMessageContaining("must be one statement");
        }
        assertThat(sql().sql("SELECT count(*) FROM staff").query(Long.class).single())
                .isEqualTo(3_000);
    }

    @Test
    void a_query_with_too_many_rows_is_a_failure() {
        var read = new ArrayList<SourceRow>();

        assertThatThrownBy(() -> directory(Map.of("ROW_LIMIT", "2999"))
                        .read(new SqlSource("hr", "SELECT mail FROM staff"), read::add))
                .isInstanceOf(SourceUnreadable.class)
                .hasMessageContaining("more than 2,999 rows");
    }

    @Test
    void a_query_that_takes_too_long_is_stopped() {
        assertThatThrownBy(() -> directory(Map.of("TIME_LIMIT", "1"))
                        .read(new SqlSource("hr", "SELECT mail FROM staff, pg_sleep(60)"), row -> {}))
                .hasMessageContaining("statement timeout");
    }

    @Test
    void a_query_without_addresses_is_an_error() {
        assertThatThrownBy(() -> read("SELECT vorname, office FROM staff"))
                .hasMessage("No column of the query is called email; it has: givenName, office.");
        assertThatThrownBy(() -> read("SELECT mail, mail AS email FROM staff"))
                .hasMessageContaining("mean the same (email)");
        assertThatThrownBy(() -> read("SELECT mail FROM stuff"))
                .hasMessageContaining("relation \"stuff\" does not exist");
    }

    @Test
    void a_database_that_is_not_configured_or_not_there_is_named() {
        assertThatThrownBy(() -> directory(Map.of()).check(new SqlSource("hrr", "SELECT 1")))
                .hasMessage("belay.yaml has no database directory.sql.hrr. Did you mean hr?");
        assertThatThrownBy(() -> directory(Map.of("URL", "jdbc:postgresql://127.0.0.1:1/hr"))
                        .read(new SqlSource("hr", "SELECT 1"), row -> {}))
                .hasMessageContaining("The query of the database hr failed")
                .hasMessageContaining("127.0.0.1:1 refused");
    }

    private List<SourceRow> read(String query) {
        var source = new SqlSource("hr", query);
        var rows = new ArrayList<SourceRow>();
        directory(Map.of()).check(source);
        directory(Map.of()).read(source, rows::add);
        return rows;
    }

    private SqlDirectory directory(Map<String, String> changed) {
        try {
            Path password = Files.writeString(
                    folder.resolve("password"),
                    hr.ownerOrApplication().password().orElseThrow());
            var settings = new TreeMap<String, String>();
            settings.put("BELAY_DIRECTORY_SQL_HR_URL", hr.url());
            settings.put(
                    "BELAY_DIRECTORY_SQL_HR_USER",
                    hr.ownerOrApplication().user().orElseThrow());
            settings.put("BELAY_DIRECTORY_SQL_HR_PASSWORD_FILE", password.toString());
            changed.forEach((key, value) -> settings.put("BELAY_DIRECTORY_SQL_HR_" + key, value));
            return new SqlDirectory(Settings.load(folder, settings));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JdbcClient sql() {
        return JdbcClient.create(new DriverManagerDataSource(
                hr.url(),
                hr.ownerOrApplication().user().orElseThrow(),
                hr.ownerOrApplication().password().orElseThrow()));
    }
}
