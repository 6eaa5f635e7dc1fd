package org.belay.platform.database;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatabaseCheckTest {
    private static final DatabaseFacts GOOD =
            new DatabaseFacts(160_011, "16.11", "UTF8", "on", "on", false, false, true, 97, -1, -1, 0, 1);

    @Test
    void postgresql_16_with_default_settings_is_accepted_without_warning() {
        assertThat(DatabaseCheck.refusal(GOOD, false, 25)).isEmpty();
        assertThat(DatabaseCheck.warning(GOOD, 25)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"150018,15.18 (Debian 15.18-0+deb12u1)", "90624,9.6.24"})
    void p30_an_older_version_is_refused_by_name(int version, String name) {
        var old = new DatabaseFacts(version, name, "UTF8", "on", "on", false, false, true, 97, -1, -1, 0, 1);

        assertThat(DatabaseCheck.refusal(old, false, 25))
                .hasValue("The database is PostgreSQL " + name
                        + "; Belay needs 16 or newer. Belay was not started, and nothing"
                        + " was changed there. Upgrade that server, or name another in database.url.");
    }

    @ParameterizedTest
    @CsvSource({"on,off,synchronous_commit = off", "on,local,synchronous_commit = local", "off,on,fsync = off"})
    void p30_a_server_that_may_lose_commits_is_refused_with_the_setting(String fsync, String commit, String named) {
        var careless = new DatabaseFacts(180_006, "18.6", "UTF8", fsync, commit, false, false, true, 97, -1, -1, 0, 1);

        assertThat(DatabaseCheck.refusal(careless, false, 25).orElseThrow())
                .contains(named + ",", "may lose acknowledged commits")
                .doesNotContain("\n");
    }

    @Test
    void p30_a_standby_and_a_read_only_server_are_refused() {
        var standby = new DatabaseFacts(180_006, "18.6", "UTF8", "on", "on", true, false, true, 97, -1, -1, 0, 1);
        var readOnly = new DatabaseFacts(180_006, "18.6", "UTF8", "on", "on", false, true, true, 97, -1, -1, 0, 1);

        assertThat(DatabaseCheck.refusal(standby, false, 25).orElseThrow())
                .contains("standby", "targetServerType=primary");
        assertThat(DatabaseCheck.refusal(readOnly, false, 25).orElseThrow()).contains("default_transaction_read_only");
    }

    @Test
    void p30_a_server_with_too_few_connections_for_one_node_is_refused() {
        var small = new DatabaseFacts(180_006, "18.6", "UTF8", "on", "on", false, false, true, 17, -1, -1, 0, 1);

        assertThat(DatabaseCheck.refusal(small, false, 25).orElseThrow())
                .contains("17 connections", "max_connections", "one Belay uses 25", "database.connections");
        assertThat(DatabaseCheck.refusal(small, false, 17)).isEmpty();
    }

    @Test
    void a_warning_is_logged_if_all_nodes_together_may_need_more_connections_than_there_are() {
        var third = new DatabaseFacts(180_006, "18.6", "UTF8", "on", "on", false, false, true, 97, -1, -1, 0, 3);
        var tenth = new DatabaseFacts(180_006, "18.6", "UTF8", "on", "on", false, false, true, 97, -1, -1, 3, 10);

        assertThat(DatabaseCheck.warning(third, 25)).isEmpty();
        assertThat(DatabaseCheck.refusal(tenth, false, 25)).isEmpty();
        assertThat(DatabaseCheck.warning(tenth, 25).orElseThrow())
                .contains(
                        "10 Belay nodes use up to 250 connections",
                        "the database gives 97",
                        "max_connections to at least 263");
    }

    @Test
    void the_lowest_limit_applies() {
        var limited = new DatabaseFacts(180_006, "18.6", "UTF8", "on", "on", false, false, true, 97, 60, 40, 0, 2);

        assertThat(DatabaseCheck.warning(limited, 25).orElseThrow()).contains("the database gives 40");
    }
}
