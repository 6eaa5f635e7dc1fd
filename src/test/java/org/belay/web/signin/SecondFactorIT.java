package org.belay.web.signin;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.belay.access.OneTimeLinks;
import org.belay.access.Role;
import org.belay.access.RoleChanges;
import org.belay.access.User;
import org.belay.access.Users;
import org.belay.access.factor.TotpSecret;
import org.belay.audit.AuditEntry;
import org.belay.audit.AuditLog;
import org.belay.testsupport.AdjustableClock;
import org.belay.testsupport.BelayServer;
import org.belay.testsupport.TestInstallation;
import org.belay.testsupport.browser.HttpBrowser;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The second factor of passwords: adding, codes, recovery, reset. */
class SecondFactorIT {
    private static final String PASSWORD = "correct horse battery";
    private static final Pattern SECRET = Pattern.compile("<code>((?:[A-Z2-7]{4} ?){8})</code>");
    private static final Pattern RECOVERY = Pattern.compile("<code>((?:[a-z2-7]{4}-){3}[a-z2-7]{4})</code>");
    private static final AdjustableClock clock = new AdjustableClock();

    @RegisterExtension
    static final BelayServer belay =
            BelayServer.serve().clock(clock).set("BELAY_SIGN_IN_SECOND_FACTOR_FOR", "approver");

    private static int people;

    private final Users users = belay.bean(Users.class);
    private final OneTimeLinks links = belay.bean(OneTimeLinks.class);
    private final HttpBrowser browser = new HttpBrowser(belay);
    private User admin;
    private User nora;

    @BeforeEach
    void people() {
        belay.createUsers();
        admin = users.byAddress(TestInstallation.ADMIN + "@example.org").orElseThrow();
        nora = users.create("Nora", "nora" + ++people + "@factor.example.org", Set.of(Role.AUTHOR), admin);
        links.setPassword(links.createPasswordLink(nora, admin), PASSWORD);
    }

    @Test
    void x11_a_code_is_asked_for_after_the_password_and_works_once() {
        TotpSecret secret = added();
        browser.post("/sign-out", Map.of("_csrf", browser.token("/no-such-page")));
        clock.advance(Duration.ofMinutes(2));

        assertThat(location(password(browser))).endsWith("/sign-in/code");
        assertThat(location(browser.get("/mailings"))).as("not signed in yet").endsWith("/sign-in");
        assertThat(code(browser, "000000").statusCode()).isEqualTo(401);
        String now = secret.code(clock.instant());
        assertThat(location(code(browser, now))).endsWith("/mailings");
        assertThat(browser.get("/").statusCode()).isEqualTo(200);

        var thief = new HttpBrowser(belay);
        password(thief);
        assertThat(code(thief, now).statusCode()).as("the same code again").isEqualTo(401);
        assertThat(acts()).contains("second-factor-add", "sign-in");
    }

    @Test
    void a_recovery_code_replaces_the_app_once() {
        List<String> codes = new ArrayList<>();
        added(codes);
        assertThat(codes).hasSize(10);
        assertThat(belay.sql()
                        .sql("SELECT encode(sha256, 'escape') FROM recovery_code")
                        .query(String.class)
                        .list())
                .doesNotContainAnyElementsOf(codes);

        var other = new HttpBrowser(belay);
        password(other);
        assertThat(code(other, codes.get(0).toUpperCase(Locale.ROOT)).statusCode())
                .isEqualTo(302);
        assertThat(other.get("/account").body()).contains("9 recovery codes are left");
        var again = new HttpBrowser(belay);
        password(again);
        assertThat(code(again, codes.get(0)).statusCode()).isEqualTo(401);
        assertThat(acts()).contains("recovery-code-use");
    }

    @Test
    void x11_guesses_of_codes_are_slowed_down() {
        added();
        var thief = new HttpBrowser(belay);
        password(thief);
        for (int i = 0; i < 10; i++) {
            assertThat(code(thief, "00000" + i).statusCode()).isEqualTo(401);
        }
        assertThat(code(thief, "000000").statusCode()).isEqualTo(429);
    }

    @Test
    void the_password_is_asked_for_again_after_ten_minutes() {
        TotpSecret secret = added();
        var slow = new HttpBrowser(belay);
        password(slow);
        clock.advance(Duration.ofMinutes(11));
        assertThat(location(slow.get("/sign-in/code"))).endsWith("/sign-in");
        assertThat(new HttpBrowser(belay).get("/sign-in/code").statusCode()).isEqualTo(302);
        password(slow);
        assertThat(code(slow, secret.code(clock.instant())).statusCode()).isEqualTo(302);
    }

    @Test
    void a_changed_password_or_a_disabled_account_ends_the_way_to_the_code() {
        added();
        var thief = new HttpBrowser(belay);
        password(thief);
        assertThat(thief.get("/sign-in/code").statusCode()).isEqualTo(200);
        links.setPassword(links.createPasswordLink(nora, admin), PASSWORD);
        assertThat(location(thief.get("/sign-in/code"))).endsWith("/sign-in");

        password(thief);
        users.disable(nora.id(), admin);
        assertThat(location(thief.get("/sign-in/code"))).endsWith("/sign-in");
    }

    @Test
    void a_new_role_that_needs_a_second_factor_ends_sessions_without_one() {
        password(browser);
        assertThat(browser.get("/").statusCode()).isEqualTo(200);
        belay.bean(RoleChanges.class).change(nora.id(), Set.of(Role.APPROVER), Set.of(), admin);
        assertThat(location(browser.get("/"))).endsWith("/sign-in");
        assertThat(location(password(browser))).endsWith("/sign-in/second-factor");
    }

    @Test
    void a_role_that_needs_a_second_factor_adds_it_before_the_first_page() {
        User tom = users.create("Tom", "tom" + people + "@factor.example.org", Set.of(Role.APPROVER), admin);
        String welcome = "/welcome/" + links.createPasswordLink(tom, admin);
        var set = browser.submit(welcome, welcome, Map.of("password", PASSWORD, "again", PASSWORD));
        assertThat(location(set)).endsWith("/sign-in/second-factor");
        assertThat(location(browser.get("/"))).as("not signed in yet").endsWith("/sign-in");

        TotpSecret secret = secretOn("/sign-in/second-factor");
        var wrong = browser.submit("/sign-in/second-factor", "/sign-in/second-factor", Map.of("code", "000000"));
        assertThat(wrong.statusCode()).isEqualTo(422);
        var codes = browser.submit(
                "/sign-in/second-factor", "/sign-in/second-factor", Map.of("code", secret.code(clock.instant())));
        assertThat(codes.statusCode()).isEqualTo(200);
        assertThat(RECOVERY.matcher(codes.body()).results()).hasSize(10);
        assertThat(browser.get("/").statusCode()).isEqualTo(200);
        assertThat(browser.get("/account").body()).doesNotContain("second-factor/remove");
    }

    @Test
    void an_administrator_resets_it_and_its_owner_is_told() {
        added();
        assertThat(browser.submit("/account", "/users/" + nora.id() + "/reset-second-factor", Map.of())
                        .statusCode())
                .isEqualTo(403);
        var administrator = HttpBrowser.signedIn(belay, admin);
        administrator.submit("/users/" + nora.id(), "/users/" + nora.id() + "/reset-second-factor", Map.of());

        var next = new HttpBrowser(belay);
        assertThat(location(password(next))).doesNotContain("code");
        assertThat(next.get("/").body()).contains("removed your second factor");
        assertThat(acts()).contains("second-factor-reset");
    }

    @Test
    void x10_a_stolen_session_cannot_add_a_second_factor_without_the_password() {
        browser.get("/mailings");
        password(browser);
        for (String current : List.of("", "wrong")) {
            TotpSecret secret = secretOn("/account/second-factor");
            var answer = browser.submit(
                    "/account/second-factor",
                    "/account/second-factor",
                    Map.of("code", secret.code(clock.instant()), "current", current));
            assertThat(answer.statusCode()).isEqualTo(422);
            assertThat(answer.body()).contains("The current password is wrong");
        }
        assertThat(acts()).doesNotContain("second-factor-add");
    }

    @Test
    void its_owner_removes_it_with_a_code() {
        TotpSecret secret = added();
        browser.submit("/account", "/account/second-factor/remove", Map.of("code", "000000"));
        assertThat(browser.get("/account").body()).contains("second-factor/remove");
        clock.advance(Duration.ofMinutes(1));
        browser.submit("/account", "/account/second-factor/remove", Map.of("code", secret.code(clock.instant())));
        assertThat(browser.get("/account").body()).doesNotContain("second-factor/remove");
    }

    @Test
    void a_first_token_needs_the_code_too() {
        TotpSecret secret = added();
        clock.advance(Duration.ofMinutes(1));
        assertThat(token("").body()).contains("has a second factor");
        assertThat(token("000000").statusCode()).isEqualTo(401);
        assertThat(token(secret.code(clock.instant())).statusCode()).isEqualTo(201);
    }

    @Test
    void x10_a_changed_password_ends_the_other_sessions() {
        password(browser);
        var other = new HttpBrowser(belay);
        password(other);
        browser.submit(
                "/account",
                "/account/password",
                Map.of("current", "wrong", "password", PASSWORD + "!", "again", PASSWORD + "!"));
        assertThat(other.get("/").statusCode()).isEqualTo(200);
        browser.submit(
                "/account",
                "/account/password",
                Map.of("current", PASSWORD, "password", PASSWORD + "!", "again", PASSWORD + "!"));
        String account = browser.get("/account").body();
        assertThat(account).contains("The password is changed");
        assertThat(account.split("<time datetime"))
                .as("two times of one session; ended ones are not listed")
                .hasSize(3);
        assertThat(other.get("/").statusCode()).isEqualTo(302);
    }

    private TotpSecret added() {
        return added(new ArrayList<>());
    }

    /** Adds a second factor to the account of Nora in this browser. */
    private TotpSecret added(List<String> codes) {
        browser.get("/mailings");
        password(browser);
        TotpSecret secret = secretOn("/account/second-factor");
        var answer = browser.submit(
                "/account/second-factor",
                "/account/second-factor",
                Map.of("code", secret.code(clock.instant()), "current", PASSWORD));
        RECOVERY.matcher(answer.body()).results().forEach(found -> codes.add(found.group(1)));
        browser.get("/mailings");
        return secret;
    }

    private TotpSecret secretOn(String page) {
        var found = SECRET.matcher(browser.get(page).body());
        assertThat(found.find()).isTrue();
        return TotpSecret.read(found.group(1).replace(" ", "")).orElseThrow();
    }

    private HttpResponse<String> password(HttpBrowser from) {
        return from.submit("/sign-in", "/sign-in", Map.of("username", nora.address(), "password", PASSWORD));
    }

    private static HttpResponse<String> code(HttpBrowser from, String code) {
        return from.submit("/sign-in/code", "/sign-in/code", Map.of("code", code));
    }

    private HttpResponse<String> token(String code) {
        String both =
                Base64.getEncoder().encodeToString((nora.address() + ":" + PASSWORD).getBytes(StandardCharsets.UTF_8));
        var request = HttpRequest.newBuilder(belay.url("/api/v1/tokens"))
                .header("Authorization", "Basic " + both)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"name\": \"laptop\"}"));
        return browser.send(code.isEmpty() ? request : request.header("Belay-Code", code));
    }

    private List<String> acts() {
        return belay.bean(AuditLog.class).entriesAbout("user " + nora.address()).stream()
                .map(AuditEntry::action)
                .toList();
    }

    private static String location(HttpResponse<String> answer) {
        return answer.headers().firstValue("Location").orElse("");
    }
}
