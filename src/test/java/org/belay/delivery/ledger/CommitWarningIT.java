package org.belay.delivery.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.belay.testsupport.database.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** A commit that was acknowledged although a standby that it should wait for does not have it. */
class CommitWarningIT {

    private final TestDatabase database = TestDatabase.fresh();

    @AfterEach
    void done() {
        standbys("");
        database.close();
    }

    @Test
    void p22_a_commit_whose_wait_for_a_standby_was_canceled_is_not_known_to_be_durable() {
        standbys("away");

        CompletableFuture<Optional<String>> said = CompletableFuture.supplyAsync(this::commit);
        cancelTheWait();

        assertThat(said.join()).hasValueSatisfying(words -> assertThat(words).contains("synchronous replication"));
    }

    @Test
    void a_normal_commit_has_no_warning_whatever_its_statements_said() {
        assertThat(commit()).isEmpty();
    }

    private Optional<String> commit() {
        var jdbc = new JdbcTemplate(database.dataSource());
        var warning = new CommitWarning();
        database.transaction().executeWithoutResult(status -> {
            warning.listen(jdbc);
            jdbc.execute("DO $$BEGIN RAISE WARNING 'of a statement'; END$$");
            jdbc.update("UPDATE comparison SET since = now()");
        });
        return warning.message();
    }

    private void cancelTheWait() {
        await().until(() -> database.owner().sql("""
                        SELECT count(pg_cancel_backend(pid)) FROM pg_stat_activity
                         WHERE datname = current_database() AND wait_event = 'SyncRep'
                        """).query(Integer.class).single() > 0);
    }

    private void standbys(String names) {
        database.owner()
                .sql("ALTER SYSTEM SET synchronous_standby_names = '" + names + "'")
                .update();
        database.owner().sql("SELECT pg_reload_conf()").query(Boolean.class).single();
        await().until(() -> database.jdbc()
                .sql("SHOW synchronous_standby_names")
                .query(String.class)
                .single()
                .equals(names));
    }
}
