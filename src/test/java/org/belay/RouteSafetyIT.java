package org.belay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.assertj.core.api.SoftAssertions;
import org.belay.access.ApiTokens;
import org.belay.access.Role;
import org.belay.access.SignedIn;
import org.belay.access.User;
import org.belay.access.UserId;
import org.belay.access.Users;
import org.belay.testkit.FaultyRelay;
import org.belay.testsupport.ApplicationRoute;
import org.belay.testsupport.BelayServer;
import org.belay.testsupport.GeneratedPage;
import org.belay.testsupport.browser.HttpBrowser;
import org.belay.web.format.PersonLinks;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.web.access.WebInvocationPrivilegeEvaluator;

/** Every route, from the list of the running server: reading changes nothing, changing needs the token of the form. */
class RouteSafetyIT {
    private static final FaultyRelay relay = FaultyRelay.start();

    @RegisterExtension
    static final BelayServer belay = BelayServer.serve().relay(relay).auditRelay();

    /** Rows that change by themselves: heartbeats, wake-ups, last use of a token or session. */
    private static final Set<String> LIVING = Set.of("node", "api_token", "browser_session");

    private static User user;
    private static HttpBrowser browser;
    private static String token;
    private static String mailing;

    @BeforeAll
    static void prepare() {
        belay.createUsers();
        user = belay.bean(Users.class)
                .enrol("Every Role", "every@routes.example.org", EnumSet.allOf(Role.class), "test");
        browser = HttpBrowser.signedIn(belay, user);
        token = belay.bean(ApiTokens.class).issue("routes", user, user).secret();
        mailing = belay.mailing(2).imported().drafted().submitted().id();
    }

    @Test
    void x09_reading_changes_no_row() {
        crawl(); // the first views fill caches and note who has opened a mail of the review
        Map<String, String> before = contents();
        crawl();
        assertThat(contents()).isEqualTo(before);
    }

    @Test
    void x09_a_change_without_the_token_of_the_form_is_refused_and_changes_nothing() {
        Map<String, String> before = contents();
        var soft = new SoftAssertions();
        for (ApplicationRoute route : ApplicationRoute.all(belay)) {
            if (route.isApi() || route.isGet() || route.pattern().startsWith("/sandbox")) continue;
            String path = route.path(mailing);
            soft.assertThat(send(path, "application/x-www-form-urlencoded", "reason=forged"))
                    .as("no token: " + route)
                    .isEqualTo(403);
            soft.assertThat(send(path, "application/x-www-form-urlencoded", "_csrf=forged"))
                    .as("wrong token: " + route)
                    .isEqualTo(403);
            soft.assertThat(send(path, "text/plain", "{\"reason\": \"forged\"}"))
                    .as("text that is JSON: " + route)
                    .isEqualTo(403);
            soft.assertThat(overridden(path)).as("another method: " + route).isNotIn(200, 201, 204, 500);
        }
        soft.assertAll();
        assertThat(withoutAudit(contents())).isEqualTo(withoutAudit(before));
    }

    @Test
    void x09_the_session_of_a_browser_opens_no_route_of_the_api() {
        var soft = new SoftAssertions();
        for (ApplicationRoute route : ApplicationRoute.all(belay)) {
            if (!route.isApi()) continue;
            var request = HttpRequest.newBuilder(belay.url(route.path(mailing)))
                    .header("Content-Type", "application/json")
                    .method(route.method(), BodyPublishers.ofString("{}"));
            soft.assertThat(browser.send(request).statusCode())
                    .as(route.toString())
                    .isEqualTo(401);
        }
        soft.assertAll();
    }

    @Test
    void the_page_of_roles_shows_every_route() throws IOException {
        GeneratedPage.isUpToDate(Path.of("docs/roles.md"), rolesPage());
    }

    private static void crawl() {
        for (ApplicationRoute route : ApplicationRoute.all(belay)) {
            if (!route.isGet()) continue;
            String path = known(route);
            var request = HttpRequest.newBuilder(belay.url(path));
            if (route.isApi()) request.header("Authorization", "Bearer " + token);
            int status = browser.send(request).statusCode();
            // a forged return from the provider is refused
            if (!path.startsWith("/sign-in/")) assertThat(status).as(path).isNotIn(401, 403, 500);
        }
    }

    /** A path whose objects exist, so that the request reads as much as it can. */
    private static String known(ApplicationRoute route) {
        String path = route.pattern()
                .replace("/mailings/{id}", "/mailings/" + mailing)
                .replace("/users/{id}", "/users/" + user.id())
                .replace("{a:\\d+}..{b:\\d+}", "1..1")
                .replace("{key}", "mandatory-app-removal")
                .replace("{address}", user.address())
                .replace("{kind}", "notice")
                .replaceAll("\\{[^}]*}", "1");
        return switch (route.pattern()) {
            case "/people/of/{person}" -> browser.person(user.address());
            case "/people/found/{search}" -> belay.bean(PersonLinks.class).found("", "Every");
            default -> path;
        };
    }

    private static int send(String path, String type, String body) {
        return browser.send(HttpRequest.newBuilder(belay.url(path))
                        .header("Content-Type", type)
                        .header("Origin", "https://evil.example")
                        .POST(BodyPublishers.ofString(body)))
                .statusCode();
    }

    private static int overridden(String path) {
        return browser.send(HttpRequest.newBuilder(belay.url(path + "?_method=POST"))
                        .header("X-HTTP-Method-Override", "POST")
                        .header("Content-Type", "application/json")
                        .PUT(BodyPublishers.ofString("{}")))
                .statusCode();
    }

    /** A digest of every table. */
    private static Map<String, String> contents() {
        var digests = new TreeMap<String, String>();
        List<String> tables = belay.sql()
                .sql("SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename NOT LIKE 'qrtz%'")
                .query(String.class)
                .list();
        for (String table : tables) {
            if (LIVING.contains(table)) continue;
            digests.put(
                    table,
                    belay.sql()
                            .sql("SELECT count(*) || ' ' || coalesce(md5(string_agg(t::text, '' ORDER BY t::text)),"
                                    + " '') FROM "
                                    + table + " t")
                            .query(String.class)
                            .single());
        }
        assertThat(digests).hasSizeGreaterThan(20);
        return digests;
    }

    /** The refusals are recorded. */
    private static Map<String, String> withoutAudit(Map<String, String> contents) {
        return contents.entrySet().stream()
                .filter(table -> !table.getKey().startsWith("audit_"))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static String rolesPage() {
        var page = new StringBuilder("""
                # Which role may use which route

                Generated from the running application and its security rules (`RoleRules`); `RoleMatrixIT` sends every one of these requests
                with every role. Write it anew with `mvn -Dit.test=RouteSafetyIT -Dbelay.pages=write verify`.

                A route of a mailing has further rules, for example that its writers do not approve it: [who-may.md](who-may.md).

                | route | no sign-in | author | editor | approver | auditor | admin |
                |---|---|---|---|---|---|---|
                """);
        for (ApplicationRoute route : ApplicationRoute.all(belay)) {
            page.append("| `")
                    .append(route.toString().replace("|", "\\|"))
                    .append("` | ")
                    .append(cell(route, anonymous()));
            Arrays.stream(Role.values()).forEach(role -> page.append(" | ").append(cell(route, one(role))));
            page.append(" |\n");
        }
        return page.toString();
    }

    private static String cell(ApplicationRoute route, Authentication who) {
        boolean may = belay.bean(WebInvocationPrivilegeEvaluator.class)
                .isAllowed("", route.path("M-0001"), route.method(), who);
        return may ? "yes" : "–";
    }

    private static Authentication one(Role role) {
        var me = new SignedIn(
                new User(new UserId(1), "x", "x@example.org", Set.of(role), Set.of()), 0, Instant.EPOCH, 0);
        return UsernamePasswordAuthenticationToken.authenticated(me, "", me.authorities());
    }

    private static Authentication anonymous() {
        return new AnonymousAuthenticationToken(
                "test", "anonymous", AuthorityUtils.createAuthorityList("ROLE_ANONYMOUS"));
    }
}
