package org.belay.web.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.belay.access.OneTimeLinks;
import org.belay.access.Role;
import org.belay.access.User;
import org.belay.access.Users;
import org.belay.audit.AuditEntry;
import org.belay.audit.AuditLog;
import org.belay.testsupport.BelayServer;
import org.belay.testsupport.TestInstallation;
import org.belay.testsupport.browser.HttpBrowser;
import org.belay.testsupport.browser.TestProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Single sign-on with a real provider: accounts, roles, sessions. */
class OidcIT {
    private static final TestProvider corp = TestProvider.start();

    @RegisterExtension
    static final BelayServer belay = BelayServer.serve()
            .unshared()
            .set("BELAY_PUBLIC_URL", "http://localhost:8025")
            .set("BELAY_HTTP_TRUSTED_PROXIES", "127.0.0.1, ::1")
            .set("BELAY_SIGN_IN_PASSWORDS", "administrators")
            .set("BELAY_SIGN_IN_OIDC_ISSUER", corp.issuer())
            .set("BELAY_SIGN_IN_OIDC_CLIENT_ID", "belay")
            .set("BELAY_SIGN_IN_OIDC_CREATE_ACCOUNTS", "yes")
            .set("BELAY_SIGN_IN_OIDC_BUTTON", "Sign in with Corp")
            .set("BELAY_SIGN_IN_OIDC_ROLES_AUTHOR", "authors; Belay authors")
            .set("BELAY_SIGN_IN_OIDC_ROLES_APPROVER", "approvers")
            .set("BELAY_SIGN_IN_OIDC_ROLES_ADMIN", "admins");

    private static int people;

    private final Users users = belay.bean(Users.class);
    private final HttpBrowser browser = new HttpBrowser(belay);
    private final String subject = "subject-" + ++people;
    private final String address = "nora" + people + "@corp.example";

    @AfterAll
    static void stop() {
        corp.close();
    }

    @BeforeEach
    void people() {
        belay.createUsers();
    }

    @Test
    void the_first_sign_in_creates_the_person_with_the_roles_of_their_groups() {
        assertThat(browser.get("/mailings").statusCode()).isEqualTo(302);
        var in = signIn(subject, claims("Belay authors", "approvers", "canteen"));

        assertThat(in.statusCode()).isEqualTo(302);
        assertThat(location(in)).endsWith("/mailings");
        User nora = users.byAddress(address).orElseThrow();
        assertThat(nora.name()).isEqualTo("Nora");
        assertThat(nora.roles()).containsExactlyInAnyOrder(Role.AUTHOR, Role.APPROVER);
        assertThat(browser.get("/").body()).contains("Nora");
        assertThat(acts(nora)).containsExactly("user-create", "user-connect", "sign-in");

        signIn(subject, claims("authors"));
        assertThat(users.get(nora.id()).roles()).containsExactly(Role.AUTHOR);
        assertThat(belay.bean(AuditLog.class).entriesAbout("user " + address))
                .filteredOn(entry -> entry.action().equals("user-roles"))
                .singleElement()
                .satisfies(entry -> assertThat(entry.detail()).containsEntry("removed", "approver"));
    }

    @Test
    void mapped_roles_override_those_set_by_hand_and_others_stay() {
        User nora = users.enrol("Nora", address, Set.of(Role.APPROVER, Role.AUDITOR), "test");
        signIn(subject, claims("authors"));
        assertThat(users.get(nora.id()).roles()).containsExactlyInAnyOrder(Role.AUTHOR, Role.AUDITOR);
    }

    @Test
    void an_account_is_connected_once_and_only_by_a_verified_address() {
        User nora = users.enrol("Nora", address, Set.of(Role.AUDITOR), "test");
        var unverified = Map.of("email", (Object) address, "email_verified", false, "groups", List.of("authors"));
        assertThat(signIn("stranger", unverified).statusCode()).isEqualTo(403);
        assertThat(acts(nora)).doesNotContain("user-connect");

        assertThat(signIn(subject, claims("authors")).statusCode()).isEqualTo(302);
        var another = signIn("another-" + subject, claims("authors"));
        assertThat(another.statusCode()).isEqualTo(403);
        assertThat(another.body()).contains("is connected to another user");

        // the account is that of the subject, whatever the address is now
        var moved = Map.of("email", (Object) ("new-" + address), "email_verified", true, "groups", List.of("authors"));
        assertThat(signIn(subject, moved).statusCode()).isEqualTo(302);
        assertThat(users.byAddress("new-" + address)).isEmpty();
    }

    @Test
    void where_only_administrators_have_passwords_no_link_sets_one_for_others() {
        User nora = users.enrol("Nora", address, Set.of(Role.AUTHOR), "test");
        belay.sql()
                .sql("UPDATE app_user SET password = 'old' WHERE id = :id")
                .param("id", nora.id().value())
                .update();
        var links = belay.bean(OneTimeLinks.class);
        User admin = users.byAddress(TestInstallation.ADMIN + "@example.org").orElseThrow();
        HttpBrowser.signedIn(belay, admin); // sets a password
        assertThat(links.createMailedLink(address, "10.5.0.1")).isEmpty();
        assertThat(links.createMailedLink(admin.address(), "10.5.0.1")).isPresent();
        assertThatThrownBy(() -> links.createPasswordLink(nora, admin)).hasMessageContaining("company account");
    }

    @Test
    void a_person_whose_groups_take_every_role_is_signed_out() {
        signIn(subject, claims("authors"));
        String session = browser.session();
        var other = new HttpBrowser(belay);
        corp.next(subject, claims("canteen"));
        assertThat(other.get(corp.signIn(URI.create(location(other.get("/sign-in/oidc")))))
                        .statusCode())
                .isEqualTo(403);
        assertThat(browser.session()).isEqualTo(session);
        assertThat(location(browser.get("/"))).endsWith("/sign-in");
    }

    @Test
    void unusable_answers_are_refused() {
        for (String answer : List.of("code=", "error=%20", "code=&error=")) {
            String state = URI.create(location(browser.get("/sign-in/oidc")))
                    .getQuery()
                    .replaceFirst("(^|.*&)state=([^&]*).*", "$2");
            assertThat(browser.get("/sign-in/oidc/back?" + answer + "&state="
                                    + URLEncoder.encode(state, StandardCharsets.UTF_8))
                            .statusCode())
                    .as(answer)
                    .isEqualTo(403);
        }
        var nul = Map.of("email", (Object) ("a\0" + address), "email_verified", true, "groups", List.of("authors"));
        assertThat(signIn(subject, nul).statusCode()).isEqualTo(403);
    }

    @Test
    void invented_answers_are_slowed_down_for_their_network_only() {
        for (int i = 0; i < 30; i++) {
            assertThat(inventedFrom("10.66.0.1")).isEqualTo(403);
        }
        assertThat(inventedFrom("10.66.0.1")).isEqualTo(429);
        assertThat(inventedFrom("10.66.0.2")).isEqualTo(403);
        assertThat(signIn(subject, claims("authors")).statusCode()).isEqualTo(302);
    }

    private int inventedFrom(String place) {
        return browser.send(HttpRequest.newBuilder(belay.url("/sign-in/oidc/back?code=a&state=b"))
                        .header("X-Forwarded-For", place))
                .statusCode();
    }

    @Test
    void a_person_without_a_group_gets_a_page_that_says_what_to_do() {
        var none = signIn(subject, claims("canteen"));
        assertThat(none.statusCode()).isEqualTo(403);
        assertThat(none.body()).contains("none of your groups gives one", "Ask an administrator");
        assertThat(users.byAddress(address)).isEmpty();
        assertThat(browser.session()).isEmpty();
    }

    @Test
    void x10_the_session_gets_a_new_id_and_ends_when_the_person_is_disabled() {
        browser.plant("belay", "A".repeat(32));
        signIn(subject, claims("authors"));
        String session = browser.session();
        assertThat(session).isNotEmpty().isNotEqualTo("A".repeat(32));
        signIn(subject, claims("authors"));
        assertThat(browser.session()).isNotEqualTo(session);

        User admin = users.byAddress(TestInstallation.ADMIN + "@example.org").orElseThrow();
        users.disable(users.byAddress(address).orElseThrow().id(), admin);

        assertThat(location(browser.get("/"))).endsWith("/sign-in");
        assertThat(signIn(subject, claims("authors")).body()).contains("is disabled");
    }

    @Test
    void x08_only_paths_of_this_server_are_opened_after_signing_in() {
        for (String target :
                List.of("//evil.example", "https://evil.example", "%2F%2Fevil.example", "/\\evil.example")) {
            browser.plant("belay-next", target);
            assertThat(location(signIn(subject, claims("authors")))).as(target).endsWith("/");
            assertThat(location(signIn(subject, claims("authors")))).doesNotContain("evil");
        }
        assertThat(browser.get("/sign-in/oidc/back?next=https://evil.example&redirect_uri=https://evil.example&state=x")
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void x10_an_answer_works_once_and_in_the_browser_that_asked() {
        corp.next(subject, claims("authors"));
        String back = corp.signIn(URI.create(location(browser.get("/sign-in/oidc"))));
        var stolen = new HttpBrowser(belay).get(back);
        assertThat(stolen.statusCode()).isEqualTo(403);
        assertThat(stolen.body()).contains("Try again");

        assertThat(browser.get(back).statusCode()).isEqualTo(302);
        assertThat(browser.get(back).statusCode()).isEqualTo(403);
    }

    @Test
    void only_administrators_sign_in_with_a_password_here() {
        User author = users.byAddress(TestInstallation.AUTHOR + "@example.org").orElseThrow();
        assertThat(HttpBrowser.signedIn(belay, TestInstallation.ADMIN).get("/").statusCode())
                .isEqualTo(200);
        belay.sql() // a password from before the configuration changed
                .sql("""
                        UPDATE app_user
                           SET password = (SELECT password FROM app_user WHERE address = :admin)
                         WHERE id = :id
                        """)
                .param("admin", TestInstallation.ADMIN + "@example.org")
                .param("id", author.id().value())
                .update();
        assertThat(HttpBrowser.signedIn(belay, author).get("/").statusCode()).isEqualTo(302);
        assertThat(browser.get("/sign-in").body()).contains("Sign in with Corp", "/sign-in/oidc", "Administrators");
    }

    @Test
    void signing_out_offers_to_end_the_session_at_the_provider() {
        signIn(subject, claims("authors"));
        var out = browser.post("/sign-out", Map.of("_csrf", browser.token("/no-such-page")));
        assertThat(out.statusCode()).isEqualTo(200);
        assertThat(out.body()).contains("/corp/endsession?id_token_hint=", "post_logout_redirect_uri=http");
        assertThat(browser.get("/").statusCode()).isEqualTo(302);
    }

    @Test
    void a_form_that_was_written_before_the_session_ended_waits_for_the_person() {
        signIn(subject, claims("authors"));
        String token = browser.token("/no-such-page");
        browser.post("/sign-out", Map.of("_csrf", token));
        var kept = browser.post("/people/leave", Map.of("_csrf", token, "reason", "left the company"));
        assertThat(kept.body()).contains("I have signed in: continue", "left the company", "target=\"_blank\"");

        signIn(subject, claims("authors"));
        var shown = browser.send(HttpRequest.newBuilder(belay.url("/people/leave"))
                .header("Accept", "text/html")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("_csrf=" + token + "&reason=left+the+company")));
        assertThat(location(shown)).endsWith("/kept");
        assertThat(browser.get("/kept").body()).contains("left the company");
    }

    private Map<String, Object> claims(String... groups) {
        return Map.of("email", address, "email_verified", true, "name", "Nora", "groups", List.of(groups));
    }

    private HttpResponse<String> signIn(String who, Map<String, Object> claims) {
        corp.next(who, claims);
        return browser.get(corp.signIn(URI.create(location(browser.get("/sign-in/oidc")))));
    }

    private static String location(HttpResponse<String> answer) {
        return answer.headers().firstValue("Location").orElse("");
    }

    private static List<String> acts(User user) {
        return belay.bean(AuditLog.class).entriesAbout("user " + user.address()).stream()
                .map(AuditEntry::action)
                .toList();
    }
}
