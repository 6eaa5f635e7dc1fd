package org.belay.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.belay.testsupport.BelayServer;
import org.belay.testsupport.Browser;
import org.belay.testsupport.Chromium;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A walk through the sandbox in the browser. */
class SandboxBrowserIT {
    static {
        System.setProperty("belay.sandbox.people", "400");
    }

    @RegisterExtension
    static final BelayServer belay =
            BelayServer.sandbox().relay("127.0.0.1", freePort()).ofItsOwn();

    private final Mailboxes mailboxes = belay.bean(Mailboxes.class);

    @AfterAll
    static void reset_the_number_of_people() {
        System.clearProperty("belay.sandbox.people");
    }

    @Test
    void a_notice_taken_back_while_sending_is_corrected_in_exactly_the_mailboxes_that_have_it() {
        Assumptions.assumeTrue(Chromium.installed(), "Chromium and its driver are not installed");
        try (var browser = new Chromium(belay)) {
            String mailing = noraSubmits(browser);
            tomasApproves(browser, mailing);
            noraTakesItBack(browser, mailing);

            assertThat(mailboxesWith(Mail.Kind.NOTICE)).isNotEmpty().hasSizeLessThan(400);
            assertThat(mailboxesWith(Mail.Kind.CORRECTION)).isEqualTo(mailboxesWith(Mail.Kind.NOTICE));
            browser.open("/sandbox/mailbox");
            assertThat(browser.words("#facts")).contains("none unmatched");
            browser.open("/mailings/" + mailing + "/people?kind=correction&state=accepted");
            browser.sees("Corrected: " + mailboxesWith(Mail.Kind.NOTICE).size());
            browser.open("/people?address=nora.lindstrom@tessamar.example");
            browser.open("/mailings");
            browser.open("/");
            browser.sees("Recently taken back");
            assertThat(browser.complaints()).isEmpty();
        }
    }

    @Test
    void a_draft_is_created_without_scripts_and_a_missing_reason_is_shown_at_its_field() {
        var browser = new Browser(belay);
        browser.submit("/sign-in", "/sandbox/sign-in", Map.of("persona", "nora"));

        var created = browser.submit(
                "/mailings/new?template=mandatory-app-removal",
                "/mailings",
                Map.of("template", "mandatory-app-removal", "v.app", "<b>Tok</b>", "act", "submit"));
        String edit = URI.create(created.headers().firstValue("Location").orElseThrow())
                .getPath();
        String page = browser.get(edit).body();

        assertThat(created.statusCode()).isEqualTo(302);
        assertThat(page).contains("was not submitted").contains("id=\"v-reason-wrong\"");
        assertThat(page).contains("&lt;b&gt;Tok&lt;/b&gt;").doesNotContain("<b>Tok</b>");
    }

    @Test
    void an_unknown_page_is_answered_404_in_the_layout_of_the_pages() {
        var browser = new Browser(belay);
        browser.submit("/sign-in", "/sandbox/sign-in", Map.of("persona", "aiko"));

        for (String path :
                List.of("/nothing-here", "/mailings/M-9999", "/mailings/what", "/sandbox/mailbox/999/html")) {
            var answer = browser.get(path);
            assertThat(answer.statusCode()).as(path).isEqualTo(404);
            assertThat(answer.body()).as(path).contains("There is no such page", "Staff mailbox");
        }
    }

    private static String noraSubmits(Chromium browser) {
        browser.open("/");
        browser.press("button[value=nora]");
        browser.press(".rail a[href='/mailings/new']");
        browser.press("a[href$='template=mandatory-app-removal&example=true']");
        browser.choose("#audience", StaffList.ALL_STAFF);
        browser.sees("people read German and get English, although the template has German.");
        browser.type("#answer-untranslated-de", "They read English at work.");
        browser.press("button[value=submit]");
        browser.sees("In review");
        String url = browser.url();
        browser.press(".leave button");
        return url.substring(url.lastIndexOf('/') + 1);
    }

    private static void tomasApproves(Chromium browser, String mailing) {
        browser.press("button[value=tomas]");
        browser.press("a[href='/mailings/" + mailing + "/review']");
        browser.type("#count", "399");
        browser.press("form.approve button");
        browser.sees("That was not done.");
        browser.open("/mailings/" + mailing + "/review");
        browser.type("#count", "400");
        browser.press("form.approve button");
        browser.press("form[action$='/schedule'] button");
        browser.sees("Sent to");
        browser.press(".leave button");
    }

    private void noraTakesItBack(Chromium browser, String mailing) {
        browser.press("button[value=nora]");
        await().atMost(Duration.ofMinutes(1))
                .until(() -> !mailboxesWith(Mail.Kind.NOTICE).isEmpty());
        browser.press(".helm .takeback");
        browser.type("#reason", "Sent to all staff by mistake");
        browser.press(".takeback.large");
        browser.sees("It is taken back.");
        assertThat(browser.url()).endsWith("/mailings/" + mailing + "/take-back");
    }

    private Set<String> mailboxesWith(Mail.Kind kind) {
        return mailboxes.page(new Mailboxes.Wish("", Optional.of(kind)), 0, Integer.MAX_VALUE).mails().stream()
                .map(Mail::recipient)
                .collect(Collectors.toSet());
    }

    private static int freePort() {
        try (var probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
