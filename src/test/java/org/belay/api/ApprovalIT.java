package org.belay.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.belay.access.ApiTokens;
import org.belay.access.OneTimeLinks;
import org.belay.access.RightsConfirmation;
import org.belay.access.Role;
import org.belay.access.User;
import org.belay.access.Users;
import org.belay.audit.AuditEntry;
import org.belay.audit.AuditLog;
import org.belay.cli.http.ApiClient;
import org.belay.cli.http.JsonObject;
import org.belay.cli.http.ServerRefused;
import org.belay.template.files.TemplateReader;
import org.belay.testkit.FaultyRelay;
import org.belay.testsupport.BelayServer;
import org.belay.testsupport.TestInstallation;
import org.belay.testsupport.TestMailing;
import org.belay.testsupport.browser.HttpBrowser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Approval: no writer of a mailing may approve it, and an approval names the content that was read. Tested through
 * API and page, with users who have both roles.
 */
class ApprovalIT {
    private static final FaultyRelay relay = FaultyRelay.start();

    @RegisterExtension
    static final BelayServer belay = BelayServer.serve().relay(relay).auditRelay();

    private static final String PASSWORD = "correct horse battery";
    private static int people;

    private final ApprovingPerson both = person("both" + ++people + "@both.example.org");

    /** A user with both roles, who could send alone without the rule. */
    private record ApprovingPerson(User user, ApiClient api) {}

    @Test
    void x33_the_submitter_of_a_mailing_cannot_approve_it() {
        TestMailing circular = belay.mailing(2).imported().drafted();
        both.api.post("/mailings/" + circular.id() + "/submit", answers(circular));

        refused(circular, both, "you submitted it. Another person must review and approve it");
        circular.approved();
    }

    @Test
    void x33_the_importer_of_its_audience_cannot_approve_it() {
        TestMailing circular = belay.mailing(2);
        importAs(both, circular);
        circular.drafted().submitted();

        refused(circular, both, "you imported its list of people");
        circular.approved();
    }

    @Test
    void x33_the_importer_of_a_replaced_audience_cannot_approve_it() {
        TestMailing circular = belay.mailing(2).imported().drafted();
        importAs(both, circular);
        both.api.post("/mailings/" + circular.id() + "/submit", answers(circular));

        refused(circular, both, "you submitted it, imported its list of people");
    }

    @Test
    void x33_the_publisher_of_its_template_cannot_approve_it() {
        String key = "x33-" + people;
        var files =
                TemplateReader.read(Path.of("templates/mandatory-app-removal")).files();
        both.api.put("/templates/" + key, Map.of("note", "", "files", files));
        TestMailing circular = belay.mailing(2).imported();
        var draft = new HashMap<>(circular.draft());
        draft.put("template", key);
        circular.drafted(draft).submitted();

        refused(circular, both, "you published its template");
        circular.approved();
    }

    @Test
    void x33_the_one_who_rescheduled_it_cannot_approve_it() {
        TestMailing circular = belay.mailing(2).imported().drafted().submitted();
        both.api.post("/mailings/" + circular.id() + "/reschedule", Map.of("send", "2031-06-10T09:00[Europe/Berlin]"));

        refused(circular, both, "you submitted it, set its time");
    }

    @Test
    void x33_two_accounts_with_one_mailbox_are_one_person() {
        TestMailing circular = belay.mailing(2).imported().drafted();
        ApprovingPerson twin = person("twin" + people + "@XN--BCHER-KVA.example");
        twin.api.post("/mailings/" + circular.id() + "/submit", answers(circular));

        refused(circular, person("TWIN" + people + "+2@bücher.example"), "which is the same person");
        circular.approved();
    }

    @Test
    void x12_an_approval_with_a_stale_digest_is_refused_by_api_and_page() {
        TestMailing circular = belay.mailing(1).imported().drafted().submitted();
        String read = circular.digest();
        HttpBrowser page = HttpBrowser.signedIn(belay, TestInstallation.APPROVER);
        // the author swaps the list for another of as many people
        circular.importCsv(circular.domain(), "email,name\nceo@boss.example,Boss\n");
        circular.author()
                .post("/mailings/" + circular.id() + "/reschedule", Map.of("send", "2031-06-10T09:00[Europe/Berlin]"));

        String approve = "/mailings/" + circular.id() + "/approve";
        assertThatThrownBy(() -> circular.approver().post(approve, Map.of("headCount", 1, "digest", read)))
                .hasMessageContaining("is not what is in review now")
                .hasMessageContaining("changed and submitted again");
        assertThatThrownBy(() -> circular.approver().post(approve, Map.of("headCount", 1)))
                .isInstanceOfSatisfying(
                        ServerRefused.class, e -> assertThat(e.getMessage()).contains("\"digest\" is missing"));
        page.submit("/mailings/" + circular.id() + "/review", approve, Map.of("count", "1", "digest", read));
        assertThat(page.get("/mailings/" + circular.id()).body()).contains("is not what is in review now");
        assertThat(circular.mailingState()).isEqualTo("IN_REVIEW");

        circular.approved();
        assertThat(circular.mailingState()).isEqualTo("APPROVED");
    }

    @Test
    void x12_the_digest_changes_with_pace_time_audience_and_text() {
        TestMailing circular = belay.mailing(2).imported().drafted().submitted();
        var digests = new LinkedHashMap<String, String>();
        digests.put("first", circular.digest());
        reworked(circular, "pace", 7);
        digests.put("pace", circular.digest());
        reworked(circular, "send", "2031-06-10T09:00[Europe/Berlin]");
        digests.put("time", circular.digest());
        reworked(circular, "send", "2031-06-10T09:00[Europe/Paris]");
        digests.put("zone", circular.digest());
        circular.importCsv(circular.domain(), circular.csv().replace("Person1", "Person9"));
        reworked(circular, "pace", 0);
        digests.put("list", circular.digest());

        assertThat(digests.values()).doesNotHaveDuplicates().allMatch(hex -> hex.matches("[0-9a-f]{64}"));
    }

    @Test
    void x31_a_value_with_a_link_or_control_characters_is_refused_with_its_head_count() {
        for (String value : new String[] {
            "Ann. Confirm your account at http://it-help.example/login",
            "Ann (it-help.example)",
            "Ann it-help@evil",
            "Ann\u202Enna",
            "Ann\u2066x\u2069",
            "Ann\u200B",
            "Ann 10.20.30.40",
            "Ann evil\uFF0Eexample",
            "Ann evil\u3002example",
            "A".repeat(81)
        }) {
            TestMailing circular = belay.mailing(2);
            circular.importCsv(
                    circular.domain(), circular.csv().replace("Person0", value).replace("Person1", value));
            circular.drafted();
            JsonObject checked = circular.author().get("/mailings/" + circular.id() + "/check");
            assertThat(checked.list("findings"))
                    .as(value)
                    .anySatisfy(finding -> assertThat(finding.text("message"))
                            .contains("For 2 people, the value of \"givenName\" cannot be used in the mail"));
            assertThatThrownBy(
                            () -> circular.author().post("/mailings/" + circular.id() + "/submit", answers(circular)))
                    .as(value)
                    .hasMessageContaining("For 2 people, the value of \"givenName\"");
        }
    }

    @Test
    void x31_the_reviewer_sees_the_longest_and_the_most_frequent_values() {
        TestMailing circular = belay.mailing(5);
        String longest = "Maria del Carmen-Josefina O’Higgins y Núñez";
        circular.importCsv(
                circular.domain(),
                circular.csv()
                        .replace("Person1", "Ann")
                        .replace("Person2", "Ann")
                        .replace("Person3", longest));
        circular.drafted().submitted();

        JsonObject placeholder = circular.approver()
                .get("/mailings/" + circular.id() + "/review")
                .list("placeholders")
                .get(0);
        assertThat(placeholder.text("attribute")).isEqualTo("givenName");
        assertThat(placeholder.list("longest").get(0).text("value")).isEqualTo(longest);
        assertThat(placeholder.list("frequent").get(0).text("value")).isEqualTo("Ann");
        assertThat(placeholder.list("frequent").get(0).number("people")).isEqualTo(2);
        assertThat(HttpBrowser.signedIn(belay, TestInstallation.APPROVER)
                        .get("/mailings/" + circular.id() + "/review")
                        .body())
                .contains(longest, "Placeholder values");
    }

    @Test
    void x33_an_account_whose_password_an_administrator_set_approves_nothing() {
        TestMailing circular = belay.mailing(2).imported().drafted().submitted();
        User approver = person("vera" + people + "@both.example.org").user();
        OneTimeLinks links = belay.bean(OneTimeLinks.class);
        links.setPassword(
                links.createPasswordLink(approver, administrator("first")),
                PASSWORD); // hers; there are other administrators
        ApiClient olga = belay.as(TestInstallation.ADMIN);
        String link = olga.post("/users/" + approver.id() + "/link").text("link");
        links.setPassword(link.substring(link.lastIndexOf('/') + 1), "olga's own choice");
        String secret = passwordApi(approver, "olga's own choice").text("secret");
        ApiClient asVera = ApiClient.withToken(belay.url(), Optional.of(secret));
        var consent = Map.of("headCount", 2, "digest", circular.digest());
        String approve = "/mailings/" + circular.id() + "/approve";

        assertThatThrownBy(() -> asVera.post(approve, consent))
                .hasMessageContaining("the link for your password was made by olga@example.org")
                .hasMessageContaining("another administrator confirms");
        assertThatThrownBy(() -> olga.post("/users/" + approver.id() + "/confirm"))
                .hasMessageContaining("you made the link");
        assertThat(olga.get("/users").list("users"))
                .anySatisfy(user -> assertThat(user.text("linkBy")).isEqualTo("olga@example.org"));

        User ada = administrator("second");
        belay.bean(RightsConfirmation.class).confirm(approver.id(), ada);
        assertThat(asVera.post(approve, consent).text("state")).isEqualTo("APPROVED");
        assertThat(belay.bean(AuditLog.class).entriesAbout("user " + approver.address()))
                .extracting(AuditEntry::action)
                .contains("link-create", "password-set", "rights-wait", "rights-confirm");
    }

    @Test
    void x33_an_administrator_whose_rights_wait_cannot_confirm_others() {
        User other = administrator("third");
        OneTimeLinks links = belay.bean(OneTimeLinks.class);
        User olga = belay.bean(Users.class).byAddress("olga@example.org").orElseThrow();
        links.setPassword(links.createPasswordLink(other, olga), PASSWORD);

        assertThatThrownBy(() -> belay.bean(RightsConfirmation.class).confirm(both.user.id(), other))
                .hasMessageContaining("You may not confirm the rights of others yet");
        assertThatThrownBy(() -> links.createPasswordLink(both.user, other)).hasMessageContaining("yet");
    }

    @Test
    void x33_the_audit_log_names_the_token_that_was_used_and_what_was_refused() {
        TestMailing circular = belay.mailing(2).imported().drafted().submitted();
        String approve = "/mailings/" + circular.id() + "/approve";
        assertThatThrownBy(() -> circular.approver().post(approve, Map.of("headCount", 3, "digest", circular.digest())))
                .hasMessageContaining("you typed 3");
        assertThatThrownBy(() -> circular.author().post(approve, Map.of("headCount", 2, "digest", circular.digest())))
                .hasMessageContaining("may not do this");
        circular.approved();

        AuditLog audit = belay.bean(AuditLog.class);
        await().untilAsserted(() -> assertThat(audit.entriesAbout(circular.id()))
                .extracting(AuditEntry::action)
                .contains("approve-refused"));
        assertThat(audit.entriesAbout(circular.id()))
                .filteredOn(row -> row.action().equals("approve"))
                .allSatisfy(row -> assertThat(row.detail().get("by token")).endsWith(", tests"));
        await().untilAsserted(() -> assertThat(audit.entriesAbout("POST /api/v1" + approve))
                .extracting(AuditEntry::actor)
                .containsExactly("nora@example.org"));
        assertThat(belay.isAuditIntact()).isTrue();
    }

    private static JsonObject passwordApi(User user, String password) {
        try {
            String basic = Base64.getEncoder()
                    .encodeToString((user.address() + ":" + password).getBytes(StandardCharsets.UTF_8));
            var answer = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(belay.url("/api/v1/tokens"))
                                    .header("Authorization", "Basic " + basic)
                                    .header("Content-Type", "application/json")
                                    .POST(BodyPublishers.ofString("{\"name\": \"laptop\"}"))
                                    .build(),
                            BodyHandlers.ofString());
            return new JsonObject(
                    JsonMapper.shared().readValue(answer.body(), new TypeReference<Map<String, Object>>() {}));
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static User administrator(String name) {
        return belay.bean(Users.class)
                .enrol("Test Person", name + ++people + "@admin.example.org", Set.of(Role.ADMIN), "test");
    }

    private static void reworked(TestMailing circular, String member, Object value) {
        circular.approver().post("/mailings/" + circular.id() + "/return", Map.of("reason", "again"));
        var draft = new HashMap<>(circular.draft());
        draft.put(member, value);
        circular.author().put("/mailings/" + circular.id(), draft);
        circular.submitted();
    }

    private static void refused(TestMailing circular, ApprovingPerson by, String reason) {
        String approve = "/mailings/" + circular.id() + "/approve";
        assertThatThrownBy(
                        () -> by.api.post(approve, Map.of("headCount", circular.people(), "digest", circular.digest())))
                .hasMessageContaining(reason);
        assertThat(circular.mailingState()).isEqualTo("IN_REVIEW");
    }

    private static void importAs(ApprovingPerson person, TestMailing circular) {
        person.api.post(
                "/audiences?name=" + ApiClient.urlEncoded(circular.domain()),
                "text/csv",
                circular.csv().getBytes(StandardCharsets.UTF_8));
    }

    private static Map<String, Object> answers(TestMailing circular) {
        var answers = new HashMap<String, String>();
        for (JsonObject finding :
                circular.author().get("/mailings/" + circular.id() + "/check").list("findings")) {
            answers.put(finding.text("id"), "It is meant so.");
        }
        return Map.of("answers", answers);
    }

    private static ApprovingPerson person(String address) {
        User user = belay.bean(Users.class).enrol("Test Person", address, Set.of(Role.AUTHOR, Role.APPROVER), "test");
        String token = belay.bean(ApiTokens.class).issue("test", user, user).secret();
        return new ApprovingPerson(user, ApiClient.withToken(belay.url(), Optional.of(token)));
    }
}
