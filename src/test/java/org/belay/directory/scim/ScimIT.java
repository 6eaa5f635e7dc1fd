package org.belay.directory.scim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.belay.access.ApiTokens;
import org.belay.access.Role;
import org.belay.access.User;
import org.belay.access.Users;
import org.belay.directory.AudienceSources;
import org.belay.directory.ScimFollower;
import org.belay.testkit.FaultyRelay;
import org.belay.testsupport.BelayServer;
import org.belay.testsupport.browser.HttpBrowser;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A directory that Entra ID or Okta push: their requests as they send them, and the audience that results. */
class ScimIT {
    private static final FaultyRelay relay = FaultyRelay.start();

    @RegisterExtension
    static final BelayServer belay = BelayServer.serve().relay(relay);

    private static final String PATCH = "urn:ietf:params:scim:api:messages:2.0:PatchOp";
    private static final String ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
    private static int number;

    private final HttpClient http = HttpClient.newHttpClient();
    private User administrator;
    private String token;

    @BeforeEach
    void an_empty_directory_and_a_token() {
        for (String table : List.of("scim_group_member", "scim_group", "scim_user")) {
            belay.sql().sql("DELETE FROM " + table).update();
        }
        administrator = user(Role.ADMIN);
        token = belay.bean(ApiTokens.class)
                .issueForScim("entra", administrator, administrator, 365)
                .secret();
    }

    @Test
    void a_user_is_created_found_changed_and_deleted() {
        var created = send("POST", "/Users", person("nora"));
        JsonNode nora = json(created);
        String path = "/Users/" + nora.path("id").asString();

        assertThat(created.statusCode()).isEqualTo(201);
        assertThat(created.headers().firstValue("Content-Type").orElseThrow()).startsWith("application/scim+json");
        assertThat(created.headers().firstValue("Location").orElseThrow()).endsWith("/scim/v2" + path);
        assertThat(created.headers().firstValue("ETag")).hasValue("W/\"1\"");
        assertThat(nora.path("meta").path("resourceType").asString()).isEqualTo("User");
        assertThat(json(send("GET", path, "")).path("userName").asString()).isEqualTo("nora@scim.example.org");
        assertThat(send("POST", "/Users", person("NORA")).statusCode()).isEqualTo(409);
        assertThat(json(send("POST", "/Users", person("nora"))).path("scimType").asString())
                .isEqualTo("uniqueness");

        assertThat(json(send("PUT", path, person("nora").replace("Sales", "Legal")))
                        .path(ENTERPRISE)
                        .path("department")
                        .asString())
                .isEqualTo("Legal");
        assertThat(send("DELETE", path, "").statusCode()).isEqualTo(204);
        assertThat(send("GET", path, "").statusCode()).isEqualTo(404);
        assertThat(send("POST", "/Users", person("nora")).statusCode())
                .as("deleted and created again")
                .isEqualTo(201);
    }

    @Test
    void a_version_that_is_not_current_changes_nothing() {
        String path = "/Users/" + create("nora");
        assertThat(send("PUT", path, person("nora"), "If-Match", "W/\"1\"").statusCode())
                .isEqualTo(200);
        assertThat(send("PUT", path, person("nora"), "If-Match", "W/\"1\"").statusCode())
                .isEqualTo(412);
        assertThat(send("DELETE", path, "", "If-Match", "W/\"1\"").statusCode()).isEqualTo(412);
        assertThat(send("GET", path, "", "If-None-Match", "W/\"2\"").statusCode())
                .isEqualTo(304);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "userName eq \"ANA@scim.example.org\"",
                "externalId eq \"x-ana\"",
                "emails.value eq \"ana@scim.example.org\"",
                "emails[type eq \"work\"].value eq \"ana@scim.example.org\"",
                "displayName eq \"ana person\"",
                "userName eq \"ana@scim.example.org\" and active eq true",
            })
    void a_user_is_found_by_filter(String filter) {
        create("ana");
        create("ben");

        JsonNode found = json(send("GET", "/Users?filter=" + encoded(filter), ""));

        assertThat(found.path("totalResults").asInt()).isEqualTo(1);
        assertThat(found.path("Resources").path(0).path("userName").asString()).isEqualTo("ana@scim.example.org");
    }

    @Test
    void a_user_who_does_not_exist_is_an_empty_list() {
        var answer = send("GET", "/Users?filter=" + encoded("userName eq \"unknown@example.org\""), "");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(json(answer).path("totalResults").asInt()).isZero();
        assertThat(json(answer).path("Resources").isArray()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "userName co \"a\"",
                "userName eq \"a\" or userName eq \"b\"",
                "nosuch eq \"a\"",
                "userName eq",
                "((((",
                "active eq \"perhaps\""
            })
    void a_filter_that_belay_cannot_use_is_refused(String filter) {
        var answer = send("GET", "/Users?filter=" + encoded(filter), "");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(json(answer).path("scimType").asString()).isIn("invalidFilter", "invalidValue");
    }

    @Test
    void a_list_is_read_in_pages() {
        IntStream.range(0, 7).forEach(n -> create("p" + n));
        var seen = new ArrayList<String>();
        for (int first = 1; first <= 7; first += 3) {
            JsonNode page = json(send("GET", "/Users?startIndex=" + first + "&count=3", ""));
            assertThat(page.path("totalResults").asInt()).isEqualTo(7);
            page.path("Resources").forEach(one -> seen.add(one.path("userName").asString()));
        }
        assertThat(seen).doesNotHaveDuplicates().hasSize(7);
        assertThat(json(send("GET", "/Users?count=0", "")).path("Resources")).isEmpty();
        assertThat(json(send("GET", "/Users?startIndex=-4&count=100000", ""))
                        .path("startIndex")
                        .asInt())
                .isEqualTo(1);
        assertThat(send("GET", "/Users?count=many", "").statusCode()).isEqualTo(400);
    }

    @Test
    void entra_deactivates_with_a_text_in_capitals() {
        String id = create("nora");
        JsonNode after = patch("/Users/" + id, op("Replace", "active", "\"False\""));
        assertThat(after.path("active").isBoolean()).isTrue();
        assertThat(after.path("active").asBoolean()).isFalse();
        assertThat(patch("/Users/" + id, "{\"op\":\"replace\",\"value\":{\"active\":\"True\"}}")
                        .path("active")
                        .asBoolean())
                .isTrue();
        assertThat(send("PATCH", "/Users/" + id, operations(op("replace", "active", "\"perhaps\"")))
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void entra_changes_attributes_in_its_own_ways() {
        String id = create("nora");
        JsonNode after = patch(
                "/Users/" + id,
                op("Add", "emails[type eq \\\"work\\\"].value", "\"new@scim.example.org\""),
                op("Add", "phoneNumbers[type eq \\\"mobile\\\"].value", "\"+49 30 1\""),
                op("Replace", ENTERPRISE + ":department", "\"Legal\""),
                op("Add", "name.givenName", "\"Norah\""),
                "{\"op\":\"Add\",\"value\":{\"title\":\"Lead\",\"name.familyName\":\"New\",\"" + ENTERPRISE
                        + ":division\":\"North\",\"unknown\":{\"a\":[1]}}}");

        assertThat(after.path("emails").path(0).path("value").asString()).isEqualTo("new@scim.example.org");
        assertThat(after.path("emails")).hasSize(1);
        assertThat(after.path("phoneNumbers").path(0).path("type").asString()).isEqualTo("mobile");
        assertThat(after.path(ENTERPRISE).path("department").asString()).isEqualTo("Legal");
        assertThat(after.path(ENTERPRISE).path("division").asString()).isEqualTo("North");
        assertThat(after.path("name").path("givenName").asString()).isEqualTo("Norah");
        assertThat(after.path("name").path("familyName").asString()).isEqualTo("New");
        assertThat(after.path("title").asString()).isEqualTo("Lead");
    }

    @Test
    void removing_members_with_their_ids_in_the_value_removes_only_these() {
        String a = create("a");
        String b = create("b");
        String c = create("c");
        String group = group("Staff", a, b, c);

        patch(group, "{\"op\":\"Remove\",\"path\":\"members\",\"value\":[{\"value\":\"" + a + "\"}]}");
        assertThat(members(group)).containsExactlyInAnyOrder(b, c);
        patch(group, "{\"op\":\"remove\",\"path\":\"members[value eq \\\"" + b + "\\\"]\"}");
        assertThat(members(group)).containsExactly(c);
        patch(group, op("add", "members", "[{\"value\":\"" + a + "\"},{\"value\":\"" + a + "\"}]"));
        patch(group, op("Add", "members", "[{\"value\":\"" + a + "\"}]"));
        assertThat(members(group)).containsExactlyInAnyOrder(a, c);
        patch(group, op("replace", "members", "[{\"value\":\"" + b + "\"}]"), op("Replace", "displayName", "\"All\""));
        assertThat(members(group)).containsExactly(b);
        JsonNode without = json(send("GET", group + "?excludedAttributes=members", ""));
        assertThat(without.has("members")).isFalse();
        assertThat(without.path("displayName").asString()).isEqualTo("All");
    }

    @Test
    void a_member_who_was_never_pushed_is_refused_and_nothing_is_changed() {
        String a = create("a");
        String group = group("Staff", a);
        var answer = send(
                "PATCH",
                group,
                operations(
                        op("remove", "members", "[{\"value\":\"" + a + "\"}]"),
                        op("add", "members", "[{\"value\":\"00000000-0000-4000-8000-000000000009\"}]")));
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(members(group)).containsExactly(a);
    }

    @Test
    void changes_of_one_group_at_the_same_time_lose_no_member() throws Exception {
        List<String> ids = IntStream.range(0, 40).mapToObj(n -> create("m" + n)).toList();
        String group = group("Staff");
        inParallel(
                8,
                ids.stream()
                        .map(id -> (Callable<Integer>) () -> send(
                                        "PATCH",
                                        group,
                                        operations(op("add", "members", "[{\"value\":\"" + id + "\"}]")))
                                .statusCode())
                        .toList());
        assertThat(members(group)).containsExactlyInAnyOrderElementsOf(ids);
    }

    @Test
    void x12_only_a_token_for_scim_opens_it_and_it_opens_nothing_else() {
        String path = "/Users";
        for (String other : List.of(
                "",
                "belay_scim_invented",
                belay.bean(ApiTokens.class)
                        .issue("all", administrator, administrator)
                        .secret(),
                belay.bean(ApiTokens.class)
                        .issueForBounces("b", administrator, administrator, 9)
                        .secret())) {
            assertThat(sendAs(other, "GET", "/scim/v2" + path, "").statusCode())
                    .as(other)
                    .isEqualTo(401);
        }
        assertThat(HttpBrowser.signedIn(belay, administrator)
                        .get("/scim/v2/Users")
                        .statusCode())
                .isEqualTo(401);
        assertThat(sendAs(token, "GET", "/api/v1/mailings", "").statusCode()).isEqualTo(401);
        assertThatThrownBy(() -> belay.bean(ApiTokens.class).issueForScim("x", user(Role.AUTHOR), administrator, 9))
                .hasMessageContaining("administrator");
        belay.bean(Users.class).disable(administrator.id(), user(Role.ADMIN));
        assertThat(send("GET", path, "").statusCode()).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "[]", "{", "{}", "{\"userName\":\"\"}", "{\"userName\":7,\"active\":\"perhaps\"}", "nul"})
    void a_body_that_is_no_user_is_refused(String body) {
        var answer = send("POST", "/Users", body);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(json(answer).path("schemas").path(0).asString())
                .isEqualTo("urn:ietf:params:scim:api:messages:2.0:Error");
    }

    @Test
    void input_has_limits() {
        assertThat(send("POST", "/Users", "{\"userName\":\"" + "a".repeat(1_100_000) + "\"}")
                        .statusCode())
                .isEqualTo(413);
        assertThat(send("POST", "/Users", "{\"userName\":\"a\",\"x\":\"" + "a".repeat(70_000) + "\"}")
                        .statusCode())
                .isEqualTo(400);
        assertThat(send("POST", "/Users", "{\"userName\":\"a\\u0000b\"}").statusCode())
                .isEqualTo(400);
        assertThat(send("GET", "/Users/..%2f", "").statusCode()).isIn(400, 404);
        assertThat(send("POST", "/Bulk", "{}").statusCode()).isEqualTo(404);
    }

    @Test
    void a_provider_finds_out_what_is_supported() {
        JsonNode config = json(send("GET", "/ServiceProviderConfig", ""));
        assertThat(config.path("patch").path("supported").asBoolean()).isTrue();
        assertThat(config.path("bulk").path("supported").asBoolean()).isFalse();
        assertThat(json(send("GET", "/ResourceTypes", "")).path("totalResults").asInt())
                .isEqualTo(2);
        assertThat(json(send("GET", "/Schemas", ""))
                        .path("Resources")
                        .path(0)
                        .path("id")
                        .asString())
                .isEqualTo("urn:ietf:params:scim:schemas:core:2.0:User");
        assertThat(send("GET", "/Schemas/" + ENTERPRISE, "").statusCode()).isEqualTo(200);
    }

    @Test
    void the_audience_follows_the_push_and_a_push_that_would_empty_it_is_held() {
        List<String> ids = IntStream.range(0, 10).mapToObj(n -> create("f" + n)).toList();
        String group = group("Staff", ids.toArray(String[]::new));
        String audience = "Pushed " + ++number;
        HttpBrowser browser = HttpBrowser.signedIn(belay, administrator);
        browser.submit("/sources", "/sources/scim", Map.of("audience", audience, "group", group.substring(8)));
        follow();
        assertThat(people(audience)).hasSize(10).contains("f3@scim.example.org");
        assertThat(belay.sql()
                        .sql(
                                "SELECT m.attributes ->> 'department' FROM audience_member m JOIN audience a ON a.id = m.audience WHERE a.name = :name LIMIT 1")
                        .param("name", audience)
                        .query(String.class)
                        .single())
                .isEqualTo("Sales");

        patch("/Users/" + ids.get(0), op("Replace", "active", "\"False\""));
        send("DELETE", "/Users/" + ids.get(1), "");
        follow();
        assertThat(people(audience)).hasSize(8).doesNotContain("f0@scim.example.org", "f1@scim.example.org");

        patch(group, "{\"op\":\"Remove\",\"path\":\"members\"}");
        follow();
        assertThat(people(audience))
                .as("no one is removed until a person accepts it")
                .hasSize(8);
        assertThat(belay.bean(AudienceSources.class)
                        .of(audience)
                        .orElseThrow()
                        .state()
                        .name())
                .isEqualTo("FAILED");
        patch(group, op("add", "members", "[{\"value\":\"" + ids.get(2) + "\"},{\"value\":\"" + ids.get(3) + "\"}]"));
        follow();
        assertThat(belay.bean(AudienceSources.class)
                        .of(audience)
                        .orElseThrow()
                        .state()
                        .name())
                .isEqualTo("HELD");
        assertThat(browser.get("/sources").body()).contains("acceptRemovals");
        browser.submit("/sources", "/sources/sync", Map.of("audience", audience, "acceptRemovals", "6"));
        assertThat(people(audience)).containsExactlyInAnyOrder("f2@scim.example.org", "f3@scim.example.org");
    }

    @Test
    void five_hundred_users_are_pushed_changed_and_deactivated() throws Exception {
        push(500);
    }

    @Test
    @Tag("soak")
    void twenty_thousand_users_are_pushed_changed_and_deactivated() throws Exception {
        push(20_000);
    }

    private void push(int users) throws Exception {
        long began = System.nanoTime();
        List<String> ids = inParallel(
                8,
                IntStream.range(0, users)
                        .mapToObj(n -> (Callable<String>) () -> create("u" + n))
                        .toList());
        report("pushed", users, began);
        String group = group("All staff");
        began = System.nanoTime();
        for (int first = 0; first < users; first += 100) {
            String members = ids.subList(first, Math.min(users, first + 100)).stream()
                    .map(id -> "{\"value\":\"" + id + "\"}")
                    .reduce((one, other) -> one + "," + other)
                    .orElseThrow();
            patch(group, op("Add", "members", "[" + members + "]"));
        }
        report("added to a group", users, began);
        began = System.nanoTime();
        inParallel(
                8,
                ids.subList(0, users / 10).stream()
                        .map(id -> (Callable<JsonNode>)
                                () -> patch("/Users/" + id, op("Replace", ENTERPRISE + ":department", "\"Legal\"")))
                        .toList());
        report("changed", users / 10, began);
        inParallel(
                8,
                ids.subList(users - users / 20, users).stream()
                        .map(id ->
                                (Callable<JsonNode>) () -> patch("/Users/" + id, op("Replace", "active", "\"False\"")))
                        .toList());
        String audience = "Pushed " + ++number;
        belay.bean(AudienceSources.class)
                .define(audience, belay.bean(ScimDirectory.class).source(group.substring(8)), administrator);
        began = System.nanoTime();
        follow();
        report("in the audience", users, began);

        List<String> people = people(audience);
        assertThat(people).hasSize(users - users / 20).contains("u0@scim.example.org");
        assertThat(people).doesNotContain("u" + (users - 1) + "@scim.example.org");
        assertThat(belay.sql()
                        .sql(
                                "SELECT count(*) FROM audience_member m JOIN audience a ON a.id = m.audience WHERE a.name = :name AND m.attributes ->> 'department' = 'Legal'")
                        .param("name", audience)
                        .query(Integer.class)
                        .single())
                .isEqualTo(users / 10);
    }

    private static void report(String what, int users, long began) {
        System.out.printf("%,d users %s in %.1f s%n", users, what, (System.nanoTime() - began) / 1e9);
    }

    /** As a minute after the last push. */
    private void follow() {
        belay.sql()
                .sql("UPDATE audience_source SET tried_at = now() - interval '11 minutes'")
                .update();
        belay.bean(ScimFollower.class).follow();
    }

    private static List<String> people(String audience) {
        return belay.sql()
                .sql(
                        "SELECT m.address FROM audience_member m JOIN audience a ON a.id = m.audience WHERE a.name = :name")
                .param("name", audience)
                .query(String.class)
                .list();
    }

    private String create(String name) {
        var answer = send("POST", "/Users", person(name));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return json(answer).path("id").asString();
    }

    /** As Entra ID sends a user. */
    private static String person(String name) {
        return """
                {"schemas":["urn:ietf:params:scim:schemas:core:2.0:User","%2$s"],
                 "userName":"%1$s@scim.example.org","externalId":"x-%1$s","active":true,"displayName":"%1$s Person",
                 "name":{"givenName":"%1$s","familyName":"Person"},
                 "emails":[{"primary":true,"type":"work","value":"%1$s@scim.example.org"}],
                 "preferredLanguage":"en","meta":{"resourceType":"User"},
                 "%2$s":{"department":"Sales","employeeNumber":"7"}}
                """.formatted(name, ENTERPRISE);
    }

    private String group(String name, String... members) {
        var list = new ArrayList<String>();
        for (String id : members) list.add("{\"value\":\"" + id + "\"}");
        var answer = send(
                "POST", "/Groups", "{\"displayName\":\"" + name + "\",\"members\":[" + String.join(",", list) + "]}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return "/Groups/" + json(answer).path("id").asString();
    }

    private List<String> members(String group) {
        var ids = new ArrayList<String>();
        json(send("GET", group, ""))
                .path("members")
                .forEach(one -> ids.add(one.path("value").asString()));
        return ids;
    }

    private JsonNode patch(String path, String... operations) {
        var answer = send("PATCH", path, operations(operations));
        assertThat(answer.statusCode()).as(answer.body()).isIn(200, 204);
        return answer.body().isEmpty() ? JsonMapper.shared().createObjectNode() : json(answer);
    }

    private static String operations(String... operations) {
        return "{\"schemas\":[\"" + PATCH + "\"],\"Operations\":[" + String.join(",", operations) + "]}";
    }

    private static String op(String op, String path, String value) {
        return "{\"op\":\"" + op + "\",\"path\":\"" + path + "\",\"value\":" + value + "}";
    }

    private HttpResponse<String> send(String method, String path, String body, String... headers) {
        return sendWith(token, method, "/scim/v2" + path, body, headers);
    }

    private HttpResponse<String> sendAs(String secret, String method, String path, String body) {
        return sendWith(secret, method, path, body);
    }

    private HttpResponse<String> sendWith(String secret, String method, String path, String body, String... headers) {
        var request = HttpRequest.newBuilder(belay.url(path))
                .header("Content-Type", "application/scim+json")
                .method(method, method.equals("GET") ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (!secret.isEmpty()) request.header("Authorization", "Bearer " + secret);
        if (headers.length > 0) request.headers(headers);
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException | InterruptedException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static <T> List<T> inParallel(int threads, List<Callable<T>> work) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            var results = new ArrayList<T>();
            for (Future<T> one : pool.invokeAll(work)) results.add(one.get());
            return results;
        } finally {
            pool.shutdownNow();
        }
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return JsonMapper.shared().readTree(answer.body());
    }

    private static String encoded(String text) {
        return java.net.URLEncoder.encode(text, java.nio.charset.StandardCharsets.UTF_8);
    }

    private static User user(Role role) {
        return belay.bean(Users.class)
                .enrol("Test User", "scim" + ++number + "@users.example.org", Set.of(role), "test");
    }
}
