package org.belay.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.belay.access.ApiTokens;
import org.belay.access.Role;
import org.belay.access.User;
import org.belay.access.Users;
import org.belay.cli.http.JsonCodec;
import org.belay.cli.http.JsonObject;
import org.belay.cli.print.ExitCode;
import org.belay.testkit.FaultyRelay;
import org.belay.testsupport.BelayServer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * A mailing from its file to its correction through the command line only, on the real server. The test compares with
 * the record of the relay.
 */
class CommandLineIT {
    private static final FaultyRelay relay = FaultyRelay.start();

    @RegisterExtension
    static final BelayServer belay = BelayServer.serve().relay(relay);

    private static int round;

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private String nora;
    private String tomas;
    private String ada;
    private String domain;

    @BeforeEach
    void three_people_with_tokens() throws IOException {
        domain = "@c" + ++round + ".example.org";
        nora = token("Nora", Role.AUTHOR);
        tomas = token("Tomas", Role.APPROVER);
        ada = token("Ada", Role.ADMIN);
    }

    @Test
    void a_mailing_is_sent_and_taken_back_through_the_command_line() throws IOException {
        String mailing = json(
                        nora,
                        "mailing",
                        "create",
                        mailing(300, 1200, "reason: Our device review did not clear the app."))
                .text("id");
        assertThat(run(nora, "mailing", "submit", mailing)).isEqualTo(ExitCode.DONE);
        assertThat(run(nora, "mailing", "approve", mailing, "--head-count", "300", "--digest", digest(mailing)))
                .isEqualTo(ExitCode.FAILED);
        assertThat(err.toString()).contains("may not do this");
        assertThat(run(tomas, "mailing", "approve", mailing, "--head-count", "299", "--digest", digest(mailing)))
                .isEqualTo(ExitCode.FAILED);
        assertThat(err.toString()).contains("it goes to 300 people, but you typed 299");
        assertThat(run(tomas, "mailing", "approve", mailing, "--head-count", "300", "--digest", digest(mailing)))
                .isEqualTo(ExitCode.DONE);
        assertThat(run(nora, "mailing", "schedule", mailing)).isEqualTo(ExitCode.DONE);
        await().atMost(Duration.ofMinutes(1)).until(() -> took("notice").size() >= 50);

        assertThat(run(tomas, "disregard", mailing, "--reason", "sent by mistake"))
                .isEqualTo(ExitCode.DONE);
        assertThat(run(nora, "mailing", "watch", mailing)).isEqualTo(ExitCode.DONE);

        assertThat(out.toString()).contains("CORRECTED").contains("taken back");
        assertThat(took("notice")).hasSizeLessThan(300).doesNotHaveDuplicates();
        assertThat(took("correction")).containsExactlyInAnyOrderElementsOf(took("notice"));
        JsonObject person = json(nora, "person", took("correction").get(0));
        assertThat(person.list("deliveries"))
                .extracting(delivery -> delivery.text("dispatch") + " " + delivery.text("state"))
                .containsExactly("CORRECTION ACCEPTED", "NOTICE ACCEPTED");
        assertThat(json(tomas, "disregard", mailing, "--reason", "again").object("correction"))
                .hasValueSatisfying(again -> assertThat(again.isTrue("first")).isFalse());
        assertThat(run(ada, "audit", "verify")).isEqualTo(ExitCode.DONE);
    }

    @Test
    void a_file_without_a_reason_becomes_a_draft_with_a_finding_and_is_not_submitted() throws IOException {
        String file = mailing(3, 0, "");
        assertThat(run(nora, "mailing", "create", file)).isEqualTo(ExitCode.DONE);
        assertThat(out.toString()).contains("is a draft").contains("ERROR").contains("does not say why");
        assertThat(run(nora, "mailing", "check", file)).isEqualTo(ExitCode.FAILED);
        assertThat(run(nora, "mailing", "check", mailing(3, 0, "reason: Our device review did not clear the app.")))
                .isEqualTo(ExitCode.DONE);
        String mailing = json(nora, "mailing", "list").list("mailings").get(0).text("id");
        assertThat(run(nora, "mailing", "submit", mailing)).isEqualTo(ExitCode.FAILED);
        assertThat(err.toString()).contains(mailing + " was not submitted");
    }

    @Test
    void bad_rows_of_an_audience_are_listed_and_nothing_is_imported() throws IOException {
        Path file = Files.writeString(
                folder.resolve("people.csv"), "email,name\nann.example.org,Ann\nbob@example.org,Bob\n");
        assertThat(run(nora, "audience", "import", file.toString())).isEqualTo(ExitCode.FAILED);
        assertThat(err.toString()).contains("line 2, column \"email\"").contains("Nothing was imported");
        assertThat(run(nora, "audience", "import", file.toString(), "--without-bad-rows"))
                .isEqualTo(ExitCode.DONE);
        assertThat(run(nora, "audience", "list")).isEqualTo(ExitCode.DONE);
        assertThat(out.toString()).contains("people");
    }

    @Test
    void the_relay_test_sends_one_message_and_shows_the_dialogue() throws IOException {
        assertThat(run(ada, "relay", "test", "ada" + domain)).isEqualTo(ExitCode.DONE);
        assertThat(out.toString()).contains("> EHLO").contains("< 354").contains("accepted the test message");
    }

    @Test
    void templates_users_and_tokens_are_listed() throws IOException {
        assertThat(run(nora, "template", "list")).isEqualTo(ExitCode.DONE);
        assertThat(out.toString()).contains("mandatory-app-removal").contains("en, de");
        assertThat(run(ada, "user", "create", "Ben", "ben" + domain, "--role", "author,approver"))
                .isEqualTo(ExitCode.DONE);
        assertThat(out.toString()).contains("/welcome/");
        assertThat(run(ada, "user", "list")).isEqualTo(ExitCode.DONE);
        assertThat(out.toString()).contains("author, approver");
        assertThat(run(ada, "user", "invite", "ben" + domain)).isEqualTo(ExitCode.DONE);
        assertThat(out.toString()).contains("The relay accepted the invitation to ben" + domain);
        assertThat(run(ada, "user", "invite", "ben" + domain, "--withdraw")).isEqualTo(ExitCode.DONE);
        long number = json(nora, "token", "create", "cron").number("id");
        assertThat(run(nora, "token", "revoke", Long.toString(number))).isEqualTo(ExitCode.DONE);
    }

    private String digest(String mailing) throws IOException {
        return json(tomas, "mailing", "review", mailing).text("digest");
    }

    private String mailing(int people, int pace, String reason) throws IOException {
        String rows = IntStream.range(0, people)
                .mapToObj(i -> "p" + i + domain + ",Person " + i + "\n")
                .collect(Collectors.joining());
        Files.writeString(folder.resolve("staff" + round + ".csv"), "email,name\n" + rows);
        return Files.writeString(folder.resolve("removal.yaml"), """
                        template: mandatory-app-removal
                        language: en
                        values:
                          app: TikTok
                          device_scope: phone that receives company email
                          deadline: 2099-12-04T18:00[Europe/Berlin]
                          %s
                          how_to: 1. Press and hold the icon.
                          exception: TikTok in the browser stays allowed.
                          consequence: The phone gets no company email until the app is removed.
                          contact: servicedesk@example.org
                        correction:
                          now_true: You may keep TikTok.
                          if_already_acted: You may install it again.
                        audience: staff%d.csv
                        pace: %d
                        """.formatted(reason, round, pace))
                .toString();
    }

    private List<String> took(String kind) {
        return relay.took(mail -> kind.equals(mail.header("Belay-Kind").orElse(""))).stream()
                .filter(address -> address.endsWith(domain))
                .toList();
    }

    private String token(String name, Role role) throws IOException {
        User user = belay.bean(Users.class).enrol(name, name.toLowerCase() + domain, Set.of(role), "test");
        String secret = belay.bean(ApiTokens.class).issue("test", user, user).secret();
        return Files.writeString(folder.resolve(name), secret).toString();
    }

    private JsonObject json(String token, String... arguments) {
        var withJson = new ArrayList<>(List.of(arguments));
        withJson.addAll(List.of("--output", "json"));
        assertThat(run(token, withJson.toArray(String[]::new)))
                .as(err.toString())
                .isEqualTo(ExitCode.DONE);
        String[] lines = out.toString().strip().split("\n");
        return JsonObject.of(JsonCodec.read(lines[lines.length - 1]));
    }

    private int run(String token, String... arguments) {
        var all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--url", belay.url("/").toString(), "--token-file", token));
        return BelayCommand.with()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(all.toArray(String[]::new));
    }
}
