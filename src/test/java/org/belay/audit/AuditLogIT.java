package org.belay.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.belay.testsupport.database.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** The audit log on a real database, tampered with by its owner. */
class AuditLogIT {
    private static final int ROWS = 6;

    @TempDir
    Path folder;

    private TestDatabase database;
    private AuditLog audit;

    @BeforeEach
    void write() {
        database = TestDatabase.fresh();
        audit = new AuditLog(
                new AuditStore(database.jdbc()),
                anchor(),
                database.transaction().getTransactionManager());
        for (int i = 1; i <= ROWS; i++) {
            record("edit", "M-000" + i);
        }
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void recorded_rows_verify_and_read_back_as_written() {
        record("stop", "M-0007", Map.of("reason", "Tomás said: „halt!“\nnow\u0000", "left", "3"));

        var found = audit.verify();
        assertThat(found.ok()).isTrue();
        assertThat(found.rows()).isEqualTo(ROWS + 1);
        assertThat(found.anchoredTo()).isEqualTo(ROWS + 1);

        var newest = audit.entries(Long.MAX_VALUE, 1).get(0);
        assertThat(newest.actor()).isEqualTo("nora@example.org");
        assertThat(newest.detail())
                .containsEntry("reason", "Tomás said: „halt!“\nnow\uFFFD")
                .containsEntry("left", "3");
        assertThat(audit.entriesAbout("M-0007")).containsExactly(newest);
    }

    @Test
    void a_row_is_rolled_back_with_its_decision() {
        database.transaction().executeWithoutResult(status -> {
            audit.record("nora@example.org", "approve", "M-0001", Map.of());
            status.setRollbackOnly();
        });

        assertThat(audit.entriesAbout("M-0001")).hasSize(1);
        assertThat(audit.verify()).isEqualTo(AuditVerification.whole(ROWS, ROWS));
        record("edit", "M-0001");
        assertThat(audit.verify()).isEqualTo(AuditVerification.whole(ROWS + 1, ROWS + 1));
    }

    @Test
    void a_decision_is_rolled_back_if_its_row_cannot_be_written() {
        execute("ALTER TABLE audit_entry ADD CHECK (action <> 'approve')");
        assertThatThrownBy(() -> database.transaction().executeWithoutResult(status -> {
                    database.jdbc()
                            .sql("INSERT INTO app_user (name, address) VALUES ('Eve', 'eve@example.org')")
                            .update();
                    audit.record("eve@example.org", "approve", "M-0001", Map.of());
                }))
                .isInstanceOf(DataAccessException.class);
        assertThat(database.jdbc()
                        .sql("SELECT count(*) FROM app_user")
                        .query(Long.class)
                        .single())
                .isZero();
        assertThat(audit.verify()).isEqualTo(AuditVerification.whole(ROWS, ROWS));
    }

    @Test
    void a_long_transaction_does_not_block_the_rows_of_others() {
        var another = new TransactionTemplate(database.transaction().getTransactionManager());
        another.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        database.transaction().executeWithoutResult(status -> {
            audit.record("nora@example.org", "submit", "M-0100", Map.of());
            another.executeWithoutResult(inner -> audit.record("tomas@example.org", "stop", "M-0099", Map.of()));
            assertThat(audit.entriesAbout("M-0099")).hasSize(1);
        });
        assertThat(audit.entriesAbout("M-0100").get(0).seq()).isEqualTo(ROWS + 2);
        assertThat(audit.verify()).isEqualTo(AuditVerification.whole(ROWS + 2, ROWS + 2));
    }

    @Test
    void recording_outside_a_transaction_fails() {
        assertThatThrownBy(() -> audit.record("nora@example.org", "approve", "M-0001", Map.of()))
                .isInstanceOf(IllegalStateException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE audit_entry SET actor = 'eve'",
                "DELETE FROM audit_entry",
                "TRUNCATE audit_entry",
            })
    void x13_the_database_refuses_changes_of_recorded_rows(String statement) {
        assertThatThrownBy(() -> database.owner().sql(statement).update())
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining("append-only");
        assertThatThrownBy(() -> database.jdbc().sql(statement).update())
                .as("the application has no right to it, whatever the triggers do")
                .isInstanceOf(DataAccessException.class)
                .rootCause()
                .hasMessageContaining("permission denied");
    }

    @Test
    void x13_the_application_cannot_get_around_the_protection_of_the_record() {
        for (String statement : new String[] {
            "ALTER TABLE audit_entry DISABLE TRIGGER ALL",
            "SET session_replication_role = replica",
            "DROP TABLE audit_entry",
            "CREATE OR REPLACE FUNCTION audit_is_append_only() RETURNS trigger LANGUAGE sql AS 'SELECT NULL'",
            "CREATE TABLE public.audit_entry_2 ()",
            "UPDATE audit_anchor SET place = 'elsewhere'",
            "DELETE FROM audit_counter",
            "UPDATE audit_counter SET rows = 3",
            "UPDATE flyway_schema_history SET success = false",
            "SET ROLE belay",
        }) {
            assertThatThrownBy(() -> database.jdbc().sql(statement).update())
                    .as(statement)
                    .isInstanceOf(DataAccessException.class);
        }
        assertThat(audit.verify()).isEqualTo(AuditVerification.whole(ROWS, ROWS));
    }

    @Test
    void every_edited_row_is_found() {
        for (int row = 1; row <= ROWS; row++) {
            for (String change : new String[] {
                "actor = 'eve@example.org'",
                "action = 'cancel'",
                "subject = 'M-9999'",
                "detail = '{\"people\": \"1\"}'",
                "at = at + interval '1 microsecond'",
                "hash = sha256('x')",
                "previous = sha256('x')"
            }) {
                tamper("UPDATE audit_entry SET " + change + " WHERE seq = " + row, row);
            }
        }
    }

    @Test
    void every_removed_row_is_found() {
        for (int row = 1; row < ROWS; row++) {
            tamper("DELETE FROM audit_entry WHERE seq = " + row, row);
        }
    }

    @Test
    void a_deleted_end_and_an_emptied_log_are_found() {
        for (int row = 1; row <= ROWS; row++) {
            tamper("DELETE FROM audit_entry WHERE seq >= " + row, row);
        }
    }

    @Test
    void swapped_rows_are_found() {
        for (int row = 1; row < ROWS; row++) {
            tamper("""
                    UPDATE audit_entry SET seq = -seq WHERE seq IN (%1$d, %1$d + 1);
                    UPDATE audit_entry SET seq = %1$d * 2 + 1 + seq WHERE seq < 0
                    """.formatted(row), row);
        }
    }

    @Test
    void an_inserted_row_is_found() {
        tamper("""
                UPDATE audit_entry SET seq = seq + 100 WHERE seq > 3;
                UPDATE audit_entry SET seq = seq - 99 WHERE seq > 100;
                INSERT INTO audit_entry
                SELECT 4, at, 'eve@example.org', 'approve', subject, detail, hash, sha256('x') FROM audit_entry WHERE seq = 3
                """, 4);
    }

    @Test
    void a_deleted_and_rewritten_end_is_found_by_the_anchor() {
        execute("DELETE FROM audit_entry WHERE seq >= 4");
        record("edit", "M-0100");
        record("edit", "M-0101");
        record("edit", "M-0102");
        assertThat(audit.verify().firstBroken()).hasValue(4);
    }

    @Test
    void without_an_anchor_the_result_says_that_a_deleted_end_would_not_be_detected() throws Exception {
        Files.delete(anchor());
        assertThat(audit.verify().message()).contains("no anchor").contains("would not be detected");
    }

    @Test
    void x13_a_deleted_end_is_found_although_the_anchor_was_removed_and_rows_were_added() throws Exception {
        execute("DELETE FROM audit_entry WHERE seq > 3");
        Files.delete(anchor());
        assertThat(audit.verify().ok()).isFalse();
        assertThat(audit.verify().message()).contains("broken at row 4");
        record("token-create", "user nora@example.org");
        assertThat(audit.verify().ok()).isFalse();
        execute("UPDATE audit_counter SET rows = 4");
        assertThat(audit.verify().ok()).as("the counter is in the same hands").isFalse();
        assertThat(audit.verify().message()).contains("has lost its first line");
    }

    @Test
    void x13_a_removed_anchor_fails_verification_until_a_person_starts_a_new_one() throws Exception {
        Files.delete(anchor());
        assertThat(audit.verify().ok()).isFalse();
        audit.openAnchor("host:/var/lib/belay");
        audit.beginAnchor("olga@example.org");
        assertThat(audit.verify().ok()).isTrue();
        assertThat(audit.entriesAbout("audit"))
                .extracting(AuditEntry::actor, AuditEntry::action)
                .contains(org.assertj.core.groups.Tuple.tuple("olga@example.org", "anchor-begin"));
    }

    @Test
    void x13_a_lost_anchor_of_a_known_node_is_not_started_again_automatically() throws Exception {
        audit.openAnchor("host:/var/lib/belay");
        Files.delete(anchor());
        audit.openAnchor("host:/var/lib/belay");
        assertThat(audit.verify().ok()).isFalse();
    }

    @Test
    void x13_an_anchor_kept_elsewhere_detects_a_log_rewritten_together_with_its_anchor() throws Exception {
        String kept = audit.anchorLine().orElseThrow();
        assertThat(audit.verify(kept.lines()).ok()).isTrue();
        // an attacker with database and data directory rewrites the log with a matching chain, counter and anchor
        execute("DELETE FROM audit_entry WHERE seq >= 4");
        execute("UPDATE audit_counter SET rows = 3");
        Files.writeString(
                anchor(),
                Files.readAllLines(anchor()).stream()
                        .filter(line -> line.matches("(begins 1|[123] .*)"))
                        .collect(java.util.stream.Collectors.joining("\n", "", "\n")));
        for (int i = 4; i <= ROWS; i++) {
            record("edit", "M-0999");
        }
        assertThat(audit.verify().ok()).as("nothing on this machine can tell").isTrue();
        assertThat(audit.verify(kept.lines()).firstBroken()).hasValue(ROWS);
    }

    @Test
    void concurrent_writers_make_one_chain() throws Exception {
        var threads = Executors.newFixedThreadPool(6);
        try {
            Callable<Void> work = () -> {
                for (int i = 0; i < 20; i++) {
                    record("edit", "M-0001");
                }
                return null;
            };
            for (var done :
                    threads.invokeAll(IntStream.range(0, 6).mapToObj(n -> work).toList())) {
                done.get();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(audit.verify()).isEqualTo(AuditVerification.whole(ROWS + 120, ROWS + 120));
    }

    /** Executes the statement, checks that the row is reported, and restores the log. */
    private void tamper(String statement, int row) {
        execute("CREATE TABLE kept AS TABLE audit_entry");
        execute(statement);
        assertThat(audit.verify().firstBroken()).as(statement).hasValue(row);
        execute("DELETE FROM audit_entry; INSERT INTO audit_entry TABLE kept; DROP TABLE kept");
        assertThat(audit.verify().ok()).isTrue();
    }

    private void execute(String statement) {
        database.owner()
                .sql("SET session_replication_role = replica; " + statement)
                .update();
    }

    private void record(String action, String subject) {
        record(action, subject, Map.of("people", "2431"));
    }

    private void record(String action, String subject, Map<String, String> detail) {
        database.transaction()
                .executeWithoutResult(status -> audit.record("nora@example.org", action, subject, detail));
    }

    private Path anchor() {
        return folder.resolve("audit-anchor.txt");
    }
}
