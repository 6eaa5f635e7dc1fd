package org.belay.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.belay.access.ApiTokens;
import org.belay.access.Role;
import org.belay.access.User;
import org.belay.access.Users;
import org.belay.audit.AuditEntry;
import org.belay.audit.AuditLog;
import org.belay.template.TemplateVersion;
import org.belay.template.files.TemplateReader;
import org.belay.testsupport.BelayServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Templates through the API: reading every version, pushing with the right role, refusals that a program can evaluate. */
class TemplatesApiIT {
    private static final TemplateVersion OUTAGE = TemplateReader.read(Path.of("templates/planned-outage"));

    @RegisterExtension
    static final BelayServer belay = BelayServer.serve().unshared();

    private static int people;

    @Test
    void a_push_creates_the_newest_version_and_the_history_names_the_author() throws Exception {
        JsonNode first = pushed("api-push", null, OUTAGE.files(), "First");
        assertThat(first.get("number").asInt()).isEqualTo(1);
        assertThat(first.get("new").asBoolean()).isTrue();
        assertThat(pushed("api-push", first, OUTAGE.files(), "Again").get("new").asBoolean())
                .as("the same words are no new version")
                .isFalse();
        JsonNode second = pushed("api-push", first, changed("Changed words."), "Second");
        assertThat(second.get("number").asInt()).isEqualTo(2);

        JsonNode newest = json(get("/api/v1/templates/api-push", Role.AUDITOR));
        assertThat(newest.get("files").get("notice.md").asString()).contains("Changed words.");
        assertThat(newest.get("published").get("origin").asString()).isEqualTo("pushed");
        JsonNode old = json(get("/api/v1/templates/api-push/versions/1", Role.AUDITOR));
        assertThat(old.get("files").get("notice.md").asString())
                .isEqualTo(OUTAGE.files().get("notice.md"));
        JsonNode history =
                json(get("/api/v1/templates/api-push/versions", Role.APPROVER)).get("versions");
        assertThat(history.findValuesAsString("note")).containsExactly("Second", "First");
        JsonNode diff = json(get("/api/v1/templates/api-push/diff?from=1&to=2", Role.APPROVER))
                .get("files");
        assertThat(diff.size()).isEqualTo(1);
        assertThat(diff.get(0).get("lines").findValuesAsString("change"))
                .contains("ADDED")
                .doesNotContain("REMOVED");
        assertThat(belay.bean(AuditLog.class).entriesAbout("template api-push"))
                .extracting(AuditEntry::action)
                .containsExactly("push", "push");
    }

    @Test
    void a_push_over_an_unseen_version_is_refused_and_names_its_publisher() throws Exception {
        JsonNode first = pushed("api-conflict", null, OUTAGE.files(), "");
        pushed("api-conflict", first, changed("Theirs."), "Their note");

        var refused = push("api-conflict", first, changed("Mine."), "", Role.AUTHOR);

        assertThat(refused.statusCode()).isEqualTo(409);
        JsonNode problem = json(refused);
        assertThat(problem.get("detail").asString())
                .startsWith(
                        "Template \"api-conflict\" has changed since you began from version 1: the newest is version 2,"
                                + " pushed by p")
                .endsWith("Nothing was published and nothing is lost. Compare the two, merge your changes,"
                        + " and publish them over version 2.");
        assertThat(problem.get("meanwhile").size()).isEqualTo(1);
        assertThat(problem.get("meanwhile").get(0).get("note").asString()).isEqualTo("Their note");
        assertThat(json(get("/api/v1/templates/api-conflict", Role.AUTHOR))
                        .get("files")
                        .get("notice.md")
                        .asString())
                .contains("Theirs.");
    }

    @Test
    void a_version_with_the_same_number_but_another_hash_is_a_conflict() throws Exception {
        pushed("api-elsewhere", null, OUTAGE.files(), "");
        var base = JsonMapper.shared().createObjectNode().put("number", 1).put("sha256", "0".repeat(64));
        assertThat(push("api-elsewhere", base, changed("Mine."), "", Role.AUTHOR)
                        .statusCode())
                .isEqualTo(409);
        assertThat(push("api-elsewhere", null, changed("Mine."), "", Role.AUTHOR)
                        .body())
                .contains("There is a template \\\"api-elsewhere\\\" already");
    }

    @Test
    void a_broken_template_is_refused_with_file_and_line() throws Exception {
        var refused = push("api-broken", null, changed("${deadlin}"), "", Role.AUTHOR);
        assertThat(refused.statusCode()).isEqualTo(422);
        JsonNode problem = json(refused).get("problems").get(0);
        assertThat(problem.get("file").asString()).isEqualTo("api-broken/notice.md");
        assertThat(problem.get("line").asInt()).isPositive();
        assertThat(problem.get("message").asString()).isEqualTo("There is no field \"deadlin\".");
        assertThat(get("/api/v1/templates/api-broken", Role.AUTHOR).statusCode())
                .isEqualTo(404);
    }

    @Test
    void only_an_author_may_push() throws Exception {
        assertThat(push("api-approver", null, OUTAGE.files(), "", Role.APPROVER).statusCode())
                .isEqualTo(403);
        assertThat(push("api-approver", null, OUTAGE.files(), "", Role.AUDITOR).statusCode())
                .isEqualTo(403);
    }

    @Test
    void invalid_names_and_sizes_are_refused() throws Exception {
        for (String name : new String[] {"../../x.md", "/etc/passwd", "notice.md\r\nSet-Cookie: a=b", "..\\x.md"}) {
            var refused = push("api-attack", null, with(name, "x"), "", Role.AUTHOR);
            assertThat(refused.statusCode()).as(name).isEqualTo(422);
            assertThat(json(refused).get("detail").asString().lines()).hasSize(1);
        }
        assertThat(push("api-attack", null, with("notice.md", "x".repeat(7 << 20)), "", Role.AUTHOR)
                        .body())
                .contains("files.notice.md", "has 7,340,032 characters; the limit is 500,000");
        assertThat(push("api-attack", null, with("notice.md", "x".repeat(10 << 20)), "", Role.AUTHOR)
                        .body())
                .contains("more than 8 MB");
        assertThat(push("Attack", null, OUTAGE.files(), "", Role.AUTHOR).body())
                .contains("cannot be a template's name");
        for (String path : new String[] {"..%2f..%2fetc", "a%0d%0ab", "a%00", "%2e%2e"}) {
            int status = send(
                            HttpRequest.newBuilder(URI.create(belay.url("/api/v1/templates/") + path))
                                    .header("Content-Type", "application/json")
                                    .PUT(BodyPublishers.ofString("{\"files\":{}}")),
                            Role.AUTHOR)
                    .statusCode();
            assertThat(status).as(path).isBetween(400, 499);
        }
    }

    @Test
    void an_invalid_body_is_refused_with_a_readable_detail() throws Exception {
        for (String body : new String[] {
            "",
            "null",
            "[]",
            "{",
            "{\"files\":{\"notice.md\":null}}",
            "{\"files\":[]}",
            "{\"base\":{\"number\":1},\"files\":{}}"
        }) {
            var refused = send(
                    HttpRequest.newBuilder(belay.url("/api/v1/templates/api-body"))
                            .header("Content-Type", "application/json")
                            .PUT(BodyPublishers.ofString(body)),
                    Role.AUTHOR);
            assertThat(refused.statusCode()).as(body).isIn(400, 422);
            assertThat(json(refused).get("detail").asString()).as(body).contains("Nothing was");
        }
    }

    private JsonNode pushed(String key, JsonNode base, Map<String, String> files, String note) throws Exception {
        var answer = push(key, base, files, note, Role.AUTHOR);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return json(answer);
    }

    private HttpResponse<String> push(String key, JsonNode base, Map<String, String> files, String note, Role role)
            throws Exception {
        var body = new LinkedHashMap<String, Object>();
        if (base != null) {
            body.put(
                    "base",
                    Map.of(
                            "number",
                            base.get("number").asInt(),
                            "sha256",
                            base.get("sha256").asString()));
        }
        body.put("note", note);
        body.put("files", files);
        return send(
                HttpRequest.newBuilder(belay.url("/api/v1/templates/" + key))
                        .header("Content-Type", "application/json")
                        .PUT(BodyPublishers.ofString(JsonMapper.shared().writeValueAsString(body))),
                role);
    }

    private HttpResponse<String> get(String path, Role role) throws Exception {
        return send(HttpRequest.newBuilder(belay.url(path)), role);
    }

    private static Map<String, String> changed(String words) {
        return with("notice.md", OUTAGE.files().get("notice.md") + "\n" + words + "\n");
    }

    private static Map<String, String> with(String name, String content) {
        var files = new TreeMap<>(OUTAGE.files());
        files.put(name, content);
        return files;
    }

    private HttpResponse<String> send(HttpRequest.Builder request, Role role) throws IOException, InterruptedException {
        String address = "p" + ++people + "@example.org";
        User user = belay.bean(Users.class).enrol(role.name(), address, Set.of(role), "test");
        String token = belay.bean(ApiTokens.class).issue("test", user, user).secret();
        return HttpClient.newHttpClient()
                .send(request.header("Authorization", "Bearer " + token).build(), BodyHandlers.ofString());
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return JsonMapper.shared().readTree(answer.body());
    }
}
