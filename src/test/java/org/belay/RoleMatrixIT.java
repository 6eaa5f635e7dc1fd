package org.belay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.SoftAssertions;
import org.belay.access.ApiTokens;
import org.belay.access.Role;
import org.belay.access.User;
import org.belay.access.Users;
import org.belay.testkit.FaultyRelay;
import org.belay.testsupport.ApplicationRoute;
import org.belay.testsupport.BelayServer;
import org.belay.testsupport.TestInstallation;
import org.belay.testsupport.TestMailing;
import org.belay.testsupport.browser.HttpBrowser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Every route, every role, own and foreign objects. The routes come from the running server. A route without an entry
 * here may be read by every signed-in user and changed by authors only, so a new route with other rules fails until
 * it has an entry.
 */
class RoleMatrixIT {
    private static final FaultyRelay relay = FaultyRelay.start();

    @RegisterExtension
    static final BelayServer belay = BelayServer.serve().relay(relay).auditRelay();

    private static final Set<Role> ALL = EnumSet.allOf(Role.class);
    private static final Set<Role> HANDS = EnumSet.of(Role.AUTHOR, Role.APPROVER);
    private static final Set<Role> ADMIN = EnumSet.of(Role.ADMIN);
    private static final Set<Role> WATCH = EnumSet.of(Role.AUDITOR, Role.ADMIN);
    private static final Set<Role> TEXTS = EnumSet.of(Role.AUTHOR, Role.EDITOR);
    private static final Set<Role> IMPORT = EnumSet.of(Role.AUTHOR, Role.ADMIN);
    private static final Set<Role> PEOPLE = EnumSet.of(Role.AUTHOR, Role.APPROVER, Role.ADMIN);

    /** By method and path prefix, without {@code /api/v1}; the longest match applies. */
    private static final Map<String, Set<Role>> ALLOWED = Map.ofEntries(
            Map.entry("GET /", ALL),
            Map.entry("POST /", EnumSet.of(Role.AUTHOR)),
            Map.entry("PUT /", EnumSet.of(Role.AUTHOR)),
            Map.entry("DELETE /", EnumSet.of(Role.AUTHOR)),
            Map.entry("POST /audiences", IMPORT),
            Map.entry("PUT /audiences", IMPORT),
            Map.entry("DELETE /audiences", IMPORT),
            Map.entry("POST /audiences/{id}/all-staff", ADMIN),
            Map.entry("POST /audiences/{id:\\d+}/all-staff", ADMIN),
            Map.entry("POST /templates", TEXTS),
            Map.entry("PUT /templates", TEXTS),
            Map.entry("POST /audit/anchor", ADMIN),
            Map.entry("POST /sign-out", ALL),
            Map.entry("POST /account", ALL),
            Map.entry("POST /tokens", ALL),
            Map.entry("DELETE /tokens", ALL),
            Map.entry("GET /users", ADMIN),
            Map.entry("POST /users", ADMIN),
            Map.entry("DELETE /users", ADMIN),
            Map.entry("GET /teams", WATCH),
            Map.entry("POST /teams", ADMIN),
            Map.entry("PUT /teams", ADMIN),
            Map.entry("DELETE /teams", ADMIN),
            Map.entry("GET /relay", ADMIN),
            Map.entry("POST /relay", ADMIN),
            Map.entry("GET /reports", ADMIN),
            Map.entry("GET /reports/{id}", ALL),
            Map.entry("GET /reports/mailboxes", ADMIN),
            Map.entry("POST /reports", ADMIN),
            Map.entry("GET /audit", WATCH),
            Map.entry("POST /audit", WATCH),
            Map.entry("POST /record", EnumSet.of(Role.APPROVER, Role.ADMIN)),
            Map.entry("PUT /sources", ADMIN),
            Map.entry("POST /sources", ADMIN),
            Map.entry("POST /sources/selection", EnumSet.of(Role.AUTHOR, Role.ADMIN)),
            Map.entry("DELETE /sources", ADMIN),
            Map.entry("PUT /sources/selection", EnumSet.of(Role.AUTHOR, Role.ADMIN)),
            Map.entry("POST /sources/sync", EnumSet.of(Role.AUTHOR, Role.ADMIN)),
            Map.entry("POST /deputies", EnumSet.of(Role.APPROVER, Role.ADMIN)),
            Map.entry("DELETE /deputies", EnumSet.of(Role.APPROVER, Role.ADMIN)),
            Map.entry("PUT /policy", ADMIN),
            Map.entry("POST /policy", ADMIN),
            Map.entry("POST /people", PEOPLE),
            Map.entry("POST /people/export", ADMIN),
            Map.entry("POST /people/erase", ADMIN),
            Map.entry("POST /people/find", ALL),
            Map.entry("POST /people/show", ALL),
            Map.entry("POST /mailings/{id}/export", WATCH),
            Map.entry("POST /mailings/{id}/approve", EnumSet.of(Role.APPROVER)),
            Map.entry("POST /mailings/{id}/return", EnumSet.of(Role.APPROVER)),
            Map.entry("POST /mailings/{id}/schedule", HANDS),
            Map.entry("POST /mailings/{id}/reschedule", HANDS),
            Map.entry("POST /mailings/{id}/cancel", HANDS),
            Map.entry("POST /mailings/{id}/stop", PEOPLE),
            Map.entry("POST /mailings/{id}/resume", HANDS),
            Map.entry("POST /mailings/{id}/disregard", HANDS),
            Map.entry("POST /mailings/{id}/amend", HANDS),
            Map.entry("POST /mailings/{id}/reinstate", HANDS),
            Map.entry("POST /mailings/{id}/correction/withdraw", HANDS),
            Map.entry("POST /mailings/{id}/correction/approve", EnumSet.of(Role.APPROVER)),
            Map.entry("POST /mailings/{id}/take-back", HANDS));

    /** Open without sign-in. */
    private static final Set<String> OPEN = Set.of(
            "/sign-in",
            "/sign-in/oidc",
            "/sign-in/oidc/back",
            "/sign-in/forgotten",
            "/sign-in/code",
            "/sign-in/second-factor",
            "/first/{secret}",
            "/welcome/{secret}",
            "/sandbox/sign-in",
            "/healthz",
            "/readyz",
            "/error");

    private static int people;

    private final HttpClient client = HttpClient.newHttpClient();

    private static Set<Role> allowed(ApplicationRoute route) {
        String rule = route.rule();
        return ALLOWED.entrySet().stream()
                .filter(one -> rule.equals(one.getKey())
                        || rule.startsWith(one.getKey().endsWith("/") ? one.getKey() : one.getKey() + "/"))
                .max(Comparator.comparing(one -> one.getKey().length()))
                .orElseThrow()
                .getValue();
    }

    private record TestPerson(User user, String token, HttpBrowser browser) {}

    @Test
    void x12_every_route_admits_exactly_its_roles() {
        var soft = new SoftAssertions();
        String mailing = belay.mailing(1).imported().drafted().id();
        for (Role role : Role.values()) {
            TestPerson person = person(Set.of(role));
            for (ApplicationRoute route : ApplicationRoute.all(belay)) {
                if (OPEN.contains(route.pattern()) || route.rule().equals("POST /sign-out")) continue;
                if (!allowed(route).contains(role)) {
                    int status = call(route, route.path(mailing), person);
                    soft.assertThat(status).as("%s %s", role, route).isEqualTo(403);
                } else if (!route.isOfOneMailing() || route.isGet()) {
                    int status = call(route, route.path(mailing), person);
                    soft.assertThat(status).as("%s %s", role, route).isNotIn(401, 403);
                }
            }
        }
        soft.assertAll();
    }

    @Test
    void x12_only_open_routes_answer_without_sign_in() {
        var soft = new SoftAssertions();
        var stranger = new HttpBrowser(belay);
        for (ApplicationRoute route : ApplicationRoute.all(belay)) {
            if (OPEN.contains(route.pattern())) continue;
            String path = route.path("M-0001");
            int status = route.isApi()
                    ? send(route.method(), path, "", "{}").statusCode()
                    : route.isGet()
                            ? stranger.get(path).statusCode()
                            : stranger.post(path, Map.of()).statusCode();
            soft.assertThat(status)
                    .as(route.toString())
                    .isIn(route.isApi() ? List.of(401) : route.isGet() ? List.of(302) : List.of(302, 403));
        }
        soft.assertAll();
    }

    @Test
    void x12_rules_that_depend_on_the_writer_of_a_mailing() {
        var soft = new SoftAssertions();
        for (ApplicationRoute route : ApplicationRoute.all(belay)) {
            if (!route.isOfOneMailing() || route.isGet() || !route.isApi()) continue;
            for (Set<Role> roles : List.of(Set.of(Role.AUTHOR), Set.of(Role.APPROVER), Set.<Role>copyOf(HANDS))) {
                if (roles.stream().noneMatch(allowed(route)::contains)) continue;
                TestPerson person = person(roles);
                for (boolean own : new boolean[] {true, false}) {
                    TestMailing circular = belay.mailing(1).imported().drafted().submitted();
                    if (own) wrote(circular, person);
                    String body = route.pattern().endsWith("approve")
                            ? "{\"headCount\": 1, \"digest\": \"" + circular.digest() + "\"}"
                            : "{\"reason\": \"a test\", \"answers\": {}}";
                    var answer = send(route.method(), route.path(circular.id()), person.token, body);
                    String as = "%s by %s, %s".formatted(route.rule(), roles, own ? "own" : "other");
                    soft.assertThat(answer.statusCode()).as(as).isNotIn(401, 403, 500);
                    soft.assertThat(answer.body().contains("you wrote a part of it"))
                            .as(as)
                            .isEqualTo(own && route.pattern().endsWith("approve"));
                    soft.assertThat(answer.body().contains("only its writers and approvers can do this"))
                            .as(as)
                            .isEqualTo(!own
                                    && roles.equals(Set.of(Role.AUTHOR))
                                    && route.pattern().matches(".*/(resume|disregard|reinstate|correction/withdraw)"));
                }
            }
        }
        soft.assertAll();
    }

    @Test
    void x12_an_auditor_changes_nothing_but_their_own_session_and_tokens() {
        var changing = ApplicationRoute.all(belay).stream()
                .filter(route -> !route.isGet() && !OPEN.contains(route.pattern()))
                .filter(route -> allowed(route).contains(Role.AUDITOR))
                .filter(route -> !route.rule().startsWith("POST /account/")) // the own password and second factor
                .map(ApplicationRoute::rule)
                .distinct();
        assertThat(changing)
                .containsExactlyInAnyOrder(
                        "POST /sign-out",
                        "POST /tokens",
                        "DELETE /tokens/{id}",
                        "POST /audit/verify",
                        "POST /audit/export",
                        "POST /people/find", // reads; the words are in the body, not in the URL
                        "POST /people/show",
                        "POST /mailings/{id}/export");
    }

    @Test
    void x12_a_token_is_revoked_by_its_owner_and_by_administrators() {
        for (Role role : Role.values()) {
            TestPerson person = person(Set.of(role));
            long own = belay.bean(ApiTokens.class)
                    .issue("own", person.user, person.user)
                    .id();
            User other = person(Set.of(Role.AUTHOR)).user;
            long others =
                    belay.bean(ApiTokens.class).issue("other", other, other).id();
            assertThat(send("DELETE", "/api/v1/tokens/" + own, person.token, "{}")
                            .statusCode())
                    .isEqualTo(204);
            assertThat(send("DELETE", "/api/v1/tokens/" + others, person.token, "{}")
                            .statusCode())
                    .as(role.toString())
                    .isEqualTo(role == Role.ADMIN ? 204 : 404);
        }
    }

    @Test
    void x12_members_of_a_draft_that_authors_may_not_set_are_refused() {
        TestMailing circular = belay.mailing(1).imported();
        for (String member : List.of("state", "approvedBy", "approval", "author", "roles", "digest", "snapshot")) {
            var draft = new LinkedHashMap<>(circular.draft());
            draft.put(member, "APPROVED");
            org.assertj.core.api.Assertions.assertThatThrownBy(
                            () -> belay.as(TestInstallation.AUTHOR).post("/mailings", draft))
                    .hasMessageContaining("A mailing has no \"" + member + "\"");
        }
    }

    private int call(ApplicationRoute route, String path, TestPerson person) {
        if (route.isApi()) return send(route.method(), path, person.token, "{}").statusCode();
        return route.isGet()
                ? person.browser.get(path).statusCode()
                : person.browser.submit("/mailings", path, Map.of()).statusCode();
    }

    private HttpResponse<String> send(String method, String path, String token, String body) {
        var request = HttpRequest.newBuilder(belay.url(path))
                .header("Content-Type", "application/json")
                .method(method, method.equals("GET") ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (!token.isEmpty()) request.header("Authorization", "Bearer " + token);
        try {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void wrote(TestMailing circular, TestPerson person) {
        belay.sql()
                .sql("INSERT INTO mailing_writer (mailing, writer, part) VALUES (:mailing, :writer, 'WROTE')")
                .param("mailing", circular.mailingNumber())
                .param("writer", person.user.id().value())
                .update();
    }

    private static TestPerson person(Set<Role> roles) {
        User user = belay.bean(Users.class)
                .enrol("Test Person", "matrix" + ++people + "@matrix.example.org", roles, "test");
        String token = belay.bean(ApiTokens.class).issue("test", user, user).secret();
        return new TestPerson(user, token, HttpBrowser.signedIn(belay, user));
    }
}
