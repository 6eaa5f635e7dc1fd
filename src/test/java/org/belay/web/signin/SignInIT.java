package org.belay.web.signin;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
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
import org.belay.testsupport.browser.HttpBrowser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.http.HttpMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Sign-in, sessions and sign-out in a browser, in serve. */
class SignInIT {
    private static final String PASSWORD = "correct horse battery";

    @RegisterExtension
    static final BelayServer belay = BelayServer.serve();

    private static int people;

    private final Users users = belay.bean(Users.class);
    private final OneTimeLinks links = belay.bean(OneTimeLinks.class);
    private final User admin = users.enrol("Ada", "ada" + ++people + "@door.example.org", Set.of(Role.ADMIN), "test");
    private final HttpBrowser browser = new HttpBrowser(belay);

    @Test
    void an_anonymous_request_is_sent_to_sign_in_and_then_to_its_page() {
        User author = author();
        var asked = browser.get("/mailings?state=SENT");
        assertThat(asked.statusCode()).isEqualTo(302);
        assertThat(asked.headers().firstValue("Location"))
                .hasValueSatisfying(to -> assertThat(to).endsWith("/sign-in"));

        var in = signIn(author, PASSWORD);

        assertThat(in.statusCode()).isEqualTo(302);
        assertThat(in.headers().firstValue("Location"))
                .hasValueSatisfying(to -> assertThat(to).endsWith("/mailings?state=SENT"));
    }

    @Test
    void a_fragment_asked_for_without_being_signed_in_sends_the_whole_page_to_sign_in() {
        var answer = browser.send(HttpRequest.newBuilder(belay.url("/helm")).header("HX-Request", "true"));
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("HX-Redirect")).hasValue("/sign-in");
    }

    @Test
    void sign_in_starts_a_session_with_a_new_id_and_sign_out_ends_it() {
        User author = author();
        browser.get("/sign-in");
        assertThat(browser.session()).as("before sign-in").isEmpty();
        browser.plant("belay", "A".repeat(32));

        signIn(author, PASSWORD);
        String session = browser.session();
        assertThat(session).isNotEmpty().isNotEqualTo("A".repeat(32));
        assertThat(isInvalid(session)).isFalse();
        assertThat(isInvalid("A".repeat(32)))
                .as("the planted id is not accepted")
                .isTrue();

        var out = browser.post("/sign-out", Map.of("_csrf", formToken()));
        assertThat(out.statusCode()).isEqualTo(302);
        assertThat(isInvalid(session))
                .as("over on the server, not only in the browser")
                .isTrue();
        assertThat(belay.bean(AuditLog.class).entriesAbout("user " + author.address()))
                .extracting(AuditEntry::action)
                .endsWith("sign-in", "sign-out");
    }

    /** A session that is alive, as of an attacker who planted it in the browser of the next person. */
    @Test
    void sign_in_ends_the_session_of_the_person_before() {
        signIn(author(), PASSWORD);
        String before = browser.session();
        User next = author();

        browser.post("/sign-in", Map.of("_csrf", formToken(), "username", next.address(), "password", PASSWORD));

        assertThat(browser.session()).isNotEmpty().isNotEqualTo(before);
        assertThat(isInvalid(before)).isTrue();
    }

    @Test
    void a_disabled_account_is_signed_out_with_the_next_request() {
        User author = author();
        signIn(author, PASSWORD);
        assertThat(isInvalid(browser.session())).isFalse();
        users.disable(author.id(), admin);
        assertThat(isInvalid(browser.session())).isTrue();
    }

    @Test
    void an_unknown_address_and_a_wrong_password_get_the_same_page() {
        User author = author();
        var wrong = signIn(author, "wrong horse battery");
        var unknown = browser.submit(
                "/sign-in", "/sign-in", Map.of("username", author.address() + "x", "password", "wrong horse battery"));
        assertThat(wrong.statusCode()).isEqualTo(401).isEqualTo(unknown.statusCode());
        assertThat(withoutTokens(wrong.body()).replace(author.address(), "…"))
                .isEqualTo(withoutTokens(unknown.body()).replace(author.address() + "x", "…"));
        assertThat(wrong.body()).doesNotContain("horse");
    }

    @Test
    void guessing_is_slowed_down_and_says_how_long_to_wait() {
        User author = author();
        for (int i = 0; i < 5; i++) {
            assertThat(signIn(author, "guess number " + i).statusCode()).isEqualTo(401);
        }
        var slowed = signIn(author, PASSWORD);
        assertThat(slowed.statusCode()).isEqualTo(429);
        assertThat(slowed.headers().firstValueAsLong("Retry-After").orElse(0)).isBetween(1L, 30L);
    }

    @Test
    void a_welcome_link_sets_the_password_and_signs_in() {
        User author = users.create("New", "new@door.example.org", Set.of(Role.AUTHOR), admin);
        String page = "/welcome/" + links.createPasswordLink(author, admin);

        assertThat(browser.get(page).body()).contains("new@door.example.org");
        assertThat(browser.submit(page, page, Map.of("password", "short", "again", "short"))
                        .statusCode())
                .isEqualTo(422);
        assertThat(browser.submit(page, page, Map.of("password", PASSWORD, "again", PASSWORD))
                        .statusCode())
                .isEqualTo(302);
        assertThat(isInvalid(browser.session())).isFalse();
        assertThat(new HttpBrowser(belay).get(page).statusCode()).isEqualTo(404);
    }

    @Test
    void x14_a_password_link_that_still_works_is_not_in_the_audit_log() {
        User author = users.create("Linked", "linked@door.example.org", Set.of(Role.AUTHOR), admin);
        String secret = links.createPasswordLink(author, admin);
        signIn(author(), PASSWORD);

        assertThat(browser.post("/welcome/" + secret, Map.of("password", PASSWORD, "again", PASSWORD))
                        .statusCode())
                .isEqualTo(403);

        assertThat(belay.sql()
                        .sql("SELECT subject FROM audit_entry WHERE subject LIKE 'POST /welcome%'")
                        .query(String.class)
                        .list())
                .containsOnly("POST /welcome/…");
    }

    @Test
    void the_headers_keep_strangers_out() {
        var headers = browser.get("/sign-in").headers();
        assertThat(headers.firstValue("Content-Security-Policy"))
                .hasValueSatisfying(policy -> assertThat(policy)
                        .contains("default-src 'self'", "script-src 'self'", "frame-ancestors 'self'")
                        .doesNotContain("unsafe"));
        assertThat(headers.firstValue("Referrer-Policy")).hasValue("same-origin");
        assertThat(headers.firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(headers.firstValue("Cache-Control"))
                .hasValueSatisfying(cache -> assertThat(cache).contains("no-store"));
        assertThat(headers.firstValue("Set-Cookie"))
                .hasValueSatisfying(cookie -> assertThat(cookie).contains("HttpOnly", "SameSite=Lax"));
    }

    @Test
    void the_persona_button_of_the_sandbox_does_not_exist_here() {
        assertThat(browser.get("/sign-in").body()).doesNotContain("persona");
        assertThat(browser.get("/sandbox/sign-in").statusCode()).isEqualTo(404);
        assertThat(browser.submit("/sign-in", "/sandbox/sign-in", Map.of("persona", "nora"))
                        .statusCode())
                .isEqualTo(404);
        assertThat(users.byAddress("nora.lindstrom@tessamar.example")).isEmpty();
    }

    /** From the list of routes, so that a new one cannot be forgotten. */
    @Test
    void every_form_without_the_hidden_field_is_refused() {
        User author =
                users.create("All", "all" + people + "@door.example.org", Set.of(Role.AUTHOR, Role.APPROVER), admin);
        links.setPassword(links.createPasswordLink(author, admin), PASSWORD);
        signIn(author, PASSWORD);
        List<String> routes = writingRoutes();
        assertThat(routes).contains("POST /sign-in", "POST /sign-out");
        for (String route : routes) {
            String[] words = route.split(" ");
            var answer = browser.send(HttpRequest.newBuilder(belay.url(words[1]))
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .method(words[0], HttpRequest.BodyPublishers.ofString("username=a&password=b")));
            assertThat(answer.statusCode()).as(route).isEqualTo(403);
        }
        assertThat(isInvalid(browser.session())).as("not even signed out").isFalse();
    }

    private static List<String> writingRoutes() {
        var routes = new ArrayList<String>();
        belay.context()
                .getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
                .getHandlerMethods()
                .keySet()
                .forEach(info -> info.getMethodsCondition().getMethods().stream()
                        .filter(method -> method.asHttpMethod() != HttpMethod.GET)
                        .forEach(method -> info.getPatternValues().stream()
                                // these read no cookies
                                .filter(path -> !path.startsWith("/api/") && !path.startsWith("/scim/"))
                                .forEach(path -> routes.add(method + " " + path.replaceAll("\\{[^}]*}", "1")))));
        return routes;
    }

    /** Whether a session id belongs to no session. */
    private static boolean isInvalid(String number) {
        var answer = new HttpBrowser(belay)
                .send(HttpRequest.newBuilder(belay.url("/sign-in")).header("Cookie", "belay=" + number));
        return answer.statusCode() == 200; // a signed-in user is redirected
    }

    /** The CSRF token of the current session; every page has a form to sign out, the 404 page too. */
    private String formToken() {
        return browser.token("/no-such-page");
    }

    private HttpResponse<String> signIn(User user, String password) {
        return browser.submit("/sign-in", "/sign-in", Map.of("username", user.address(), "password", password));
    }

    private User author() {
        User author = users.create("Nora", "nora" + ++people + "@door.example.org", Set.of(Role.AUTHOR), admin);
        links.setPassword(links.createPasswordLink(author, admin), PASSWORD);
        return author;
    }

    private static String withoutTokens(String body) {
        return body.replaceAll("name=\"_csrf\" value=\"[^\"]+\"", "");
    }
}
