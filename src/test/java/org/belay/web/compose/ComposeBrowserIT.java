package org.belay.web.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.belay.testkit.FaultyRelay;
import org.belay.testsupport.BelayServer;
import org.belay.testsupport.TestInstallation;
import org.belay.testsupport.TestMailing;
import org.belay.testsupport.browser.ChromiumBrowser;
import org.belay.web.SignedInBrowser;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An author writes a mailing in a real browser while the session ends, the server is unreachable, or another tab saves. */
class ComposeBrowserIT {
    /** Fields with several lines; together more than 64 KB in a request. */
    private static final List<String> LONG = List.of("reason", "exception", "how_to", "consequence");

    private static final FaultyRelay relay = FaultyRelay.start();

    @RegisterExtension
    static final BelayServer belay = BelayServer.serve().relay(relay).unshared().auditRelay();

    @BeforeEach
    void a_browser() {
        Assumptions.assumeTrue(ChromiumBrowser.installed(), "Chromium and its driver are not installed");
    }

    @Test
    void what_is_written_is_kept_by_itself_and_outlives_the_session() {
        try (var browser = SignedInBrowser.chromium(belay, TestInstallation.AUTHOR)) {
            browser.open("/mailings/new?template=mandatory-app-removal");
            browser.type("#v-app", "TikTok");
            await().atMost(Duration.ofMinutes(1)).until(() -> browser.url().matches(".*/mailings/M-\\d+/edit"));
            String edit = browser.url();
            String id = edit.replaceAll(".*/(M-\\d+)/edit", "$1");
            browser.awaitText("Saved at");

            assertThat(browser.shows("#signed-out")).isFalse();
            endEverySession();
            browser.awaitText("You are signed out.");
            browser.type("#v-reason", "Written after the session had ended");
            browser.press("button[value=save]");
            browser.awaitText("Not saved");
            assertThat(browser.url()).isEqualTo(edit);
            assertThat(value(browser, "#v-reason")).isEqualTo("Written after the session had ended");

            browser.inNewTab(() -> SignedInBrowser.signIn(browser, TestInstallation.AUTHOR + "@example.org"));
            await().atMost(Duration.ofMinutes(1))
                    .until(() -> "Written after the session had ended"
                            .equals(values(id).get("reason")));
            await().atMost(Duration.ofMinutes(1)).until(() -> !browser.shows("#signed-out"));
            browser.type("#v-contact", "servicedesk@example.org");
            browser.press("button[value=save]");
            browser.awaitText("Last saved by");
            assertThat(values(id))
                    .containsEntry("contact", "servicedesk@example.org")
                    .containsEntry("app", "TikTok");
        }
    }

    @Test
    void a_draft_longer_than_an_anonymous_request_may_be_outlives_the_session() {
        String more = "Zwölf Wörter über Größe. ".repeat(700);
        try (var browser = SignedInBrowser.chromium(belay, TestInstallation.AUTHOR)) {
            browser.open("/mailings/new?template=mandatory-app-removal");
            browser.type("#v-app", "TikTok");
            await().atMost(Duration.ofMinutes(1)).until(() -> browser.url().matches(".*/mailings/M-\\d+/edit"));
            String edit = browser.url();
            String id = edit.replaceAll(".*/(M-\\d+)/edit", "$1");
            browser.awaitText("Saved at");
            endEverySession();
            browser.awaitText("You are signed out.");
            for (String field : LONG) browser.paste("#v-" + field, more);

            browser.press("button[value=save]");
            browser.awaitText("Not saved: you are signed out");
            browser.sendWithoutScript("#compose");
            browser.press("button[value=save]");
            browser.awaitText("Not saved: you are signed out");
            assertThat(browser.url()).isEqualTo(edit);
            for (String field : LONG) assertThat(value(browser, "#v-" + field)).isEqualTo(more);

            browser.inNewTab(() -> SignedInBrowser.signIn(browser, TestInstallation.AUTHOR + "@example.org"));
            await().atMost(Duration.ofMinutes(1))
                    .until(() -> LONG.stream()
                            .allMatch(field -> more.strip().equals(values(id).get(field))));
        }
    }

    @Test
    void submit_back_and_submit_again_is_one_mailing() {
        TestMailing people = belay.mailing(2).imported();
        try (var browser = SignedInBrowser.chromium(belay, TestInstallation.AUTHOR)) {
            browser.open("/mailings/new?template=mandatory-app-removal&example=true");
            browser.choose("#audience", people.domain());
            browser.awaitText("1 person reads German and gets English, although the template has German.");
            browser.type("#answer-untranslated-de", "They read English at work.");
            long before = mailings();
            browser.press("button[value=submit]");
            browser.awaitText("In review");
            String mailing = browser.url();

            browser.back();

            browser.awaitText(mailing.replaceAll(".*/", ""));
            if (browser.has("button[value=submit]")) {
                browser.press("button[value=submit]");
                browser.awaitText("was submitted already");
            }
            assertThat(browser.url()).isEqualTo(mailing);
            assertThat(mailings()).isEqualTo(before + 1);
        }
    }

    @Test
    void a_page_says_that_the_server_is_away_and_that_it_is_back() {
        TestMailing circular = belay.mailing(200).pace(60).send().awaitAccepted(1);
        try (var browser = SignedInBrowser.chromium(belay, TestInstallation.AUTHOR)) {
            browser.open("/mailings/" + circular.id());
            browser.awaitText("Sent to");
            assertThat(browser.shows("#connection-lost")).isFalse();
            browser.offline(true);
            browser.awaitText("Belay does not answer.");
            assertThat(browser.words("#connection-lost time")).matches("\\d\\d:\\d\\d:\\d\\d");

            browser.offline(false);

            await().atMost(Duration.ofMinutes(1)).until(() -> !browser.shows("#connection-lost"));
        }
        circular.disregard();
        circular.awaitState("CORRECTED");
    }

    @Test
    void times_are_said_in_the_zone_of_the_viewer_and_a_start_in_the_zone_of_its_author() {
        TestMailing circular = belay.mailing(2)
                .at("2030-12-02T09:00[Asia/Tokyo]")
                .imported()
                .drafted()
                .submitted();
        try (var browser = SignedInBrowser.chromium(belay, TestInstallation.APPROVER)) {
            browser.setTimeZone("America/Chicago");
            browser.open("/");
            browser.open("/mailings/" + circular.id() + "/review");
            assertThat(browser.words("form.approve .primary"))
                    .contains("Mon 2 Dec 2030, 09:00 JST (Sun 1 Dec 2030, 18:00 CST (UTC-6) for you)");
            browser.type("#count", "2");
            browser.press("form.approve button");
            browser.press("form[action$='/schedule'] button");
            browser.awaitText("Starts Mon 2 Dec 2030, 09:00 JST");
            assertThat(browser.words("#story")).contains("CST");
        }
        belay.as(TestInstallation.AUTHOR).post("/mailings/" + circular.id() + "/cancel");
    }

    private static String value(ChromiumBrowser browser, String css) {
        return browser.value(css);
    }

    private static long mailings() {
        return belay.sql().sql("SELECT count(*) FROM mailing").query(Long.class).single();
    }

    /** As an administrator's new password link or a night would. */
    private static void endEverySession() {
        belay.sql().sql("UPDATE app_user SET epoch = epoch + 1").update();
    }

    private static Map<String, Object> values(String id) {
        return belay.as(TestInstallation.AUTHOR)
                .get("/mailings/" + id)
                .object("values")
                .orElseThrow()
                .members();
    }
}
