package org.belay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import javax.sql.DataSource;
import org.belay.platform.RequestRefused;
import org.belay.platform.Settings;
import org.belay.platform.database.Database;
import org.belay.platform.database.DatabaseLogin;
import org.belay.platform.database.DatabaseOwnership;
import org.belay.platform.embedded.EmbeddedPostgres;
import org.belay.testsupport.BelayServer;
import org.belay.testsupport.database.TestDatabase;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quartz.Scheduler;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

class BelayApplicationDatabaseIT {
    @TempDir
    Path dir;

    @BeforeAll
    static void alone() {
        BelayServer.stopRunning();
    }

    @Test
    void the_database_stops_after_its_last_connection_was_closed() throws IOException {
        ConfigurableApplicationContext belay = BelayApplication.start(settings(), "serve");
        long database = belay.getBean(Database.class).server().orElseThrow().pid();

        belay.close();

        assertThat(ProcessHandle.of(database)).isEmpty();
        assertThat(Files.readString(dir.resolve("postgres/log")))
                .contains("database system is shut down")
                .doesNotContain("terminating connection due to administrator command");
    }

    @Test
    void a_data_directory_in_use_is_refused_and_nothing_keeps_running() {
        try (EmbeddedPostgres other = EmbeddedPostgres.start(dir)) {
            assertThatThrownBy(() -> BelayApplication.start(settings(), "serve"))
                    .isInstanceOf(RequestRefused.class)
                    .hasMessageStartingWith("Another Belay (process ")
                    .hasMessageContaining("BELAY_DATA_DIR");
            assertThat(ProcessHandle.of(other.pid())).isPresent();
        }
    }

    @Test
    void with_an_external_database_none_is_started_and_the_node_is_not_its_sole_owner() throws Exception {
        try (TestDatabase yours = TestDatabase.fresh()) {
            Path secret = Files.writeString(
                    dir.resolve("secret"),
                    yours.address().ownerOrApplication().password().orElseThrow() + "\n");
            Settings settings = Settings.load(
                    dir,
                    Map.of(
                            "BELAY_HTTP_PORT", "0",
                            "BELAY_DATABASE_URL", yours.address().url(),
                            "BELAY_DATABASE_USER",
                                    yours.address().ownerOrApplication().user().orElseThrow(),
                            "BELAY_DATABASE_PASSWORD_FILE", secret.toString()));

            try (ConfigurableApplicationContext belay = BelayApplication.start(settings, "serve")) {
                assertThat(belay.getBean(DatabaseOwnership.class).soleOwner()).isFalse();
                assertThat(belay.getBean("noticeScheduler", Scheduler.class).getSchedulerInstanceId())
                        .isNotEqualTo("belay");
            }
            assertThat(dir.resolve(".belay/postgres")).doesNotExist();
        }
    }

    @Test
    void x13_with_two_users_the_owner_migrates_and_belay_works_as_the_other() throws Exception {
        try (TestDatabase yours = TestDatabase.empty()) {
            try (ConfigurableApplicationContext belay = BelayApplication.start(twoUsers(yours), "serve")) {
                JdbcClient sql = JdbcClient.create(belay.getBean(DataSource.class));
                assertThat(sql.sql("SELECT current_user::text")
                                .query(String.class)
                                .single())
                        .isEqualTo("belay_application");
                assertThatThrownBy(() -> sql.sql("DELETE FROM audit_entry").update())
                        .rootCause()
                        .hasMessageContaining("permission denied");
            }
            try (ConfigurableApplicationContext again = BelayApplication.start(twoUsers(yours), "serve")) {
                assertThat(again.isRunning()).isTrue();
            }
        }
    }

    @Test
    void x13_a_user_that_could_change_the_audit_record_all_the_same_is_refused() throws Exception {
        try (TestDatabase yours = TestDatabase.empty()) {
            yours.owner().sql("GRANT belay TO belay_application").update();

            assertThatThrownBy(() -> BelayApplication.start(twoUsers(yours), "serve"))
                    .isInstanceOf(RequestRefused.class)
                    .hasMessageContaining("\"belay_application\" of database.user can change the audit record");

            yours.owner().sql("REVOKE belay FROM belay_application").update();
        }
    }

    private Settings twoUsers(TestDatabase yours) throws IOException {
        DatabaseLogin application = yours.address().application();
        DatabaseLogin owner = yours.address().owner().orElseThrow();
        return Settings.load(
                dir,
                Map.of(
                        "BELAY_HTTP_PORT", "0",
                        "BELAY_DATABASE_URL", yours.address().url(),
                        "BELAY_DATABASE_USER", application.user().orElseThrow(),
                        "BELAY_DATABASE_PASSWORD_FILE", secret("application", application),
                        "BELAY_DATABASE_OWNER_USER", owner.user().orElseThrow(),
                        "BELAY_DATABASE_OWNER_PASSWORD_FILE", secret("owner", owner)));
    }

    private String secret(String name, DatabaseLogin login) throws IOException {
        return Files.writeString(dir.resolve(name), login.password().orElseThrow())
                .toString();
    }

    private Settings settings() {
        return Settings.load(dir, Map.of("BELAY_HTTP_PORT", "0", "BELAY_DATA_DIR", dir.toString()));
    }
}
