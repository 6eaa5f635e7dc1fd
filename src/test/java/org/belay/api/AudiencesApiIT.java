package org.belay.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.belay.access.ApiTokens;
import org.belay.access.Role;
import org.belay.access.User;
import org.belay.access.Users;
import org.belay.testsupport.BelayServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Import of audiences through the API. */
class AudiencesApiIT {
    private static final String GOOD = "name,email\nAnn Lee,ann@example.org\nLi Lei 李雷,li@example.org\n";
    private static final String BAD = GOOD + "Bob,bob.example.org\nAnn again,ANN@example.org\n";

    @RegisterExtension
    static final BelayServer belay = BelayServer.serve();

    private static int people;

    @Test
    void a_clean_file_becomes_an_audience() throws Exception {
        var imported = bringIn("api-clean", GOOD, "", Role.AUTHOR);
        assertThat(imported.statusCode()).as(imported.body()).isEqualTo(201);
        assertThat(json(imported).get("people").asLong()).isEqualTo(2);

        var list = json(send(HttpRequest.newBuilder(belay.url("/api/v1/audiences")), Role.AUDITOR))
                .get("audiences");
        assertThat(list.findValuesAsString("name")).contains("api-clean");
    }

    @Test
    void bad_rows_are_listed_and_nothing_is_imported() throws Exception {
        var refused = bringIn("api-bad", BAD, "", Role.AUTHOR);
        assertThat(refused.statusCode()).isEqualTo(422);
        JsonNode problem = json(refused);
        assertThat(problem.get("detail").asString())
                .contains("Nothing was imported")
                .contains("line 4")
                .contains("staff.csv");
        assertThat(problem.get("bad").asLong()).isEqualTo(2);
        assertThat(problem.get("badRows").get(0).get("line").asLong()).isEqualTo(4);
        assertThat(problem.get("badRows").get(0).get("column").asString()).isEqualTo("email");

        var list = json(send(HttpRequest.newBuilder(belay.url("/api/v1/audiences")), Role.AUTHOR))
                .get("audiences");
        assertThat(list.findValuesAsString("name")).doesNotContain("api-bad");
    }

    @Test
    void good_rows_are_imported_if_the_request_leaves_out_bad_ones() throws Exception {
        var imported = json(bringIn("api-some", BAD, "&badRows=LEAVE_OUT", Role.AUTHOR));
        assertThat(imported.get("people").asLong()).isEqualTo(2);
        assertThat(imported.get("badRows").size()).isEqualTo(2);
    }

    @Test
    void an_approver_cannot_import() throws Exception {
        assertThat(bringIn("api-approver", GOOD, "", Role.APPROVER).statusCode())
                .isEqualTo(403);
    }

    @Test
    void other_content_than_csv_is_refused() throws Exception {
        var json = HttpRequest.newBuilder(belay.url("/api/v1/audiences?name=x"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{}"));
        assertThat(send(json, Role.AUTHOR).statusCode()).isIn(404, 415);
        var nameless = HttpRequest.newBuilder(belay.url("/api/v1/audiences"))
                .header("Content-Type", "text/csv")
                .POST(BodyPublishers.ofString(GOOD));
        assertThat(send(nameless, Role.AUTHOR).statusCode()).isEqualTo(400);
    }

    @Test
    void x31_names_that_hide_something_are_refused_and_a_files_name_is_shown_with_it() throws Exception {
        for (String hidden : Set.of("%E2%80%AE", "%E2%80%8B", "%C2%9B", "%EE%80%80", "%0A"))
            assertThat(bringIn("api-" + hidden + "x", GOOD, "", Role.AUTHOR).statusCode())
                    .as(hidden)
                    .isEqualTo(409);

        var upload = HttpRequest.newBuilder(
                        belay.url("/api/v1/audiences?name=api-file&file=staff%E2%80%AE%0D%0ABcc%3A%20x.csv"))
                .header("Content-Type", "text/csv")
                .POST(BodyPublishers.ofString(GOOD));
        assertThat(json(send(upload, Role.AUTHOR)).get("message").asString())
                .startsWith("staffU+202EU+000DU+000ABcc: x.csv: 2 people imported");
    }

    @Test
    void x35_a_query_that_is_not_utf_8_is_the_callers_mistake() throws Exception {
        for (String query : Set.of("%ED%A0%80", "%FF", "a%C3")) {
            var people = HttpRequest.newBuilder(belay.url("/api/v1/audit?q=" + query));
            assertThat(send(people, Role.AUDITOR).statusCode()).as(query).isEqualTo(400);
        }
    }

    /** As the command line sends it: the server learns its size only while it arrives. */
    @ParameterizedTest
    @ValueSource(ints = {10, 40_000})
    void a_file_of_unknown_length_is_imported_whole(int rows) throws Exception {
        String csv = IntStream.range(0, rows)
                .mapToObj(row -> "Ann Number " + row + ",ann" + row + "@example.org\n")
                .collect(Collectors.joining("", "name,email\n", ""));
        var upload = HttpRequest.newBuilder(belay.url("/api/v1/audiences?name=api-chunked"))
                .header("Content-Type", "text/csv")
                .POST(BodyPublishers.ofInputStream(
                        () -> new ByteArrayInputStream(csv.getBytes(StandardCharsets.US_ASCII))));
        var imported = json(send(upload, Role.AUTHOR));
        assertThat(imported.get("people").asInt()).isEqualTo(rows);
        assertThat(imported.get("bad").asInt()).isZero();
    }

    private HttpResponse<String> bringIn(String name, String csv, String more, Role role) throws Exception {
        return send(
                HttpRequest.newBuilder(belay.url("/api/v1/audiences?name=" + name + "&file=staff.csv" + more))
                        .header("Content-Type", "text/csv")
                        .POST(BodyPublishers.ofString(csv)),
                role);
    }

    private static HttpResponse<String> send(HttpRequest.Builder request, Role role) throws Exception {
        User user = belay.bean(Users.class)
                .enrol("Test Person", "audience" + ++people + "@api.example.org", Set.of(role), "test");
        String secret = belay.bean(ApiTokens.class).issue("test", user, user).secret();
        return HttpClient.newHttpClient()
                .send(request.header("Authorization", "Bearer " + secret).build(), BodyHandlers.ofString());
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return JsonMapper.shared().readTree(answer.body());
    }
}
