package org.belay.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.belay.access.ApiTokens;
import org.belay.access.OneTimeLinks;
import org.belay.access.Role;
import org.belay.access.User;
import org.belay.access.Users;
import org.belay.testsupport.BelayServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.http.HttpMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Access to the routes of the API, and users and tokens in its responses. */
class ApiAccessIT {
    private static final String PASSWORD = "correct horse battery";

    @RegisterExtension
    static final BelayServer belay = BelayServer.serve();

    private static int people;

    private final HttpClient client = HttpClient.newHttpClient();
    private final Users users = belay.bean(Users.class);
    private final ApiTokens tokens = belay.bean(ApiTokens.class);
    private final User admin = newUser(Set.of(Role.ADMIN));
    private final String asAdmin = token(admin);

    @Test
    void every_route_is_closed_without_a_token() {
        List<String> routes = routes();
        assertThat(routes).contains("GET /api/v1/me", "POST /api/v1/users", "POST /api/v1/audit/verify");
        for (String route : routes) {
            for (String shown :
                    new String[] {"", "Bearer belay_x", "Bearer ", "Basic " + basic("a@example.org", "b")}) {
                var answer = call(route, shown, "{}");
                assertThat(answer.statusCode())
                        .as(route + " with \"" + shown + "\"")
                        .isEqualTo(401);
                assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
                assertThat(answer.headers().firstValue("Set-Cookie"))
                        .as("no session")
                        .isEmpty();
            }
        }
    }

    /** Each role on each route. An allowed request gets as far as the controller, which finds no object. */
    @Test
    void each_role_may_use_exactly_its_routes() {
        Map<String, Set<Role>> rules = Map.ofEntries(
                Map.entry("GET /api/v1/me", EnumSet.allOf(Role.class)),
                Map.entry("GET /api/v1/mailings/M-9999", EnumSet.allOf(Role.class)),
                Map.entry("POST /api/v1/mailings", EnumSet.of(Role.AUTHOR)),
                Map.entry("POST /api/v1/mailings/M-9999/submit", EnumSet.of(Role.AUTHOR)),
                Map.entry("POST /api/v1/mailings/M-9999/withdraw", EnumSet.of(Role.AUTHOR)),
                Map.entry("POST /api/v1/mailings/M-9999/copy", EnumSet.of(Role.AUTHOR)),
                Map.entry("POST /api/v1/people/find", EnumSet.allOf(Role.class)),
                Map.entry("POST /api/v1/mailings/M-9999/edit", EnumSet.of(Role.AUTHOR)),
                Map.entry("POST /api/v1/mailings/M-9999/approve", EnumSet.of(Role.APPROVER)),
                Map.entry("POST /api/v1/mailings/M-9999/return", EnumSet.of(Role.APPROVER)),
                Map.entry("POST /api/v1/mailings/M-9999/schedule", EnumSet.of(Role.AUTHOR, Role.APPROVER)),
                Map.entry("POST /api/v1/mailings/M-9999/stop", EnumSet.of(Role.AUTHOR, Role.APPROVER, Role.ADMIN)),
                Map.entry("POST /api/v1/mailings/M-9999/resume", EnumSet.of(Role.AUTHOR, Role.APPROVER)),
                Map.entry("POST /api/v1/mailings/M-9999/cancel", EnumSet.of(Role.AUTHOR, Role.APPROVER)),
                Map.entry("POST /api/v1/mailings/M-9999/disregard", EnumSet.of(Role.AUTHOR, Role.APPROVER)),
                Map.entry("POST /api/v1/something-new", EnumSet.of(Role.AUTHOR)),
                Map.entry("GET /api/v1/audit", EnumSet.of(Role.AUDITOR, Role.ADMIN)),
                Map.entry("POST /api/v1/audit/verify", EnumSet.of(Role.AUDITOR, Role.ADMIN)),
                Map.entry("GET /api/v1/users", EnumSet.of(Role.ADMIN)),
                Map.entry("POST /api/v1/users", EnumSet.of(Role.ADMIN)),
                Map.entry("POST /api/v1/users/9999/disable", EnumSet.of(Role.ADMIN)),
                Map.entry("POST /api/v1/relay/test", EnumSet.of(Role.ADMIN)),
                Map.entry("POST /api/v1/reports", EnumSet.of(Role.ADMIN)),
                Map.entry("GET /api/v1/reports", EnumSet.of(Role.ADMIN)),
                Map.entry("GET /api/v1/reports/9999", EnumSet.allOf(Role.class)),
                Map.entry("GET /api/v1/tokens", EnumSet.allOf(Role.class)),
                Map.entry("DELETE /api/v1/tokens/9999", EnumSet.allOf(Role.class)));
        var tokenOf = new EnumMap<Role, String>(Role.class);
        for (Role role : Role.values()) {
            tokenOf.put(role, token(newUser(Set.of(role))));
        }
        rules.forEach((route, allowed) -> tokenOf.forEach((role, secret) -> {
            int status = call(route, "Bearer " + secret, "{}").statusCode();
            assertThat(status != 403 && status != 401)
                    .as(role + " " + route + " was answered " + status)
                    .isEqualTo(allowed.contains(role));
        }));
    }

    @Test
    void a_new_user_sets_a_password_and_creates_a_token_with_it() {
        String address = "new" + ++people + "@api.example.org";

        var created = json(call(
                "POST /api/v1/users",
                "Bearer " + asAdmin,
                "{\"name\": \"New One\", \"address\": \"" + address + "\", \"roles\": [\"AUTHOR\", \"approver\"]}"));
        assertThat(created.get("roles").toString()).isEqualTo("[\"AUTHOR\",\"APPROVER\"]");
        String link = created.get("link").asString();
        belay.bean(OneTimeLinks.class).setPassword(link.substring(link.lastIndexOf('/') + 1), PASSWORD);

        var issued = call("POST /api/v1/tokens", "Basic " + basic(address, PASSWORD), "{\"name\": \"laptop\"}");
        assertThat(issued.statusCode()).isEqualTo(201);
        String secret = json(issued).get("secret").asString();

        var me = json(call("GET /api/v1/me", "Bearer " + secret, ""));
        assertThat(me.get("address").asString()).isEqualTo(address);
        var list = json(call("GET /api/v1/tokens", "Bearer " + secret, "")).get("tokens");
        assertThat(list.size()).isEqualTo(1);
        assertThat(list.get(0).get("name").asString()).isEqualTo("laptop");
        assertThat(list.toString()).doesNotContain(secret);

        long id = json(issued).get("id").asLong();
        assertThat(call("DELETE /api/v1/tokens/" + id, "Bearer " + secret, "").statusCode())
                .isEqualTo(204);
        assertThat(call("GET /api/v1/me", "Bearer " + secret, "").statusCode()).isEqualTo(401);
    }

    @Test
    void address_and_password_are_accepted_only_to_create_a_token() {
        String shown = "Basic " + basic(admin.address(), PASSWORD);
        belay.bean(OneTimeLinks.class)
                .setPassword(belay.bean(OneTimeLinks.class).createPasswordLink(admin, admin), PASSWORD);
        assertThat(call("GET /api/v1/me", shown, "").statusCode()).isEqualTo(401);
        assertThat(call("GET /api/v1/tokens", shown, "").statusCode()).isEqualTo(401);
        assertThat(call("POST /api/v1/users", shown, "{}").statusCode()).isEqualTo(401);
    }

    @Test
    void x33_a_token_for_another_user_is_refused_also_to_administrators() {
        User author = newUser(Set.of(Role.AUTHOR));
        String wish = "{\"name\": \"theirs\", \"user\": \"" + author.address() + "\"}";
        for (String caller : List.of(asAdmin, token(newUser(Set.of(Role.APPROVER))))) {
            problem(call("POST /api/v1/tokens", "Bearer " + caller, wish), 409, "only " + author.address());
        }
    }

    @Test
    void errors_have_a_readable_detail() {
        problem(call("POST /api/v1/users", "Bearer " + asAdmin, "{\"name\": "), 400, "not the JSON");
        problem(call("POST /api/v1/users", "Bearer " + asAdmin, "{\"name\": \"X\"}"), 422, "\"address\" is missing");
        problem(
                call(
                        "POST /api/v1/users",
                        "Bearer " + asAdmin,
                        "{\"name\":\"X\",\"address\":\"x@e.org\",\"roles\":[\"BOSS\"]}"),
                422,
                "no role \"BOSS\"");
        problem(
                call(
                        "POST /api/v1/users",
                        "Bearer " + asAdmin,
                        "{\"name\":\"X\",\"address\":\"" + admin.address() + "\",\"roles\":[\"AUTHOR\"]}"),
                409,
                "already");
        problem(call("GET /api/v1/nothing", "Bearer " + asAdmin, ""), 404, "GET /api/v1/nothing");
        problem(call("POST /api/v1/users/9999/disable", "Bearer " + asAdmin, "{}"), 404, "9999");
    }

    @Test
    void the_audit_log_is_read_page_by_page_and_verified() {
        newUser(Set.of(Role.AUTHOR));
        String auditor = "Bearer " + token(newUser(Set.of(Role.AUDITOR)));

        var page = json(call("GET /api/v1/audit?limit=2", auditor, ""));
        assertThat(page.get("entries").size()).isEqualTo(2);
        long next = page.get("next").asLong();
        assertThat(next).isEqualTo(page.get("entries").get(1).get("seq").asLong());
        var following = json(call("GET /api/v1/audit?limit=2&cursor=" + next, auditor, ""));
        assertThat(following.get("entries").get(0).get("seq").asLong()).isEqualTo(next - 1);
        assertThat(page.get("entries").get(0).get("at").asString()).endsWith("Z");

        var found = json(call("POST /api/v1/audit/verify", auditor, ""));
        assertThat(found.get("ok").asBoolean()).as(found.toString()).isTrue();
        assertThat(found.get("message").asString()).contains("complete");
    }

    private static List<String> routes() {
        var routes = new ArrayList<String>();
        belay.context()
                .getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
                .getHandlerMethods()
                .keySet()
                .forEach(info -> info.getPatternValues().stream()
                        .filter(path -> path.startsWith("/api/v1"))
                        .forEach(path -> info.getMethodsCondition().getMethods().stream()
                                .map(method -> method.asHttpMethod())
                                .filter(method -> method != HttpMethod.HEAD)
                                .forEach(method -> routes.add(method + " " + path.replaceAll("\\{[^}]*}", "1")))));
        return routes;
    }

    private HttpResponse<String> call(String route, String authorization, String body) {
        String[] words = route.split(" ");
        var request = HttpRequest.newBuilder(belay.url(words[1]))
                .header("Content-Type", "application/json")
                .method(words[0], words[0].equals("GET") ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
        try {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void problem(HttpResponse<String> answer, int status, String words) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(json(answer).get("detail").asString()).contains(words);
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return JsonMapper.shared().readTree(answer.body());
    }

    private static String basic(String address, String password) {
        return Base64.getEncoder().encodeToString((address + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    private User newUser(Set<Role> roles) {
        return users.enrol("Test Person", "api" + ++people + "@api.example.org", roles, "test");
    }

    private String token(User user) {
        return tokens.issue("test", user, user).secret();
    }
}
