package org.belay.lab.sandbox;

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
import org.belay.lab.sandbox.mail.SandboxMail;
import org.belay.lab.sandbox.mail.StaffMailboxes;
import org.belay.testsupport.BelayServer;
import org.belay.testsupport.browser.ChromiumBrowser;
import org.belay.testsupport.browser.HttpBrowser;
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
            BelayServer.sandbox().relay("127.0.0.1", freePort()).unshared();

    private final StaffMailboxes mailboxes = belay.bean(StaffMailboxes.class);

    @AfterAll
    static void reset_the_number_of_people() {
        System.clearProperty("belay.sandbox.people");
    }

    @Test
    void a_notice_taken_back_while_sending_is_corrected_in_exactly_the_mailboxes_that_have_it() {
        Assumptions.assumeTrue(ChromiumBrowser.installed(), "Chromium and its driver are not installed");
        try (var browser = new ChromiumBrowser(belay)) {
            String mailing = noraSubmits(browser);
            tomasApproves(browser, mailing);
            noraTakesItBack(browser, mailing);

            assertThat(mailboxesWith(SandboxMail.MailKind.NOTICE)).isNotEmpty().hasSizeLessThan(400);
            assertThat(mailboxesWith(SandboxMail.MailKind.CORRECTION))
                    .isEqualTo(mailboxesWith(SandboxMail.MailKind.NOTICE));
            browser.open("/sandbox/mailbox");
            assertThat(browser.words("#facts")).contains("none unmatched");
            browser.open("/mailings/" + mailing + "/people?kind=correction&state=accepted");
            browser.awaitText(
                    "Corrected: " + mailboxesWith(SandboxMail.MailKind.NOTICE).size());
            browser.open("/people");
            browser.type("#whose", "nora.lindstrom@tessamar.example");
            browser.press("form[action='/people/find'] button");
            browser.open("/mailings");
            browser.open("/");
            browser.awaitText("Recently taken back");
            assertThat(browser.complaints()).isEmpty();
        }
    }

    @Test
    void a_draft_is_created_without_scripts_and_a_missing_reason_is_shown_at_its_field() {
        var browser = new HttpBrowser(belay);
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
        var browser = new HttpBrowser(belay);
        browser.submit("/sign-in", "/sandbox/sign-in", Map.of("persona", "aiko"));

        for (String path :
                List.of("/nothing-here", "/mailings/M-9999", "/mailings/what", "/sandbox/mailbox/999/html")) {
            var answer = browser.get(path);
            assertThat(answer.statusCode()).as(path).isEqualTo(404);
            assertThat(answer.body()).as(path).contains("There is no such page", "Staff mailbox");
        }
    }

    private static String noraSubmits(ChromiumBrowser browser) {
        browser.open("/");
        browser.press("button[value=nora]");
        browser.press(".rail a[href='/mailings/new']");
        browser.press("a[href$='template=mandatory-app-removal&example=true']");
        browser.choose("#audience", StaffImport.ALL_STAFF);
        browser.awaitText("people read German and get English, although the template has German.");
        browser.type("#answer-untranslated-de", "They read English at work.");
        browser.press("button[value=submit]");
        browser.awaitText("In review");
        String url = browser.url();
        browser.press(".leave button");
        return url.substring(url.lastIndexOf('/') + 1);
    }

    private static void tomasApproves(ChromiumBrowser browser, String mailing) {
        browser.press("button[value=tomas]");
        browser.press("a[href='/mailings/" + mailing + "/review']");
        browser.type("#count", "399");
        browser.press("form.approve button");
        browser.awaitText("That was not done.");
        browser.open("/mailings/" + mailing + "/review");
        browser.type("#count", "400");
        browser.press("form.approve button");
        browser.press("form[action$='/schedule'] button");
        browser.awaitText("Sent to");
        browser.press(".leave button");
    }

    private void noraTakesItBack(ChromiumBrowser browser, String mailing) {
        browser.press("button[value=nora]");
        await().atMost(Duration.ofMinutes(1))
                .until(() -> !mailboxesWith(SandboxMail.MailKind.NOTICE).isEmpty());
        browser.press(".helm .takeback");
        browser.type("#reason", "Sent to all staff by mistake");
        browser.press(".takeback.large");
        browser.awaitText("It is taken back.");
        assertThat(browser.url()).endsWith("/mailings/" + mailing + "/take-back");
    }

    private Set<String> mailboxesWith(SandboxMail.MailKind kind) {
        return mailboxes
                .page(new StaffMailboxes.MailFilter("", Optional.of(kind)), 0, Integer.MAX_VALUE)
                .mails()
                .stream()
                .map(SandboxMail::recipient)
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
