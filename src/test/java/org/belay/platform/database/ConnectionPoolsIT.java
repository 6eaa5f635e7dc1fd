package org.belay.platform.database;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.Optional;
import org.belay.platform.RequestRefused;
import org.belay.testsupport.database.TestDatabase;
import org.junit.jupiter.api.Test;

class ConnectionPoolsIT {
    @Test
    void a_database_that_may_lose_commits_is_refused() {
        try (TestDatabase database = TestDatabase.fresh()) {
            database.owner()
                    .sql("DO $$BEGIN EXECUTE format('ALTER DATABASE %I SET synchronous_commit = off',"
                            + " current_database()); END$$")
                    .update();

            assertThatThrownBy(() -> ConnectionPools.open(database.address(), 1))
                    .isInstanceOf(RequestRefused.class)
                    .hasMessageContaining("synchronous_commit = off")
                    .hasMessageContaining("may lose acknowledged commits");
        }
    }

    @Test
    void p05_standbys_that_acknowledge_before_writing_to_disk_are_refused() {
        try (TestDatabase database = TestDatabase.fresh()) {
            database.owner()
                    .sql("DO $$BEGIN EXECUTE format('ALTER DATABASE %I SET synchronous_commit = remote_write',"
                            + " current_database()); END$$")
                    .update();
            ConnectionPools.open(database.address(), 1).close(); // without a standby that is the same as on
            try {
                standbys(database, "'somewhere'");

                assertThatThrownBy(() -> ConnectionPools.open(database.address(), 1))
                        .isInstanceOf(RequestRefused.class)
                        .hasMessageContaining("remote_write")
                        .hasMessageContaining("Set synchronous_commit = on");
            } finally {
                standbys(database, "''");
            }
        }
    }

    private static void standbys(TestDatabase database, String names) {
        database.owner()
                .sql("ALTER SYSTEM SET synchronous_standby_names = " + names)
                .update();
        database.owner().sql("SELECT pg_reload_conf()").query(Boolean.class).single();
        await().until(() -> ("'"
                        + database.owner()
                                .sql("SHOW synchronous_standby_names")
                                .query(String.class)
                                .single() + "'")
                .equals(names));
    }

    @Test
    void an_unreachable_database_is_reported_with_the_settings_to_check() {
        Database nowhere = new Database(
                "jdbc:postgresql://127.0.0.1:1/belay",
                new DatabaseLogin(Optional.empty(), Optional.empty()),
                Optional.empty(),
                new DatabaseOwnership(false),
                Optional.empty());

        assertThatThrownBy(() -> ConnectionPools.open(nowhere, 1))
                .isInstanceOf(RequestRefused.class)
                .hasMessageContaining("jdbc:postgresql://127.0.0.1:1/belay")
                .hasMessageContaining("BELAY_DATABASE_URL");
    }
}
