package org.belay.access.team;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.SoftAssertions;
import org.belay.access.ApiTokens;
import org.belay.access.Role;
import org.belay.access.User;
import org.belay.access.Users;
import org.belay.cli.http.ApiClient;
import org.belay.cli.http.JsonObject;
import org.belay.testkit.FaultyRelay;
import org.belay.testsupport.ApplicationRoute;
import org.belay.testsupport.BelayServer;
import org.belay.testsupport.TestMailing;
import org.belay.testsupport.browser.HttpBrowser;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What belongs to a team does not exist for others: on no page, in no list, through no route. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TeamsIT {
    private static final FaultyRelay relay = FaultyRelay.start();

    @RegisterExtension
    static final BelayServer belay = BelayServer.serve().relay(relay).auditRelay();

    private static final String HIDDEN_NAME = "Pay round";
    private static final String HIDDEN_TEMPLATE = "pay-notice";
    private static int number;

    private final HttpClient http = HttpClient.newHttpClient();
    private User administrator;
    private User author;
    private User approver;
    private Team finance;
    private Team sales;
    private TestMailing common;
    private String mailing;
    private String audience;

    @BeforeEach
    void a_team_with_an_audience_a_template_and_a_mailing() {
        if (administrator != null) return;
        administrator = user(Role.ADMIN);
        author = user(Role.AUTHOR);
        approver = user(Role.APPROVER);
        finance = teams().create("Finance", administrator);
        sales = teams().create("Sales", administrator);
        teams().addMember(finance.id(), author, administrator);
        teams().addMember(finance.id(), approver, administrator);
        common = belay.mailing(2).imported().drafted();
        importCsv(author, HIDDEN_NAME);
        JsonObject shipped = client(author).get("/templates/planned-outage");
        client(author)
                .put(
                        "/templates/" + HIDDEN_TEMPLATE,
                        Map.of("files", shipped.object("files").orElseThrow().members(), "note", "ours"));
        mailing = client(author).post("/mailings", draft(HIDDEN_NAME)).text("id");
        audience = belay.sql()
                .sql("SELECT id FROM audience WHERE name = :name")
                .param("name", HIDDEN_NAME)
                .query(String.class)
                .single();
    }

    @AfterAll
    void without_teams_everyone_sees_everything_again() {
        for (Team team : teams().list()) {
            for (TeamObject one : teams().objects(team.id())) {
                teams().move(one.kind(), one.name(), Optional.empty(), administrator);
            }
            teams().delete(team.id(), Optional.empty(), administrator);
        }
    }

    @Test
    void x12_every_route_answers_for_an_object_of_another_team_as_for_one_that_does_not_exist() {
        compareRoutes(Role.AUTHOR, true);
        compareRoutes(Role.EDITOR, false);
        compareRoutes(Role.APPROVER, true);
    }

    @Test
    @Tag("soak")
    void x12_so_it_does_for_every_role_in_another_team_and_in_none() {
        for (Role role : List.of(Role.AUTHOR, Role.EDITOR, Role.APPROVER)) {
            compareRoutes(role, true);
            compareRoutes(role, false);
        }
    }

    private void compareRoutes(Role role, boolean inAnotherTeam) {
        var soft = new SoftAssertions();
        int compared = 0;
        User stranger = user(role);
        if (inAnotherTeam) teams().addMember(sales.id(), stranger, administrator);
        var browser = HttpBrowser.signedIn(belay, stranger);
        String token = token(stranger);
        for (ApplicationRoute route : ApplicationRoute.all(belay)) {
            Optional<String> hidden = hidden(route);
            // saving the text of a name that no template has begins that template: names are unique over all teams
            if (hidden.isEmpty() || route.rule().equals("POST /templates/{key}/edit")) continue;
            var there = call(route, hidden.get(), token, browser);
            var nowhere = call(route, invented(route), token, browser);
            soft.assertThat(there.statusCode()).as("%s %s", role, route).isEqualTo(nowhere.statusCode());
            soft.assertThat(neutral(there.body())).as("%s %s", role, route).isEqualTo(neutral(nowhere.body()));
            compared++;
        }
        soft.assertAll();
        assertThat(compared).isGreaterThan(40);
    }

    @Test
    void x12_every_page_and_list_is_silent_about_other_teams() {
        var soft = new SoftAssertions();
        for (Role role : List.of(Role.AUTHOR, Role.EDITOR, Role.APPROVER)) {
            User stranger = user(role);
            var browser = HttpBrowser.signedIn(belay, stranger);
            for (ApplicationRoute route : ApplicationRoute.all(belay)) {
                if (!route.isGet() || route.pattern().contains("{")) continue;
                String body =
                        call(route, route.pattern(), token(stranger), browser).body();
                soft.assertThat(body)
                        .as("%s %s", role, route)
                        .doesNotContain(HIDDEN_NAME)
                        .doesNotContain(HIDDEN_TEMPLATE)
                        .doesNotContain(mailing);
            }
        }
        soft.assertAll();
    }

    @Test
    void members_auditors_and_administrators_see_and_members_use_what_belongs_to_the_team() {
        for (User user : List.of(author, approver, administrator, user(Role.AUDITOR))) {
            assertThat(client(user).get("/mailings/" + mailing).text("id")).isEqualTo(mailing);
            assertThat(names(client(user).get("/audiences"), "audiences")).contains(HIDDEN_NAME);
            var browser = HttpBrowser.signedIn(belay, user);
            assertThat(browser.get("/audiences/" + audience).statusCode()).isEqualTo(200);
            assertThat(browser.get("/templates/" + HIDDEN_TEMPLATE).statusCode())
                    .isEqualTo(200);
            assertThat(browser.get("/mailings").body()).contains(mailing);
        }
        assertThat(client(user(Role.AUTHOR)).get("/mailings/" + common.id()).text("id"))
                .isEqualTo(common.id());
    }

    @Test
    void x12_no_draft_and_no_selection_can_name_an_audience_of_another_team() {
        User stranger = user(Role.AUTHOR);
        JsonObject findings = client(stranger).post("/mailings/check", draft(HIDDEN_NAME));
        JsonObject invented = client(stranger).post("/mailings/check", draft("Never imported"));
        assertThat(findings.json().replace(HIDDEN_NAME, "Never imported")).isEqualTo(invented.json());

        for (String selection : List.of("in \"" + HIDDEN_NAME + "\"", "got " + mailing)) {
            assertThatThrownBy(() -> client(stranger)
                            .put("/sources/selection", Map.of("audience", "Mine", "selection", selection)))
                    .as(selection)
                    .hasMessageNotContaining("people");
        }
    }

    @Test
    void x12_an_import_does_not_replace_the_audience_of_another_team() {
        User stranger = user(Role.AUTHOR);

        assertThatThrownBy(() -> importCsv(stranger, HIDDEN_NAME.toUpperCase()))
                .hasMessageContaining("belongs to another team")
                .hasMessageContaining("Choose another name");

        assertThat(belay.sql()
                        .sql("SELECT people FROM audience WHERE name = :name")
                        .param("name", HIDDEN_NAME)
                        .query(Long.class)
                        .single())
                .isEqualTo(2);
    }

    @Test
    void x12_a_new_template_does_not_take_the_name_of_one_of_another_team() {
        User stranger = user(Role.EDITOR);
        Map<String, Object> files = client(administrator)
                .get("/templates/planned-outage")
                .object("files")
                .orElseThrow()
                .members();

        assertThatThrownBy(() -> client(stranger)
                        .put("/templates/" + HIDDEN_TEMPLATE, Map.of("files", files, "note", "mine now")))
                .hasMessageContaining("belongs to another team")
                .hasMessageContaining("Choose another name");

        assertThat(client(author)
                        .get("/templates/" + HIDDEN_TEMPLATE + "/versions")
                        .list("versions"))
                .hasSize(1);
    }

    @Test
    void x12_only_administrators_change_teams_and_members() {
        User stranger = user(Role.AUTHOR);
        assertThatThrownBy(() -> client(stranger)
                        .post("/teams/" + finance.id() + "/members", Map.of("address", stranger.address())))
                .hasMessageContaining("role");
        assertThatThrownBy(() -> teams().addMember(finance.id(), stranger, stranger))
                .hasMessageContaining("administrator");
        var draft = new HashMap<>(draft("Never imported"));
        draft.put("team", finance.id().value());
        assertThatThrownBy(() -> client(stranger).post("/mailings", draft)).hasMessageContaining("no \"team\"");
    }

    @Test
    void a_change_of_members_is_in_effect_with_the_next_request_and_recorded() {
        User joiner = user(Role.AUTHOR);
        ApiClient client = client(joiner);
        assertThatThrownBy(() -> client.get("/mailings/" + mailing)).hasMessageContaining("There is no mailing");

        client(administrator).post("/teams/" + finance.id() + "/members", Map.of("address", joiner.address()));
        assertThat(client.get("/mailings/" + mailing).text("id")).isEqualTo(mailing);

        client(administrator).post("/teams/" + finance.id() + "/members/remove", Map.of("address", joiner.address()));
        assertThatThrownBy(() -> client.get("/mailings/" + mailing)).hasMessageContaining("There is no mailing");
        assertThat(belay.sql()
                        .sql(
                                "SELECT action FROM audit_entry WHERE subject = :user AND action LIKE 'team%' ORDER BY seq")
                        .param("user", "user " + joiner.address())
                        .query(String.class)
                        .list())
                .containsExactly("team-join", "team-leave");
    }

    @Test
    void a_mailing_of_a_team_without_members_can_be_stopped_by_an_administrator() {
        User alone = user(Role.AUTHOR);
        Team lonely = teams().create("Lonely " + number, administrator);
        TestMailing going =
                belay.mailing(50).pace(10).imported().drafted().submitted().approved();
        teams().move(TeamObject.Kind.MAILING, going.id(), Optional.of(lonely.id()), administrator);
        teams().addMember(lonely.id(), alone, administrator);
        client(alone).post("/mailings/" + going.id() + "/schedule");
        teams().removeMember(lonely.id(), alone, administrator);
        going.awaitState("SENDING");

        assertThat(HttpBrowser.signedIn(belay, administrator).get("/").body())
                .contains("/mailings/" + going.id() + "/stop");
        client(administrator).post("/mailings/" + going.id() + "/stop");

        assertThat(going.mailingState()).isEqualTo("STOPPED");
    }

    @Test
    void a_person_who_is_suppressed_by_another_team_is_left_out() {
        TestMailing theirs = belay.mailing(3).imported().drafted().submitted().approved();
        teams().move(TeamObject.Kind.MAILING, theirs.id(), Optional.of(finance.id()), administrator);
        User stranger = user(Role.AUTHOR);
        client(stranger).post("/people/leave", Map.of("address", theirs.address(1), "reason", "left"));
        teams().move(TeamObject.Kind.MAILING, theirs.id(), Optional.empty(), administrator);

        theirs.scheduled().awaitState("SENT");

        assertThat(relay.took()).noneMatch(mail -> mail.toString().contains(theirs.address(1)));
    }

    @Test
    void a_team_is_deleted_only_when_another_team_gets_what_belongs_to_it() {
        Team old = teams().create("Old", administrator);
        Team heir = teams().create("New", administrator);
        importCsv(author, "Heirloom");
        teams().move(TeamObject.Kind.AUDIENCE, "heirloom", Optional.of(old.id()), administrator);

        assertThatThrownBy(() -> client(administrator).delete("/teams/" + old.id()))
                .hasMessageContaining("Name the team that gets them");
        client(administrator).delete("/teams/" + old.id() + "?heir=" + heir.id());

        assertThat(teams().objects(heir.id())).extracting(TeamObject::name).containsExactly("Heirloom");
        assertThatThrownBy(() -> teams().get(old.id())).hasMessageContaining("There is no team");
    }

    @Test
    void a_refusal_is_shown_on_the_page_of_the_team() {
        var browser = HttpBrowser.signedIn(belay, administrator);
        browser.submit("/teams", "/teams", Map.of("name", " finance "));
        assertThat(browser.get("/teams").body()).contains("There is already a team", "value=\" finance \"");
        browser.submit("/teams", "/teams/" + finance.id() + "/mailings", Map.of("name", "M-999999"));
        assertThat(browser.get("/teams/" + finance.id()).body()).contains("There is no mailing");
    }

    private Optional<String> hidden(ApplicationRoute route) {
        String pattern = route.pattern();
        if (pattern.contains("/mailings/{id}")) return Optional.of(route.path(mailing));
        if (pattern.contains("/audiences/{id")) return Optional.of(filled(pattern, audience));
        if (pattern.contains("/templates/{key}")) return Optional.of(filled(pattern, HIDDEN_TEMPLATE));
        return Optional.empty();
    }

    /** A new name each time, because some routes begin a template of that name. */
    private static String invented(ApplicationRoute route) {
        if (route.pattern().contains("/mailings/{id}")) return route.path("M-9999");
        return filled(route.pattern(), route.pattern().contains("{key}") ? "pay-nothing" + ++number : "9999");
    }

    private static String filled(String pattern, String object) {
        return pattern.replaceFirst("\\{(id|key)[^}]*}", object)
                .replace("{a:\\d+}..{b:\\d+}", "1..2")
                .replaceAll("\\{[^}]*}", "1");
    }

    /** Without the names of the object that was asked for, tokens and times. */
    private String neutral(String body) {
        return body.replace(mailing, "M-9999")
                .replace(mailing.toLowerCase(), "m-9999")
                .replace(HIDDEN_TEMPLATE, "pay-nothing")
                .replaceAll("pay-nothing\\d+", "pay-nothing")
                .replaceAll("(/|%2F)audiences(/|%2F)" + audience + "\\b", "$1audiences$29999")
                .replace("audience " + audience + ".", "audience 9999.")
                .replaceAll("value=\"[^\"]{30,}\"", "")
                .replaceAll("\\d\\d:\\d\\d(:\\d\\d)?", "");
    }

    private HttpResponse<String> call(ApplicationRoute route, String path, String token, HttpBrowser browser) {
        if (!route.isApi()) {
            return route.isGet() ? browser.get(path) : browser.submit("/mailings", path, Map.of());
        }
        var request = HttpRequest.newBuilder(belay.url(path))
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + token)
                .method(route.method(), route.isGet() ? BodyPublishers.noBody() : BodyPublishers.ofString("{}"));
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException | InterruptedException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static List<String> names(JsonObject answer, String list) {
        return answer.list(list).stream().map(one -> one.text("name")).toList();
    }

    private static Map<String, Object> draft(String audience) {
        var draft = new HashMap<>(belay.mailing(1).draft());
        draft.put("audience", audience);
        return draft;
    }

    private static JsonObject importCsv(User by, String name) {
        String people = "email,first name,language\na@pay.example.org,A,en\nb@pay.example.org,B,en\n";
        return client(by)
                .post(
                        "/audiences?name=" + ApiClient.urlEncoded(name),
                        "text/csv",
                        people.getBytes(StandardCharsets.UTF_8));
    }

    private static Teams teams() {
        return belay.bean(Teams.class);
    }

    private static User user(Role role) {
        return belay.bean(Users.class)
                .enrol("Test User", "team" + ++number + "@users" + number + ".example.org", Set.of(role), "test");
    }

    private static String token(User user) {
        return belay.bean(ApiTokens.class).issue("test", user, user).secret();
    }

    private static ApiClient client(User user) {
        return ApiClient.withToken(belay.url(), Optional.of(token(user)));
    }
}
