package org.belay.web.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.belay.access.OneTimeLinks;
import org.belay.access.Role;
import org.belay.access.User;
import org.belay.access.Users;
import org.belay.audit.AuditEntry;
import org.belay.audit.AuditLog;
import org.belay.testkit.FaultyRelay;
import org.belay.testsupport.AdjustableClock;
import org.belay.testsupport.BelayServer;
import org.belay.testsupport.TestInstallation;
import org.belay.testsupport.browser.HttpBrowser;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The list of sessions, their ends, and the mail for a forgotten password. */
class SessionsIT {
    private static final String PASSWORD = "correct horse battery";
    private static final Pattern LINK = Pattern.compile("/welcome/[\\w-]{43}");
    private static final AdjustableClock clock = new AdjustableClock();
    private static final FaultyRelay relay = FaultyRelay.start();

    @RegisterExtension
    static final BelayServer belay =
            BelayServer.serve().relay(relay).clock(clock).set("BELAY_SIGN_IN_IDLE_MINUTES", "30");

    private static int people;

    private final Users users = belay.bean(Users.class);
    private final OneTimeLinks links = belay.bean(OneTimeLinks.class);
    private final HttpBrowser browser = new HttpBrowser(belay);
    private User nora;

    @BeforeEach
    void nora() {
        User admin = users.byAddress(TestInstallation.ADMIN + "@example.org").orElseThrow();
        nora = users.create("Nora", "nora" + ++people + "@sessions.example.org", Set.of(Role.AUTHOR), admin);
        links.setPassword(links.createPasswordLink(nora, admin), PASSWORD);
    }

    @Test
    void x10_signing_out_everywhere_ends_the_other_sessions() {
        signIn(browser, PASSWORD);
        var phone = new HttpBrowser(belay);
        signIn(phone, PASSWORD);
        assertThat(browser.get("/account").body()).contains("This session", "Java-http-client", "127.0.0.1");

        browser.submit("/account", "/account/sign-out-everywhere", Map.of());

        assertThat(phone.get("/").statusCode()).isEqualTo(302);
        assertThat(browser.get("/account").body()).contains("Your other sessions have ended");
        assertThat(acts()).contains("sign-out-everywhere");
    }

    @Test
    void x10_a_session_without_use_ends_also_if_its_page_refreshes_itself() {
        signIn(browser, PASSWORD);
        clock.advance(Duration.ofMinutes(20));
        assertThat(browser.get("/").statusCode()).isEqualTo(200);
        clock.advance(Duration.ofMinutes(20));
        assertThat(refreshed().statusCode()).isEqualTo(200);
        clock.advance(Duration.ofMinutes(20));
        assertThat(refreshed().statusCode()).isEqualTo(401);
    }

    @Test
    void x10_a_session_in_use_ends_after_twelve_hours() {
        signIn(browser, PASSWORD);
        for (int i = 0; i < 35; i++) {
            clock.advance(Duration.ofMinutes(20));
            assertThat(browser.get("/").statusCode()).isEqualTo(200);
        }
        clock.advance(Duration.ofMinutes(21));
        assertThat(browser.get("/").statusCode()).isEqualTo(302);
    }

    @Test
    void x11_a_forgotten_password_is_replaced_by_a_mailed_link_that_works_once() {
        String page = "/sign-in/forgotten";
        var known = browser.submit(page, page, Map.of("address", nora.address()));
        var unknown = browser.submit(page, page, Map.of("address", "stranger@sessions.example.org"));
        assertThat(known.statusCode()).isEqualTo(unknown.statusCode()).isEqualTo(200);
        assertThat(known.body()).isEqualTo(unknown.body());

        await().until(() -> mails().size() == 1);
        var link = LINK.matcher(mails().get(0).replace("=\r\n", ""));
        assertThat(link.find()).isTrue();
        assertThat(belay.sql()
                        .sql("SELECT count(*) FROM sign_in_link WHERE encode(sha256, 'escape') LIKE :secret")
                        .param("secret", "%" + link.group().substring(9) + "%")
                        .query(Integer.class)
                        .single())
                .isZero();
        browser.submit(link.group(), link.group(), Map.of("password", PASSWORD + "!", "again", PASSWORD + "!"));
        assertThat(browser.get("/").statusCode()).isEqualTo(200);
        assertThat(new HttpBrowser(belay).get(link.group()).statusCode()).isEqualTo(404);
        assertThat(acts()).contains("link-mail", "password-set");
    }

    @Test
    void x11_an_account_gets_three_of_these_mails_a_day() {
        clock.advance(Duration.ofHours(2));
        String page = "/sign-in/forgotten";
        for (int i = 0; i < 5; i++) {
            browser.submit(page, page, Map.of("address", nora.address()));
        }
        browser.submit(page, page, Map.of("address", TestInstallation.AUTHOR + "@example.org"));
        await().until(() -> acts().stream().filter("link-mail"::equals).count() == 3);
        await().until(() -> mails().size() == 3);
        assertThat(acts().stream().filter("link-mail"::equals)).hasSize(3);
    }

    private List<String> mails() {
        return relay.mails().stream()
                .filter(mail -> mail.recipients().toString().contains(nora.address()))
                .map(mail -> new String(mail.bytes(), StandardCharsets.UTF_8))
                .toList();
    }

    private HttpResponse<String> refreshed() {
        return browser.send(HttpRequest.newBuilder(belay.url("/helm")).header("HX-Request", "true"));
    }

    private void signIn(HttpBrowser from, String password) {
        from.submit("/sign-in", "/sign-in", Map.of("username", nora.address(), "password", password));
    }

    private List<String> acts() {
        return belay.bean(AuditLog.class).entriesAbout("user " + nora.address()).stream()
                .map(AuditEntry::action)
                .toList();
    }
}
