package org.belay.platform.embedded;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.belay.platform.RequestRefused;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedPostgresIT {
    @TempDir
    Path dir;

    @Test
    void committed_data_survives_a_restart_on_the_same_port() throws SQLException {
        String url;
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(dir)) {
            url = postgres.url();
            remember(postgres, "kept");
        }
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(dir)) {
            assertThat(remembered(postgres)).isEqualTo("kept");
            assertThat(postgres.url()).isEqualTo(url);
        }
    }

    @Test
    void commits_are_durable_and_text_is_unicode() throws SQLException {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(dir)) {
            assertThat(one(postgres, "SHOW fsync")).isEqualTo("on");
            assertThat(one(postgres, "SHOW synchronous_commit")).isEqualTo("on");
            assertThat(one(postgres, "SHOW full_page_writes")).isEqualTo("on");
            assertThat(one(postgres, "SHOW data_checksums")).isEqualTo("on");
            assertThat(one(postgres, "SELECT upper('é')")).isEqualTo("É");
        }
    }

    @Test
    void connecting_requires_the_password() {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(dir)) {
            assertThatThrownBy(() -> DriverManager.getConnection(postgres.url(), postgres.user(), "guess"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("password authentication failed");
        }
    }

    @Test
    void a_second_belay_is_refused_with_the_process_id_of_the_first() throws IOException {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(dir)) {
            assertThatThrownBy(() -> EmbeddedPostgres.start(dir))
                    .isInstanceOf(RequestRefused.class)
                    .hasMessageContaining("this process");

            assertThat(firstLine(otherBelay()))
                    .startsWith(
                            "Another Belay (process " + ProcessHandle.current().pid() + ") already uses");
        }
    }

    @Test
    void after_kill_9_of_belay_the_next_one_has_everything_committed() throws Exception {
        Process killed = otherBelay();
        long server = Long.parseLong(firstLine(killed));
        execute(
                "jdbc:postgresql://127.0.0.1:"
                        + Files.readString(dir.resolve("postgres/port")).strip() + "/belay",
                Files.readString(dir.resolve("postgres/password")),
                remembering("kept"));
        killed.destroyForcibly().waitFor();

        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(dir)) {
            DatabaseFiles files = DatabaseFiles.in(dir);
            assertThat(remembered(postgres)).isEqualTo("kept");
            assertThat(new LeftoverProcesses(files, PostgresUser.ownerOf(files.data())).alive())
                    .contains(postgres.pid())
                    .doesNotContain(server);
        }
    }

    @Test
    void a_leftover_server_is_stopped_before_the_next_start() throws Exception {
        Process survivor = serverWithoutBelay();

        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(dir)) {
            assertThat(remembered(postgres)).isEqualTo("kept");
            assertThat(survivor.isAlive()).isFalse();
        }
    }

    @Test
    void processes_of_a_server_that_was_killed_do_not_block_the_next_start() throws Exception {
        Process leader = serverWithoutBelay();
        leader.destroyForcibly().waitFor();

        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(dir)) {
            assertThat(remembered(postgres)).isEqualTo("kept");
        }
    }

    @Test
    void a_pid_file_with_the_id_of_another_process_does_not_block_the_start() throws Exception {
        EmbeddedPostgres.start(dir).close();
        Files.writeString(
                dir.resolve("postgres/data/postmaster.pid"),
                ProcessHandle.current().pid() + "\n");

        EmbeddedPostgres.start(dir).close();

        assertThat(ProcessHandle.current().isAlive()).isTrue();
    }

    @Test
    void a_killed_server_is_restarted_on_its_port() {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(dir)) {
            long first = postgres.pid();
            ProcessHandle.of(first).orElseThrow().destroyForcibly();

            await().atMost(30, SECONDS)
                    .ignoreExceptions()
                    .until(() -> one(postgres, "SELECT 'back'").equals("back") && postgres.pid() != first);
        }
    }

    @Test
    void it_stops_with_belay() {
        EmbeddedPostgres postgres = EmbeddedPostgres.start(dir);
        long server = postgres.pid();

        postgres.close();

        assertThat(ProcessHandle.of(server)).isEmpty();
        assertThat(dir.resolve("postgres/data/postmaster.pid")).doesNotExist();
    }

    @Test
    void data_of_another_major_version_is_refused_and_not_changed() throws IOException {
        EmbeddedPostgres.start(dir).close();
        Path version = dir.resolve("postgres/data/PG_VERSION");
        String ours = Files.readString(version);
        Files.writeString(version, "12\n");

        assertThatThrownBy(() -> EmbeddedPostgres.start(dir))
                .isInstanceOf(RequestRefused.class)
                .hasMessageContaining("was created by PostgreSQL 12; this Belay contains " + ours.strip()
                        + ". Nothing was started or changed.");

        Files.writeString(version, ours);
        EmbeddedPostgres.start(dir).close();
    }

    @Test
    void an_incomplete_database_of_a_crash_is_deleted() throws IOException {
        Files.createDirectories(dir.resolve("postgres/data.init/base"));
        Files.writeString(dir.resolve("postgres/data.init/PG_VERSION"), "18\n");

        EmbeddedPostgres.start(dir).close();

        assertThat(dir.resolve("postgres/data.init")).doesNotExist();
    }

    @Test
    void under_root_it_runs_as_an_unprivileged_user() throws IOException {
        assumeTrue(isRoot());
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(dir)) {
            assertThat(Files.getAttribute(Path.of("/proc/" + postgres.pid()), "unix:uid"))
                    .isNotIn(0, 65534);
        }
    }

    @Test
    void a_directory_that_this_user_cannot_reach_is_named_with_the_remedy() throws IOException {
        assumeTrue(isRoot());
        Path hidden = dir.resolve("data");

        assertThatThrownBy(() -> EmbeddedPostgres.start(hidden))
                .isInstanceOf(RequestRefused.class)
                .hasMessageContaining("may not pass through " + dir.toRealPath())
                .hasMessageContaining("chmod o+x");
    }

    @Test
    void under_root_the_user_nobody_cannot_read_the_database_and_loses_an_older_one() throws Exception {
        assumeTrue("root".equals(System.getProperty("user.name")), "needs root");
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(dir)) {
            remember(postgres, "kept");
        }
        var nobody = new PostgresUser(65534, 65534, true);
        for (String path : new String[] {"data/PG_VERSION", "data/pg_hba.conf", "log", "password"}) {
            assertThat(PostgresTool.succeeds(nobody.plain(List.of(
                            "test", "-r", dir.resolve("postgres").resolve(path).toString()))))
                    .as(path)
                    .isFalse();
        }
        nobody.ownAll(dir.resolve("postgres/data")); // as earlier versions left it
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(dir)) {
            assertThat(remembered(postgres)).isEqualTo("kept");
            assertThat(PostgresUser.ownerOf(dir.resolve("postgres/data/base")).uid())
                    .isNotIn(0, 65534);
        }
    }

    private Process serverWithoutBelay() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(dir)) {
            remember(postgres, "kept");
        }
        DatabaseFiles files = DatabaseFiles.in(dir);
        PostgresUser runAs = PostgresUser.ownerOf(files.data());
        Process server = new ProcessBuilder(runAs.plain(List.of(
                        PostgresBinaries.in(dir, runAs).program("postgres").toString(),
                        "-D",
                        files.data().toString(),
                        "-p",
                        Files.readString(files.port()).strip(),
                        "-c",
                        "unix_socket_directories=")))
                .redirectErrorStream(true)
                .start();
        BufferedReader log = server.inputReader();
        while (!log.readLine().contains("ready to accept connections")) {}
        return server;
    }

    private Process otherBelay() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        DatabaseHolderProcess.class.getName(),
                        dir.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static String firstLine(Process process) throws IOException {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(process.getInputStream()))) {
            String line = reader.readLine();
            while (line != null && line.matches("\\d\\d:\\d\\d:\\d\\d.*|\\d{4}-.*")) {
                line = reader.readLine();
            }
            return line;
        }
    }

    private static boolean isRoot() throws IOException {
        return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
    }

    private static void remember(EmbeddedPostgres postgres, String word) throws SQLException {
        one(postgres, remembering(word));
    }

    private static String remembering(String word) {
        return "DROP TABLE IF EXISTS memo; CREATE TABLE memo AS SELECT '" + word + "' AS word; SELECT 1";
    }

    private static String remembered(EmbeddedPostgres postgres) throws SQLException {
        return one(postgres, "SELECT word FROM memo");
    }

    private static String one(EmbeddedPostgres postgres, String sql) throws SQLException {
        return execute(postgres.url(), postgres.password(), sql);
    }

    private static String execute(String url, String password, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url, EmbeddedPostgres.NAME, password);
                var statement = connection.createStatement()) {
            boolean rows = statement.execute(sql);
            while (!rows) {
                rows = statement.getMoreResults();
            }
            try (ResultSet result = statement.getResultSet()) {
                result.next();
                return result.getString(1);
            }
        }
    }
}
