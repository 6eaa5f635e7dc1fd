package org.belay.web.signin;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.belay.testkit.FaultyRelay;
import org.belay.testsupport.BelayServer;
import org.belay.testsupport.TestInstallation;
import org.belay.testsupport.TestMailing;
import org.belay.testsupport.browser.HttpBrowser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Words that a browser without script sends after its session has ended. */
class KeptFormIT {
    private static final String PASSWORD = "correct horse battery";
    private static final FaultyRelay relay = FaultyRelay.start();
    private static final Pattern INPUT =
            Pattern.compile("<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\">");

    @RegisterExtension
    static final BelayServer belay = BelayServer.serve().relay(relay).auditRelay();

    @ParameterizedTest
    @CsvSource({
        "/mailings, v.reason",
        "/mailings/1/return, reason",
        "/mailings/1/take-back, reason",
        "/templates/planned-outage/edit, f.notice.md",
        "/people/leave, reason",
    })
    void words_sent_after_the_session_ended_are_shown_after_signing_in_again(String action, String field) {
        HttpBrowser nora = HttpBrowser.signedIn(belay, TestInstallation.AUTHOR);
        String token = nora.token("/mailings");
        endSessions(nora, token);
        String words = "Two lines,\n \"quoted\" & <b>marked</b>.";

        var refused = nora.post(action, Map.of("_csrf", token, field, words, "revision", "7"));

        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body()).contains("You were signed out.", "kept." + field);
        String page = signInAgain(nora, refused.body(), PASSWORD);
        assertThat(page)
                .contains("What you wrote is here", "action=\"" + action + "\"", "name=\"" + field + "\"")
                .contains("Two lines,\n &quot;quoted&quot; &amp; &lt;b&gt;marked&lt;/b&gt;.")
                .contains("name=\"revision\" value=\"7\"");
    }

    @Test
    void what_is_shown_again_can_be_sent() {
        TestMailing circular = belay.mailing(1).imported().drafted().submitted();
        HttpBrowser tomas = HttpBrowser.signedIn(belay, TestInstallation.APPROVER);
        String token = tomas.token("/mailings");
        endSessions(tomas, token);
        String action = "/mailings/" + circular.id() + "/return";
        var refused = tomas.post(action, Map.of("_csrf", token, "reason", "Say it in fewer words."));

        // a wrong password loses nothing
        var wrong = submit(tomas, refused.body(), "wrong wrong wrong");
        assertThat(wrong.statusCode()).isEqualTo(401);
        String page = signInAgain(tomas, wrong.body(), PASSWORD);
        tomas.post(action, Map.of("_csrf", hidden(page).get("_csrf"), "reason", "Say it in fewer words."));

        assertThat(circular.mailingState()).isEqualTo("DRAFT");
        assertThat(tomas.get("/kept").headers().firstValue("Location"))
                .as("sent, so not offered again")
                .hasValueSatisfying(to -> assertThat(to).endsWith("/"));
        assertThat(tomas.get("/mailings/" + circular.id()).body()).contains("Say it in fewer words.");
    }

    @Test
    void a_form_that_is_older_than_the_session_is_shown_again_and_not_sent() {
        TestMailing circular = belay.mailing(1).imported().drafted().submitted();
        HttpBrowser tomas = HttpBrowser.signedIn(belay, TestInstallation.APPROVER);
        String action = "/mailings/" + circular.id() + "/return";

        var answer = tomas.post(action, Map.of("_csrf", "a token of before", "reason", "Say it in fewer words."));

        assertThat(answer.headers().firstValue("Location"))
                .hasValueSatisfying(to -> assertThat(to).endsWith("/kept"));
        assertThat(tomas.get("/kept").body()).contains("Say it in fewer words.", action);
        assertThat(circular.mailingState()).isEqualTo("IN_REVIEW");
    }

    /** Longer than the sign-in page can carry: the browser stays on the page with the words (RFC 9110 15.3.5). */
    @ParameterizedTest
    @CsvSource({"61500, false", "61500, true", "66000, false", "66000, true", "1000000, false", "1000000, true"})
    void a_long_form_stays_in_the_browser_and_can_be_sent_after_signing_in(int length, boolean forgotten) {
        HttpBrowser nora = HttpBrowser.signedIn(belay, TestInstallation.AUTHOR);
        String token = nora.token("/mailings");
        String words = "Two words ".repeat(length / 10);
        if (forgotten) {
            endSessions(nora, token);
        } else {
            belay.sql().sql("UPDATE app_user SET epoch = epoch + 1").update(); // the browser's session exists still
        }
        var form = Map.of("_csrf", token, "v.reason", words, "revision", "7");

        var refused = nora.post("/mailings", form);

        assertThat(refused.statusCode()).isEqualTo(204);
        assertThat(refused.body()).isEmpty();
        nora.submit("/sign-in", "/sign-in", Map.of("username", "nora@example.org", "password", PASSWORD));
        assertThat(nora.post("/mailings", form).headers().firstValue("Location"))
                .hasValueSatisfying(to -> assertThat(to).endsWith("/kept"));
        assertThat(nora.get("/kept").body()).contains(words);
    }

    @Test
    void the_script_of_a_page_learns_that_the_writer_of_a_long_form_is_signed_out() {
        var sent = HttpRequest.newBuilder(belay.url("/mailings/autosave"))
                .header("HX-Request", "true")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("v.reason=" + "two+words+".repeat(10_000)));
        assertThat(new HttpBrowser(belay).send(sent).statusCode()).isEqualTo(401);
    }

    @Test
    void a_decision_without_words_is_not_kept() {
        HttpBrowser tomas = HttpBrowser.signedIn(belay, TestInstallation.APPROVER);
        String token = tomas.token("/mailings");
        endSessions(tomas, token);

        var refused = tomas.post("/mailings/1/approve", Map.of("_csrf", token, "count", "2", "digest", "3f9a"));

        assertThat(refused.body()).doesNotContain("3f9a");
    }

    @Test
    void words_of_one_person_are_not_shown_to_the_next_at_the_same_browser() {
        HttpBrowser.signedIn(belay, TestInstallation.APPROVER);
        HttpBrowser shared = HttpBrowser.signedIn(belay, TestInstallation.AUTHOR);
        String token = shared.token("/mailings");
        endSessions(shared, token);
        var refused = shared.post("/mailings", Map.of("_csrf", token, "v.reason", "These fewer words are hers."));

        var tomas = submit(shared, refused.body(), PASSWORD);

        assertThat(tomas.statusCode()).isEqualTo(302);
        assertThat(shared.get("/kept").body()).doesNotContain("words are hers");
    }

    @Test
    void words_are_shown_to_no_person_at_a_browser_that_does_not_know_its_writer() {
        HttpBrowser nora = HttpBrowser.signedIn(belay, TestInstallation.AUTHOR);
        String token = nora.token("/mailings");
        endSessions(nora, token);
        var refused = nora.post("/mailings", Map.of("_csrf", token, "v.reason", "These words are hers."));
        var other = new HttpBrowser(belay); // without cookies, as after the end of a private window
        Map<String, String> fields =
                hidden(refused.body().substring(refused.body().indexOf("action=\"/sign-in\"")));
        fields.put("_csrf", other.token("/sign-in"));
        fields.put("username", "nora@example.org");
        fields.put("password", PASSWORD);

        assertThat(other.post("/sign-in", fields).statusCode()).isEqualTo(302);

        assertThat(fields.values()).contains("These words are hers.");
        assertThat(other.get("/kept").body()).doesNotContain("words are hers");
    }

    @Test
    void words_of_another_site_are_not_shown_as_those_of_the_person() {
        for (Map<String, String> headers :
                java.util.List.of(Map.of("Origin", "https://evil.example"), Map.of("Sec-Fetch-Site", "cross-site"))) {
            var request = HttpRequest.newBuilder(belay.url("/people/leave"))
                    .header("Accept", "text/html")
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(BodyPublishers.ofString("reason=evil+words"));
            headers.forEach(request::header);
            assertThat(new HttpBrowser(belay).send(request).body()).doesNotContain("evil words");
        }
    }

    @Test
    void passwords_are_never_carried_along() {
        var answer = new HttpBrowser(belay)
                .post("/sign-in", Map.of("username", "a@example.org", "password", "secret secret secret"));
        assertThat(answer.body()).doesNotContain("secret secret");
    }

    private static void endSessions(HttpBrowser browser, String token) {
        browser.post("/sign-out", Map.of("_csrf", token));
    }

    private static String signInAgain(HttpBrowser browser, String page, String password) {
        var in = submit(browser, page, password);
        assertThat(in.headers().firstValue("Location"))
                .hasValueSatisfying(to -> assertThat(to).endsWith("/kept"));
        return browser.get("/kept").body();
    }

    /** The sign-in form of a page, with all that it carries. */
    private static HttpResponse<String> submit(HttpBrowser browser, String page, String password) {
        Map<String, String> fields = hidden(page.substring(page.indexOf("action=\"/sign-in\"")));
        fields.put("username", page.contains("fewer words") ? "tomas@example.org" : "nora@example.org");
        fields.put("password", password);
        return browser.post("/sign-in", fields);
    }

    private static Map<String, String> hidden(String page) {
        var fields = new LinkedHashMap<String, String>();
        Matcher input = INPUT.matcher(page);
        while (input.find()) {
            fields.put(
                    input.group(1),
                    input.group(2)
                            .replace("&quot;", "\"")
                            .replace("&lt;", "<")
                            .replace("&gt;", ">")
                            .replace("&#39;", "'")
                            .replace("&amp;", "&"));
        }
        return fields;
    }
}
