package org.belay.web.mailing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.belay.cli.http.ApiClient;
import org.belay.cli.http.JsonObject;
import org.belay.testkit.FaultyRelay;
import org.belay.testsupport.BelayServer;
import org.belay.testsupport.TestInstallation;
import org.belay.testsupport.TestMailing;
import org.belay.testsupport.browser.HttpBrowser;
import org.belay.web.SignedInBrowser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Mailings that are returned, withdrawn, cancelled or copied, and the search for people. */
class MailingLifeCycleIT {
    private static final FaultyRelay relay = FaultyRelay.start();

    @RegisterExtension
    static final BelayServer belay = BelayServer.serve().relay(relay).auditRelay();

    @Test
    void a_returned_draft_names_the_approver_and_the_reason_until_it_is_submitted_again() {
        TestMailing circular = belay.mailing(2).imported().drafted().submitted();
        HttpBrowser nora = SignedInBrowser.browser(belay, TestInstallation.AUTHOR);

        belay.as(TestInstallation.APPROVER)
                .post("/mailings/" + circular.id() + "/return", Map.of("reason", "Say <who> to ask"));

        for (String page : List.of("", "/edit")) {
            assertThat(nora.get("/mailings/" + circular.id() + page).body())
                    .as(page)
                    .contains("tomas returned it", "Say &lt;who&gt; to ask");
        }
        assertThat(nora.get("/").body()).contains("Returned by tomas: “Say &lt;who&gt; to ask”");
        assertThat(circular.get().object("returned").orElseThrow().text("reason"))
                .isEqualTo("Say <who> to ask");

        circular.submitted();
        assertThat(circular.get().object("returned")).isEmpty();
    }

    @Test
    void its_writer_withdraws_it_from_review_and_what_was_approved_is_void() {
        TestMailing circular = belay.mailing(2)
                .at("2030-12-02T09:00[Asia/Tokyo]")
                .imported()
                .drafted()
                .submitted()
                .approved()
                .scheduled();
        HttpBrowser nora = SignedInBrowser.browser(belay, TestInstallation.AUTHOR);
        String page = "/mailings/" + circular.id();
        assertThatThrownBy(() -> belay.as(TestInstallation.APPROVER).post(page + "/withdraw"));

        nora.submit(page, page + "/withdraw", Map.of());

        assertThat(circular.mailingState()).isEqualTo("DRAFT");
        assertThat(circular.get().members()).doesNotContainKeys("approval", "startsAt");
        assertThat(actions(circular.id())).endsWith("withdraw");
        assertThat(nora.get(page + "/edit").body()).contains("id=\"compose\"");
        circular.submitted();
        belay.as(TestInstallation.AUTHOR).post(page + "/withdraw");
        assertThat(circular.mailingState()).isEqualTo("DRAFT");
    }

    @Test
    void cancelling_is_asked_about_and_leaves_a_copy_to_be_made() {
        TestMailing circular = belay.mailing(2).imported().drafted().submitted();
        HttpBrowser nora = SignedInBrowser.browser(belay, TestInstallation.AUTHOR);
        String page = "/mailings/" + circular.id();
        assertThat(nora.get(page).body())
                .doesNotContain("action=\"" + page + "/cancel\"")
                .contains(page + "/cancel");
        assertThat(nora.get(page + "/cancel").body()).contains("2 people will not get", "copy its text as a new draft");
        assertThat(circular.mailingState()).isEqualTo("IN_REVIEW");

        nora.submit(page + "/cancel", page + "/cancel", Map.of());

        assertThat(nora.get(page).body())
                .contains("it was cancelled", "Copy as a new draft")
                .doesNotContain("people get it.", "Nothing has been sent");
        nora.submit(page, page + "/copy", Map.of());
        String copy = belay.sql()
                .sql("SELECT subject FROM audit_entry WHERE action = 'copy' ORDER BY seq DESC LIMIT 1")
                .query(String.class)
                .single();
        JsonObject copied = belay.as(TestInstallation.AUTHOR).get("/mailings/" + copy);
        assertThat(copied.text("state")).isEqualTo("DRAFT");
        assertThat(copied.object("values").orElseThrow().members())
                .isEqualTo(circular.get().object("values").orElseThrow().members());
        assertThat(nora.get("/mailings/" + copy).body()).contains("from <a href=\"" + page + "\">");
    }

    @Test
    void a_time_that_is_past_is_not_offered_for_approval() {
        TestMailing circular = belay.mailing(2)
                .at("2030-12-02T09:00[Asia/Tokyo]")
                .imported()
                .drafted()
                .submitted();
        HttpBrowser tomas = SignedInBrowser.browser(belay, TestInstallation.APPROVER);
        String review = "/mailings/" + circular.id() + "/review";
        assertThat(tomas.get(review).body()).contains("09:00 JST").contains("/approve\"");
        belay.sql()
                .sql(
                        "UPDATE mailing SET send_at = '2024-12-02T09:00+09:00[Asia/Tokyo]' WHERE title IS NOT NULL AND id = :id")
                .param("id", Long.parseLong(circular.id().substring(2)))
                .update();

        assertThat(tomas.get(review).body())
                .contains("The start time has passed")
                .doesNotContain("/approve\"");
        assertThatThrownBy(() -> circular.approved()).hasMessageContaining("is in the past");
        assertThat(circular.mailingState()).isEqualTo("IN_REVIEW");
    }

    @Test
    void what_was_sent_at_once_is_not_said_to_have_started_at_its_time() {
        TestMailing circular = belay.mailing(1).send().awaitSent();

        assertThat(SignedInBrowser.browser(belay, TestInstallation.AUTHOR)
                        .get("/mailings/" + circular.id())
                        .body())
                .contains("At once, when it was scheduled")
                .doesNotContain("Automatically, at the scheduled time");
    }

    @Test
    void a_change_over_another_by_api_is_refused_when_it_says_what_it_had_read() {
        TestMailing circular = belay.mailing(2).imported().drafted();
        ApiClient nora = belay.as(TestInstallation.AUTHOR);
        long revision = circular.get().number("revision");
        var draft = circular.draft();
        draft.put("revision", revision);
        draft.put("pace", 60);
        nora.put("/mailings/" + circular.id(), draft);
        draft.put("pace", 120);

        assertThatThrownBy(() -> nora.put("/mailings/" + circular.id(), draft)).hasMessageContaining("saved");

        assertThat(circular.get().number("pace")).isEqualTo(60);
    }

    @Test
    void a_number_of_the_api_is_never_cut_to_a_whole_one() {
        TestMailing circular = belay.mailing(2).imported().drafted().submitted();

        for (Object count : List.of(2.9, "2.9", "two", -2)) {
            assertThatThrownBy(() -> belay.as(TestInstallation.APPROVER)
                            .post(
                                    "/mailings/" + circular.id() + "/approve",
                                    Map.of("headCount", count, "digest", circular.digest())))
                    .as(count.toString());
            assertThat(circular.mailingState()).as(count.toString()).isEqualTo("IN_REVIEW");
        }
        var draft = circular.draft();
        for (Object pace : List.of(1.5, "1.5", -5, "fast")) {
            draft.put("pace", pace);
            assertThatThrownBy(() -> belay.as(TestInstallation.AUTHOR).post("/mailings", draft))
                    .as(pace.toString())
                    .hasMessageContaining("pace");
        }
    }

    @Test
    void people_are_found_by_name_address_or_a_part_of_either() {
        TestMailing circular = belay.mailing(1);
        String at = "@" + circular.domain();
        circular.importCsv(
                circular.domain(),
                "email,name\nn.lind" + at + ",Nora Lindström\nt_o" + at + ",Tomás Okafor\nx%y" + at + ",Äpfel Ünal\n");
        HttpBrowser nora = SignedInBrowser.browser(belay, TestInstallation.AUTHOR);

        for (String words :
                List.of("lindström", "LINDSTRÖM", "Lindström Nora", "n.lind" + at, "N.LIND" + at.toUpperCase())) {
            var answer = nora.submit("/people", "/people/find", Map.of("q", words));
            assertThat(found(words)).as(words).contains("n.lind" + at);
            String location = answer.headers().firstValue("Location").orElse("");
            assertThat(location).as(words).startsWith("/people/").doesNotContain("@", "lind", at.substring(1));
            assertThat(nora.get(location).body()).as(words).contains("n.lind" + at);
        }
        assertThat(found("ünal")).contains("x%y" + at);
        assertThat(found("t_o" + at)).containsExactly("t_o" + at);
        assertThat(found("%" + at)).isEmpty();
        assertThat(found("zzz unknown")).isEmpty();
        String none = nora.submit("/people", "/people/find", Map.of("q", "zzz unknown"))
                .headers()
                .firstValue("Location")
                .orElse("");
        assertThat(nora.get(none).body()).contains("No person found");
        assertThat(nora.get("/people/found/bm8tc3VjaC1saW5rLWF0LWFsbA").statusCode())
                .isEqualTo(404);
    }

    private static List<String> found(String words) {
        return belay.as(TestInstallation.AUTHOR).post("/people/find", Map.of("words", words)).list("people").stream()
                .map(person -> person.text("address"))
                .toList();
    }

    private static List<String> actions(String id) {
        return belay.sql()
                .sql("SELECT action FROM audit_entry WHERE subject = :id ORDER BY seq")
                .param("id", id)
                .query(String.class)
                .list();
    }
}
