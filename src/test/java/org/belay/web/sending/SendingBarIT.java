package org.belay.web.sending;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.belay.access.Role;
import org.belay.access.User;
import org.belay.access.Users;
import org.belay.testkit.FaultyRelay;
import org.belay.testsupport.BelayServer;
import org.belay.testsupport.TestInstallation;
import org.belay.testsupport.TestMailing;
import org.belay.testsupport.browser.ChromiumBrowser;
import org.belay.testsupport.browser.HttpBrowser;
import org.belay.web.SignedInBrowser;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Two mailings are sent at once: each button acts on the mailing beside it. */
class SendingBarIT {
    private static final FaultyRelay relay = FaultyRelay.start();

    @RegisterExtension
    static final BelayServer belay = BelayServer.serve().relay(relay).unshared().auditRelay();

    private TestMailing older;
    private TestMailing newer;

    @BeforeEach
    void two_go_out() {
        older = belay.mailing(300).pace(60).send().awaitAccepted(1);
        newer = belay.mailing(300).pace(60).send().awaitAccepted(1);
    }

    @AfterEach
    void both_end() {
        older.disregard();
        newer.disregard();
        older.awaitState("CORRECTED");
        newer.awaitState("CORRECTED");
    }

    @Test
    void the_page_of_a_mailing_has_the_buttons_of_that_mailing_only() {
        HttpBrowser nora = SignedInBrowser.browser(belay, TestInstallation.AUTHOR);

        String page = nora.get("/mailings/" + older.id()).body();
        String live =
                nora.get("/mailings/" + older.id() + "/live?shown=SENDING").body();

        for (String shown : new String[] {page, live}) {
            assertThat(shown)
                    .contains("action=\"/mailings/" + older.id() + "/stop\"")
                    .contains("href=\"/mailings/" + newer.id() + "\"")
                    .doesNotContain("/mailings/" + newer.id() + "/stop", "/mailings/" + newer.id() + "/take-back");
        }
        assertThat(nora.get("/mailings/" + newer.id() + "/people").body())
                .contains("action=\"/mailings/" + newer.id() + "/stop\"")
                .doesNotContain("/mailings/" + older.id() + "/stop");
    }

    @Test
    void the_other_mailings_are_named_with_the_state_they_are_in() {
        newer.stop();
        newer.awaitState("STOPPED");
        HttpBrowser nora = SignedInBrowser.browser(belay, TestInstallation.AUTHOR);

        String others =
                nora.get("/mailings/" + older.id()).body().replaceAll("(?s).*class=\"helm-others\"(.*?)</ul>.*", "$1");

        assertThat(others).contains("Stopped</span> <a href=\"/mailings/" + newer.id() + "\"");
    }

    @Test
    void every_other_page_has_a_row_for_each_and_a_stopped_one_hides_none() {
        newer.stop();
        newer.awaitState("STOPPED");
        HttpBrowser nora = SignedInBrowser.browser(belay, TestInstallation.AUTHOR);

        for (String path : new String[] {"/", "/mailings", "/people", "/helm?page=/templates", "/home/live"}) {
            assertThat(nora.get(path).body())
                    .as(path)
                    .contains("action=\"/mailings/" + older.id() + "/stop\"", older.id())
                    .contains("action=\"/mailings/" + newer.id() + "/resume\"", newer.id())
                    .contains("href=\"/mailings/" + older.id() + "/take-back\"")
                    .contains("href=\"/mailings/" + newer.id() + "/take-back\"");
        }
    }

    @Test
    void the_bar_and_the_page_below_it_say_the_same_numbers() {
        HttpBrowser nora = SignedInBrowser.browser(belay, TestInstallation.AUTHOR);

        for (int look = 0; look < 20; look++) {
            String live =
                    nora.get("/mailings/" + older.id() + "/live?shown=SENDING").body();
            String said = live.replaceAll("(?s).*?Sent to (\\d+) of 300 people.*", "$1");
            assertThat(live).contains("Sent to " + said + " of 300<");
        }
    }

    @Test
    void an_author_who_wrote_no_part_of_a_mailing_can_stop_it_and_has_no_other_button() {
        User other = belay.bean(Users.class).enrol("Olav", "olav@" + older.domain(), Set.of(Role.AUTHOR), "test");
        HttpBrowser olav = HttpBrowser.signedIn(belay, other);
        String stop = "/mailings/" + older.id() + "/stop";
        for (String path : new String[] {"/", "/mailings", "/mailings/" + older.id()}) {
            assertThat(olav.get(path).body())
                    .as(path)
                    .contains("action=\"" + stop + "\"")
                    .doesNotContain(older.id() + "/take-back", older.id() + "/resume");
        }

        olav.submit("/mailings", stop, Map.of());

        assertThat(older.mailingState()).isEqualTo("STOPPED");
        assertThat(newer.mailingState()).isEqualTo("SENDING");
        for (String path : new String[] {"/", "/mailings", "/mailings/" + older.id()}) {
            assertThat(olav.get(path).body())
                    .as(path)
                    .doesNotContain(older.id() + "/take-back", older.id() + "/resume");
        }
        assertThat(olav.get("/mailings/" + older.id()).body())
                .contains("Its writers and approvers can resume or take it back");
        assertThat(olav.get("/mailings/" + older.id() + "/take-back").body())
                .contains("Its writers and approvers can take it back")
                .doesNotContain("id=\"reason\"");
        olav.submit("/mailings", "/mailings/" + older.id() + "/resume", Map.of());
        assertThat(older.mailingState()).isEqualTo("STOPPED");
        assertThat(SignedInBrowser.browser(belay, TestInstallation.AUTHOR)
                        .get("/")
                        .body())
                .contains(older.id() + "/resume");
    }

    @Test
    void a_press_stops_the_mailing_whose_page_or_row_it_is_in() {
        Assumptions.assumeTrue(ChromiumBrowser.installed(), "Chromium and its driver are not installed");
        try (var browser = SignedInBrowser.chromium(belay, TestInstallation.AUTHOR)) {
            browser.open("/mailings/" + older.id());
            browser.press(".helm .stop");
            browser.awaitText("You can resume or take it back.");
            assertThat(older.mailingState()).isEqualTo("STOPPED");
            assertThat(newer.mailingState()).isEqualTo("SENDING");

            browser.open("/mailings");
            browser.press("#helm-stop-" + newer.id() + " button");
            browser.awaitText("You can resume or take it back.");
            assertThat(newer.mailingState()).isEqualTo("STOPPED");
            assertThat(browser.complaints()).isEmpty();
        }
    }

    @Test
    void a_row_keeps_its_place_when_the_one_before_it_ends() {
        Assumptions.assumeTrue(ChromiumBrowser.installed(), "Chromium and its driver are not installed");
        try (var browser = SignedInBrowser.chromium(belay, TestInstallation.AUTHOR)) {
            browser.setScreen(390, false);
            browser.open("/people");
            String stop = "#helm-stop-" + newer.id() + " button";
            browser.words("#helm-stop-" + older.id() + " button");
            var before = browser.place(stop);

            older.disregard();
            older.awaitState("CORRECTED");
            browser.awaitText("Corrected");

            assertThat(browser.has("#helm-stop-" + older.id())).isFalse();
            assertThat(browser.place(stop)).isEqualTo(before);
            browser.press(stop);
            browser.awaitText("You can resume or take it back.");
            assertThat(newer.mailingState()).isEqualTo("STOPPED");
        }
    }
}
