package org.belay.evidence.siem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.belay.audit.AuditEntry;
import org.belay.audit.AuditLog;
import org.belay.platform.HourlyTick;
import org.belay.testkit.FaultyRelay;
import org.belay.testkit.TestAuthority;
import org.belay.testsupport.AdjustableClock;
import org.belay.testsupport.BelayServer;
import org.belay.testsupport.TestInstallation;
import org.belay.testsupport.browser.HttpBrowser;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The audit log outside: a real TLS server that reads frames, a file, and the mailbox of a relay. */
class AuditForwardingIT {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final FaultyRelay relay = FaultyRelay.start();
    private static final AdjustableClock clock = new AdjustableClock();
    private static final TestAuthority authority = new TestAuthority();
    private static final Path folder = temporary();
    private static final Path file = folder.resolve("audit.jsonl");
    private static final SyslogReceiver receiver = receiver();

    @RegisterExtension
    static final BelayServer belay = BelayServer.serve()
            .unshared()
            .relay(relay)
            .clock(clock)
            .set("BELAY_AUDIT_SYSLOG_HOST", "localhost")
            .set("BELAY_AUDIT_SYSLOG_PORT", Integer.toString(receiver.port()))
            .set(
                    "BELAY_AUDIT_SYSLOG_TLS_AUTHORITIES_FILE",
                    folder.resolve("ca.pem").toString())
            .set("BELAY_AUDIT_JSON_LINES_FILE", file.toString())
            .set("BELAY_AUDIT_ANCHOR_MAIL", "auditors@example.org");

    @BeforeEach
    void users() {
        belay.createUsers();
    }

    @Test
    void every_row_arrives_although_the_receiver_and_belay_end_in_the_middle() {
        record(5);
        awaitAllRows();
        receiver.dieAfter(2);
        record(9);
        await().until(() -> !belay.bean(AuditForwarding.class).failing().isEmpty());
        assertThat(HttpBrowser.signedIn(belay, TestInstallation.ADMIN).get("/").body())
                .contains("The audit log is not sent to syslog localhost:" + receiver.port(), "no row is lost");
        clock.setOffset(Duration.ofMinutes(10));
        awaitAllRows();
        await().until(() -> belay.bean(AuditForwarding.class).failing().isEmpty());

        receiver.dieAfter(1);
        record(9);
        belay.restart();
        record(3);
        clock.setOffset(Duration.ofMinutes(10));
        awaitAllRows();

        List<AuditEntry> log = log();
        for (String message : receiver.messages()) {
            assertThat(message).startsWith("<109>1 ").matches("\\p{ASCII}*");
            JsonNode row = json(message);
            AuditEntry entry = log.get((int) row.get("row").asLong() - 1);
            assertThat(row.get("hash").asString()).isEqualTo(entry.hash());
            assertThat(row.get("action").asString()).isEqualTo(entry.action());
        }
    }

    @Test
    void a_file_that_was_moved_away_is_continued_in_a_new_one() throws IOException {
        record(3);
        await().until(() -> rows(file).containsAll(allRows()));
        Path moved = folder.resolve("audit.1.jsonl");
        Files.move(file, moved);
        record(2);
        await().until(() -> rows(file).contains((long) log().size()));
        Set<Long> all = new TreeSet<>(rows(moved));
        all.addAll(rows(file));
        assertThat(all).containsAll(allRows());
    }

    @Test
    void addresses_of_recipients_stay_inside() {
        inTransaction(
                "leave", "person ann.recipient@example.org", Map.of("reason", "ann.recipient@example.org, left."));
        inTransaction("user-roles", "user nora@example.org", Map.of("added", "editor"));
        long last = log().size();
        await().until(() -> receiver.messages().stream()
                .anyMatch(one -> json(one).get("row").asLong() == last));
        assertThat(receiver.messages()).noneMatch(one -> one.contains("ann.recipient@"));
        assertThat(receiver.messages().stream().map(AuditForwardingIT::json))
                .anyMatch(row -> row.get("subject").asString().equals("person [address]")
                        && row.get("masked").asBoolean())
                .anyMatch(row -> row.get("subject").asString().equals("user nora@example.org"));
    }

    @Test
    void the_newest_anchor_is_mailed_once_a_day_and_verifies_the_log() {
        record(1);
        belay.context().publishEvent(new HourlyTick());
        await().until(() -> !anchorMails().isEmpty());
        belay.context().publishEvent(new HourlyTick());
        belay.context().publishEvent(new HourlyTick());

        assertThat(anchorMails()).hasSize(1);
        var verified = belay.bean(AuditLog.class).verify(anchorMails().get(0).lines());
        assertThat(verified.message()).as(verified.message()).isNotEmpty();
        assertThat(verified.ok()).isTrue();
    }

    private static List<String> anchorMails() {
        return relay.mails().stream()
                .filter(mail -> mail.recipients().contains("auditors@example.org"))
                .map(mail -> new String(mail.bytes(), StandardCharsets.UTF_8))
                .toList();
    }

    private static void record(int rows) {
        for (int i = 0; i < rows; i++) {
            inTransaction("edit", "M-000" + i, Map.of("reason", "Tomás said: „halt!“\n" + i));
        }
    }

    private static void inTransaction(String action, String subject, Map<String, String> detail) {
        belay.bean(TransactionTemplate.class)
                .executeWithoutResult(
                        status -> belay.bean(AuditLog.class).record("nora@example.org", action, subject, detail));
    }

    private static List<AuditEntry> log() {
        return belay.bean(AuditLog.class).entriesAfter(0, 10_000);
    }

    private static List<Long> allRows() {
        return LongStream.rangeClosed(1, log().size()).boxed().toList();
    }

    private static void awaitAllRows() {
        List<Long> all = allRows();
        await().atMost(Duration.ofSeconds(60)).until(() -> received().containsAll(all));
    }

    private static Set<Long> received() {
        Set<Long> rows = new TreeSet<>();
        receiver.messages().forEach(message -> rows.add(json(message).get("row").asLong()));
        return rows;
    }

    private static JsonNode json(String message) {
        return JSON.readTree(message.substring(message.indexOf('{')));
    }

    private static Set<Long> rows(Path jsonLines) throws IOException {
        Set<Long> rows = new TreeSet<>();
        if (!Files.exists(jsonLines)) return rows;
        try (Stream<String> lines = Files.lines(jsonLines)) {
            lines.forEach(line -> rows.add(JSON.readTree(line).get("row").asLong()));
        }
        return rows;
    }

    private static Path temporary() {
        try {
            return Files.createTempDirectory("audit-outside");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static SyslogReceiver receiver() {
        try {
            Files.writeString(folder.resolve("ca.pem"), authority.pem());
            return SyslogReceiver.tls(authority.server("localhost"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
