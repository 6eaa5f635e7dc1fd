package org.belay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.belay.platform.RequestRefused;
import org.belay.platform.Settings;
import org.belay.platform.database.Database;
import org.belay.platform.database.DatabaseOwnership;
import org.belay.platform.embedded.EmbeddedPostgres;
import org.belay.testsupport.BelayServer;
import org.belay.testsupport.database.TestDatabase;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quartz.Scheduler;
import org.springframework.context.ConfigurableApplicationContext;

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
                    dir.resolve("secret"), yours.address().password().orElseThrow() + "\n");
            Settings settings = Settings.load(
                    dir,
                    Map.of(
                            "BELAY_HTTP_PORT", "0",
                            "BELAY_DATABASE_URL", yours.address().url(),
                            "BELAY_DATABASE_USER", yours.address().user().orElseThrow(),
                            "BELAY_DATABASE_PASSWORD_FILE", secret.toString()));

            try (ConfigurableApplicationContext belay = BelayApplication.start(settings, "serve")) {
                assertThat(belay.getBean(DatabaseOwnership.class).soleOwner()).isFalse();
                assertThat(belay.getBean("noticeScheduler", Scheduler.class).getSchedulerInstanceId())
                        .isNotEqualTo("belay");
            }
            assertThat(dir.resolve(".belay/postgres")).doesNotExist();
        }
    }

    private Settings settings() {
        return Settings.load(dir, Map.of("BELAY_HTTP_PORT", "0", "BELAY_DATA_DIR", dir.toString()));
    }
}
