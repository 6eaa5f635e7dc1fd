package org.belay.response;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.belay.cli.BelayCommand;
import org.belay.cli.http.ApiClient;
import org.belay.cli.http.JsonObject;
import org.belay.cli.http.ServerRefused;
import org.belay.testkit.AcceptedMail;
import org.belay.testkit.FaultPoint;
import org.belay.testkit.FaultyRelay;
import org.belay.testkit.ReceivedCommand;
import org.belay.testsupport.BelayServer;
import org.belay.testsupport.ReturnedMail;
import org.belay.testsupport.TestInstallation;
import org.belay.testsupport.TestMailing;
import org.belay.testsupport.browser.HttpBrowser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Bounces posted to the API as mail systems do, with the real server and a relay that records what it accepted. */
class BounceReportsIT {
    private static final AtomicReference<Consumer<AcceptedMail>> onTaking = new AtomicReference<>(mail -> {});
    private static final FaultyRelay relay = FaultyRelay.start()
            .offering("DSN", "PIPELINING", "8BITMIME")
            .forwardingTo(mail -> onTaking.get().accept(mail));

    @RegisterExtension
    static final BelayServer belay = BelayServer.serve().relay(relay).auditRelay();

    @Test
    void s56_a_bounce_marks_the_delivery_keeps_its_attempts_and_does_not_prevent_the_correction() {
        TestMailing circular = belay.mailing(6).send().awaitSent();
        var before = history(circular);

        JsonObject taken = handIn(ReturnedMail.of(noticeTo(circular, 3)).failed(circular.address(3)));

        assertThat(line(taken).text("finding")).isEqualTo("BOUNCED");
        assertThat(history(circular)).as("attempts are unchanged").isEqualTo(before);
        JsonObject delivery = deliveries(circular, "BOUNCED").get(0);
        assertThat(delivery.text("address")).isEqualTo(circular.address(3));
        assertThat(delivery.text("reply")).as("reply of the relay").startsWith("250");
        JsonObject bounce = delivery.object("bounce").orElseThrow();
        assertThat(bounce.text("reason")).isEqualTo("550 5.1.1 no such user here");
        JsonObject report =
                belay.as(TestInstallation.AUTHOR).get(bounce.text("report").substring("/api/v1".length()));
        assertThat(report.text("message")).contains("Action: failed");
        assertThat(report.text("mailing")).isEqualTo(circular.id());
        assertThat(noticeCounts(circular)).isEqualTo(bySql(circular)).containsEntry("BOUNCED", 1L);

        circular.disregard();
        circular.awaitState("CORRECTED");
        assertThat(circular.acceptedCorrections())
                .as("a bounced recipient gets the correction")
                .hasSize(6);
        assertThat(circular.get().number("mayHaveIt")).isEqualTo(6);
    }

    @Test
    void b01_a_report_that_is_posted_twice_counts_once() {
        TestMailing circular = belay.mailing(2).send().awaitSent();
        var report = ReturnedMail.of(noticeTo(circular, 0)).failed(circular.address(0));
        handIn(report);
        var counts = noticeCounts(circular);
        long before = counted("BOUNCED");

        JsonObject again = handIn(report);

        assertThat(line(again).isTrue("again")).isTrue();
        assertThat(noticeCounts(circular)).isEqualTo(counts);
        assertThat(counted("BOUNCED")).isEqualTo(before);
    }

    @Test
    void b02_delayed_relayed_and_delivered_reports_are_recorded_without_a_bounce() {
        TestMailing circular = belay.mailing(3).send().awaitSent();

        for (int n = 0; n < 3; n++) {
            String action = List.of("delayed", "relayed", "delivered").get(n);
            JsonObject taken =
                    handIn(ReturnedMail.of(noticeTo(circular, n)).saying(circular.address(n), action, "2.0.0", ""));
            assertThat(line(taken).text("finding")).as(action).isEqualTo("RECORDED");
        }

        assertThat(noticeCounts(circular)).isEqualTo(Map.of("ACCEPTED", 3L));
    }

    @Test
    void b03_a_report_on_a_shared_copy_matches_only_its_recipients() {
        TestMailing circular = belay.mailing(5).send().awaitSent();
        circular.disregard();
        circular.awaitState("CORRECTED");
        AcceptedMail copy = relay.mails().stream()
                .filter(mail -> mail.recipients().contains(circular.address(0))
                        && mail.recipients().size() > 1)
                .findFirst()
                .orElseThrow();
        int last = copy.recipients().size() - 1;

        JsonObject taken = handIn(ReturnedMail.of(copy)
                .failed(copy.recipients().get(0).toUpperCase(Locale.ROOT))
                .delayed(copy.recipients().get(last))
                .failed("boss@example.org"));

        assertThat(taken.list("lines"))
                .extracting(line -> line.text("finding"))
                .containsExactly("BOUNCED", "RECORDED", "NOT_SENT_TO");
        assertThat(copy.returnPath()).matches("bounces\\+\\d+\\.\\d+x\\d+\\.[0-9a-f]{16}@bounce\\.example\\.org");
        assertThat(circular.get()
                        .object("correction")
                        .orElseThrow()
                        .object("counts")
                        .orElseThrow()
                        .members())
                .isEqualTo(Map.of("ACCEPTED", 4L, "BOUNCED", 1L));
        assertThat(noticeCounts(circular)).isEqualTo(Map.of("ACCEPTED", 5L));
    }

    @Test
    void b04_a_report_without_a_valid_signature_or_about_another_person_changes_nothing() {
        TestMailing circular = belay.mailing(3).send().awaitSent();
        AcceptedMail mail = noticeTo(circular, 0);
        AcceptedMail other = noticeTo(circular, 1);
        String forged = mail.returnPath().replaceFirst("\\.[0-9a-f]{16}@", ".0123456789abcdef@");

        assertThat(finding(ReturnedMail.of(mail).withoutHeaders().to(forged).failed(circular.address(0))))
                .isEqualTo("FORGED");
        assertThat(finding(ReturnedMail.of(mail)
                        .withoutHeaders()
                        .to("bounces@bounce.example.org")
                        .failed(circular.address(0))))
                .isEqualTo("NOT_OURS");
        assertThat(finding(ReturnedMail.of(other).failed(circular.address(0))))
                .as("the signature of one person's mail does not match another person")
                .isEqualTo("NOT_SENT_TO");

        assertThat(noticeCounts(circular)).isEqualTo(Map.of("ACCEPTED", 3L));
        assertThat(counted("FORGED")).isPositive();
        JsonObject latest =
                belay.as(TestInstallation.ADMIN).get("/reports").list("latest").get(0);
        assertThat(latest.text("finding")).isEqualTo("NOT_SENT_TO");
        assertThatThrownBy(() -> belay.as(TestInstallation.AUTHOR).get("/reports/" + latest.number("id")))
                .isInstanceOf(ServerRefused.class);
    }

    @Test
    void b07_invalid_references_and_addresses_with_control_characters_change_nothing() {
        TestMailing circular = belay.mailing(1).send().awaitSent();
        String report = new String(
                ReturnedMail.of(noticeTo(circular, 0))
                        .withoutHeaders()
                        .to("bounces@bounce.example.org")
                        .failed(circular.address(0))
                        .bytes(),
                StandardCharsets.UTF_8);
        String shouted = report.replace(
                "Subject: (not kept)", "Belay-Delivery: 0123456789abcdef.V1.00112233445566778899AABBCCDDEEFF");

        assertThat(line(handIn(shouted.getBytes(StandardCharsets.UTF_8))).text("finding"))
                .isEqualTo("FORGED");
        for (String address : List.of("a+00b@corp.example", "a\\x{00}b@corp.example")) {
            assertThat(finding(ReturnedMail.of(noticeTo(circular, 0)).failed(address)))
                    .as(address)
                    .isEqualTo("NOT_SENT_TO");
        }

        assertThat(noticeCounts(circular)).isEqualTo(Map.of("ACCEPTED", 1L));
    }

    @Test
    void b03_a_recipient_reported_as_delayed_and_failed_is_bounced() {
        TestMailing circular = belay.mailing(2).send().awaitSent();
        for (int n = 0; n < 2; n++) {
            String address = circular.address(n);
            ReturnedMail mail = ReturnedMail.of(noticeTo(circular, n));
            JsonObject taken = handIn(
                    n == 0
                            ? mail.delayed(address).failed(address)
                            : mail.failed(address).delayed(address));

            assertThat(taken.list("lines")).hasSize(1);
            assertThat(line(taken).text("finding")).isEqualTo("BOUNCED");
        }

        assertThat(noticeCounts(circular)).isEqualTo(Map.of("BOUNCED", 2L));
    }

    @Test
    void b05_a_mail_that_is_no_report_is_stored_and_changes_nothing() {
        TestMailing circular = belay.mailing(1).send().awaitSent();
        String letter = "From: Ann <ann@example.org>\r\nTo: "
                + noticeTo(circular, 0).returnPath() + "\r\nSubject: Re: Action required\r\n\r\nI have a question.\r\n";

        assertThat(line(handIn(letter.getBytes(StandardCharsets.UTF_8))).text("finding"))
                .isEqualTo("NOT_A_REPORT");

        assertThat(noticeCounts(circular)).isEqualTo(Map.of("ACCEPTED", 1L));
    }

    @Test
    void b08_a_bounce_proves_that_an_uncertain_delivery_was_accepted() {
        TestMailing circular = belay.mailing(2).imported();
        relay.forRecipient(circular.address(1)).at(FaultPoint.DOT).keepMessage().dropConnection();
        circular.drafted().submitted().approved().scheduled().awaitSent();
        assertThat(circular.state(1)).isEqualTo("IN_DOUBT");

        handIn(ReturnedMail.of(noticeTo(circular, 1)).failed(circular.address(1)));

        assertThat(noticeCounts(circular)).isEqualTo(Map.of("ACCEPTED", 1L, "BOUNCED", 1L));
        assertThat(circular.get().number("mayHaveIt")).isEqualTo(2);
    }

    @Test
    void b09_a_bounce_may_arrive_before_the_relays_reply_is_recorded() {
        TestMailing circular = belay.mailing(2).imported();
        onTaking.set(mail -> {
            if (mail.recipients().contains(circular.address(0))) {
                onTaking.set(more -> {});
                handIn(ReturnedMail.of(mail).failed(circular.address(0)));
            }
        });

        circular.drafted().submitted().approved().scheduled().awaitSent();

        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(
                        () -> assertThat(noticeCounts(circular)).isEqualTo(Map.of("ACCEPTED", 1L, "BOUNCED", 1L)));
        assertThat(circular.state(0)).as("of its attempts").isEqualTo("ACCEPTED");
    }

    @Test
    void the_envelope_id_or_the_returned_message_identifies_the_delivery() {
        TestMailing circular = belay.mailing(3).send().awaitSent();
        String mail = relay.heard().stream()
                .map(ReceivedCommand::command)
                .filter(command ->
                        command.startsWith("MAIL FROM:<" + noticeTo(circular, 0).returnPath()))
                .findFirst()
                .orElseThrow();
        assertThat(mail).contains(" RET=HDRS ENVID=");
        String envelopeId = mail.replaceFirst(".* ENVID=(\\S+).*", "$1");

        assertThat(finding(ReturnedMail.of(noticeTo(circular, 0))
                        .to("it-notices@example.org")
                        .withoutHeaders()
                        .withEnvelopeId(envelopeId)
                        .failed(circular.address(0))))
                .isEqualTo("BOUNCED");
        assertThat(finding(ReturnedMail.of(noticeTo(circular, 1))
                        .to("it-notices@example.org")
                        .failed(circular.address(1))))
                .isEqualTo("BOUNCED");
        assertThat(finding(ReturnedMail.of(noticeTo(circular, 2)).failedAfterForwarding("private@elsewhere.example")))
                .isEqualTo("BOUNCED");
    }

    @Test
    void the_page_of_a_person_shows_the_bounce_and_links_to_the_report() {
        TestMailing circular = belay.mailing(2).send().awaitSent();
        handIn(ReturnedMail.of(noticeTo(circular, 0))
                .saying(circular.address(0), "failed", "5.1.1", "550 5.1.1 <script>alert(1)</script>"));
        HttpBrowser nora = signedIn();

        String person = nora.get(nora.person(circular.address(0))).body();
        String list =
                nora.get("/mailings/" + circular.id() + "/people?state=bounced").body();

        assertThat(person).contains("Bounced", "550 5.1.1 &lt;script&gt;").doesNotContain("<script>alert");
        assertThat(list).contains("Bounced: 1 person", ">Person0<").doesNotContain(">Person1<");
        Matcher link = Pattern.compile("href=\"(/reports/\\d+)\"").matcher(person);
        assertThat(link.find()).isTrue();
        var report = nora.get(link.group(1));
        assertThat(report.statusCode()).isEqualTo(200);
        assertThat(report.body())
                .contains("Action: failed", circular.address(0), circular.id())
                .doesNotContain("<script>alert");
        assertThat(belay.as(TestInstallation.AUTHOR)
                        .post("/people/show", Map.of("address", circular.address(0)))
                        .list("deliveries"))
                .extracting(delivery -> delivery.text("state"))
                .containsExactly("BOUNCED");
    }

    @Test
    void b06_a_flood_of_mail_to_the_bounce_address_is_counted_and_only_the_latest_is_stored() {
        belay.sql().sql("""
                        WITH flood AS (
                            INSERT INTO report_message (sha256, size, beginning) SELECT 'flood' || n, 1, 'x' FROM generate_series(1, 1500) n
                            RETURNING sha256
                        )
                        INSERT INTO report (sha256, recipient, finding, status, diagnostic, sender, subject)
                        SELECT sha256, '', 'NOT_OURS', '', '', '', '' FROM flood
                        """).update();

        handIn("Subject: one more\r\n\r\n".getBytes(StandardCharsets.UTF_8));

        assertThat(rows("report WHERE delivery IS NULL")).isEqualTo(1000);
        assertThat(rows("report_message WHERE sha256 LIKE 'flood%'")).isEqualTo(999);
    }

    @Test
    void a_bounce_token_can_post_reports_and_nothing_else(@TempDir Path folder) throws IOException {
        TestMailing circular = belay.mailing(1).send().awaitSent();
        String secret = belay.as(TestInstallation.ADMIN)
                .post("/tokens", Map.of("name", "mail system", "only", "bounces"))
                .text("secret");
        Path token = Files.writeString(folder.resolve("token"), secret);
        Path message = Files.write(
                folder.resolve("bounce.eml"),
                ReturnedMail.of(noticeTo(circular, 0))
                        .failed(circular.address(0))
                        .bytes());

        assertThat(run("bounce", message.toString(), "--url", belay.url().toString(), "--token-file", token.toString()))
                .isZero();

        assertThat(noticeCounts(circular)).isEqualTo(Map.of("BOUNCED", 1L));
        ApiClient mailSystem = ApiClient.withToken(belay.url(), Optional.of(secret));
        assertThatThrownBy(() -> mailSystem.get("/mailings")).isInstanceOf(ServerRefused.class);
        assertThatThrownBy(() -> mailSystem.get("/reports")).isInstanceOf(ServerRefused.class);
        assertThatThrownBy(() ->
                        belay.as(TestInstallation.AUTHOR).post("/tokens", Map.of("name", "mine", "only", "bounces")))
                .hasMessageContaining("in the name of an administrator");
    }

    @Test
    void of_many_reports_about_one_delivery_only_the_first_are_stored() {
        TestMailing circular = belay.mailing(1).send().awaitSent();
        byte[] report = ReturnedMail.of(noticeTo(circular, 0))
                .failed(circular.address(0))
                .bytes();
        long before = rows("report_message");
        for (int n = 0; n < 200; n++) {
            String other = new String(report, StandardCharsets.ISO_8859_1) + "\r\n" + n + "\r\n";
            handIn(other.getBytes(StandardCharsets.ISO_8859_1));
        }
        assertThat(rows("report_message") - before).isEqualTo(5);
        assertThat(deliveries(circular, "BOUNCED")).hasSize(1);
    }

    private static int run(String... arguments) {
        var silent = new PrintWriter(new StringWriter());
        return BelayCommand.with().setOut(silent).setErr(silent).execute(arguments);
    }

    private static HttpBrowser signedIn() {
        return HttpBrowser.signedIn(belay, TestInstallation.AUTHOR);
    }

    private static long rows(String of) {
        return belay.sql().sql("SELECT count(*) FROM " + of).query(Long.class).single();
    }

    private static AcceptedMail noticeTo(TestMailing circular, int person) {
        return relay.mails().stream()
                .filter(mail -> mail.recipients().equals(List.of(circular.address(person))))
                .findFirst()
                .orElseThrow();
    }

    private static JsonObject handIn(ReturnedMail mail) {
        return handIn(mail.bytes());
    }

    private static JsonObject handIn(byte[] message) {
        return belay.as(TestInstallation.ADMIN).post("/reports", "message/rfc822", message);
    }

    private static JsonObject line(JsonObject taken) {
        return taken.list("lines").get(0);
    }

    private static String finding(ReturnedMail mail) {
        return line(handIn(mail)).text("finding");
    }

    private static long counted(String finding) {
        return belay.as(TestInstallation.ADMIN)
                .get("/reports")
                .object("counts")
                .orElseThrow()
                .number(finding);
    }

    private static List<JsonObject> deliveries(TestMailing circular, String state) {
        return belay.as(TestInstallation.AUTHOR)
                .get("/mailings/" + circular.id() + "/deliveries?state=" + state)
                .list("deliveries");
    }

    private static Map<String, Object> noticeCounts(TestMailing circular) {
        return circular.get().object("notice").orElseThrow().members();
    }

    private static Map<String, Object> bySql(TestMailing circular) {
        var counts = new TreeMap<String, Object>();
        belay.sql().sql("""
                        SELECT CASE WHEN c.delivery IS NULL THEN d.state ELSE 'BOUNCED' END AS state, count(*) AS n
                          FROM dispatch p JOIN delivery d ON d.dispatch = p.id LEFT JOIN bounce c ON c.delivery = d.id
                         WHERE p.mailing = :mailing AND p.kind = 'NOTICE'
                         GROUP BY 1
                        """).param("mailing", circular.mailingNumber()).query(row -> {
            counts.put(row.getString("state"), row.getLong("n"));
        });
        return counts;
    }

    private static List<String> history(TestMailing circular) {
        return belay.sql()
                .sql("""
                        SELECT concat_ws(' ', d.ordinal, d.state, d.reply, a.id, a.outcome, a.reply, a.outcome_at)
                          FROM attempt a JOIN delivery d ON d.id = a.delivery JOIN dispatch p ON p.id = d.dispatch
                         WHERE p.mailing = :mailing AND p.kind = 'NOTICE'
                         ORDER BY a.id
                        """)
                .param("mailing", circular.mailingNumber())
                .query(String.class)
                .list();
    }
}
