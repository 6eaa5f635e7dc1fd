package org.belay.web.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.belay.access.ApiTokens;
import org.belay.access.OneTimeLinks;
import org.belay.access.RightsConfirmation;
import org.belay.access.Role;
import org.belay.access.RoleChanges;
import org.belay.access.User;
import org.belay.access.Users;
import org.belay.audit.AuditLog;
import org.belay.cli.http.ApiClient;
import org.belay.platform.RequestRefused;
import org.belay.testkit.FaultPoint;
import org.belay.testkit.FaultyRelay;
import org.belay.testsupport.BelayServer;
import org.belay.testsupport.browser.HttpBrowser;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What administrators do in the browser, and what they cannot do for themselves. */
class UsersPageIT {
    private static final String PASSWORD = "correct horse battery";
    private static final FaultyRelay relay = FaultyRelay.start();

    @RegisterExtension
    static final BelayServer belay = BelayServer.serve().relay(relay);

    private static int people;

    @BeforeAll
    static void users() {
        belay.createUsers();
    }

    private final Users users = belay.bean(Users.class);
    private final RoleChanges roles = belay.bean(RoleChanges.class);
    private final OneTimeLinks links = belay.bean(OneTimeLinks.class);
    private final RightsConfirmation rights = belay.bean(RightsConfirmation.class);
    private final User admin = person(Role.ADMIN);
    private final HttpBrowser browser = HttpBrowser.signedIn(belay, admin);

    @Test
    void an_invited_person_sets_a_password_and_has_the_chosen_roles() {
        String address = "new" + ++people + "@admin.example.org";
        var done =
                browser.submit("/users", "/users", Map.of("name", "Nora Lind", "address", address, "role", "AUTHOR"));

        User nora = users.byAddress(address).orElseThrow();
        assertThat(done.headers().firstValue("Location")).contains("/users/" + nora.id());
        String page = browser.get("/users/" + nora.id()).body();
        var link = Pattern.compile("/welcome/([A-Za-z0-9_-]+)").matcher(page);
        assertThat(link.find()).isTrue();
        assertThat(browser.get("/users/" + nora.id()).body())
                .as("the link is shown once")
                .doesNotContain("/welcome/");
        assertThat(nora.roles()).containsExactly(Role.AUTHOR);
        links.setPassword(link.group(1), PASSWORD);
        assertThat(browser.get("/users").body()).contains("Nora Lind").contains(address);
    }

    @Test
    void every_role_finds_the_approval_rules_in_the_menu() {
        for (Role role : Role.values()) {
            assertThat(HttpBrowser.signedIn(belay, person(role)).get("/account").body())
                    .contains("href=\"/policy\"");
        }
    }

    @Test
    void a_refused_invitation_keeps_what_was_typed() {
        browser.submit("/users", "/users", Map.of("name", "Nora Lind", "address", "no address", "role", "AUDITOR"));
        assertThat(browser.get("/users").body())
                .contains("is not an e-mail address")
                .contains("value=\"Nora Lind\"")
                .contains("value=\"no address\"")
                .contains("value=\"AUDITOR\" checked");
    }

    @Test
    void changed_roles_are_in_effect_at_the_next_request_of_the_same_session() {
        User user = person(Role.AUTHOR);
        HttpBrowser theirs = HttpBrowser.signedIn(belay, user);
        assertThat(theirs.get("/users").statusCode()).isEqualTo(403);

        change(user, Set.of("AUTHOR"), "AUTHOR", "ADMIN");
        assertThat(theirs.get("/users").statusCode()).isEqualTo(200);
        change(user, Set.of("AUTHOR", "ADMIN"), "AUTHOR");
        assertThat(theirs.get("/users").statusCode()).isEqualTo(403);

        assertThat(belay.bean(AuditLog.class).entriesAbout("user " + user.address()))
                .filteredOn(row -> row.action().equals("user-roles"))
                .extracting(row -> row.actor() + " +" + row.detail().get("added") + " -"
                        + row.detail().get("removed"))
                .containsExactly(admin.address() + " +admin -", admin.address() + " + -admin");
    }

    @Test
    void a_page_that_is_old_does_not_undo_what_another_administrator_changed() {
        User user = person(Role.AUTHOR);
        roles.change(user.id(), Set.of(Role.AUDITOR), Set.of(), admin);
        change(user, Set.of("AUTHOR"), "AUTHOR", "APPROVER"); // the page showed AUTHOR only
        assertThat(users.get(user.id()).roles()).containsExactlyInAnyOrder(Role.AUTHOR, Role.AUDITOR, Role.APPROVER);
    }

    @Test
    void x12_an_administrator_cannot_make_himself_an_approver() {
        var own = change(admin, Set.of("ADMIN"), "ADMIN", "APPROVER");
        assertThat(own.headers().firstValue("Location")).contains("/users/" + admin.id());
        assertThat(browser.get("/users/" + admin.id()).body()).contains("You cannot make yourself an approver");
        assertThat(users.get(admin.id()).roles()).containsExactly(Role.ADMIN);
        String twin = admin.address().replace("@", "+second@");
        assertThatThrownBy(() -> users.create("Twin", twin, Set.of(Role.APPROVER), admin))
                .isInstanceOf(RequestRefused.class)
                .hasMessageContaining("second administrator");
        User second = users.create("Twin", twin, Set.of(Role.AUTHOR), admin);
        assertThatThrownBy(() -> roles.change(second.id(), Set.of(Role.APPROVER), Set.of(), admin))
                .isInstanceOf(RequestRefused.class);

        roles.change(admin.id(), Set.of(Role.APPROVER), Set.of(), person(Role.ADMIN));
        assertThat(users.get(admin.id()).is(Role.APPROVER)).isTrue();
    }

    @Test
    void x12_a_role_granted_by_the_maker_of_the_password_link_waits_for_another_administrator() {
        User author = users.create("Nora", "nora" + ++people + "@admin.example.org", Set.of(Role.AUTHOR), admin);
        User other = person(Role.ADMIN);
        links.setPassword(links.createPasswordLink(author, admin), PASSWORD);
        assertThat(rights.pendingRights(author.id())).isEmpty();

        roles.change(author.id(), Set.of(Role.APPROVER), Set.of(), admin);
        assertThat(rights.pendingRights(author.id())).isPresent();
        assertThat(browser.get("/users/" + author.id()).body())
                .contains("could have used it")
                .doesNotContain("The account is theirs");

        HttpBrowser.signedIn(belay, other)
                .submit("/users/" + author.id(), "/users/" + author.id() + "/confirm", Map.of());
        assertThat(rights.pendingRights(author.id())).isEmpty();
    }

    @Test
    void the_last_administrator_keeps_the_role_and_the_account() {
        List<User> others = users.list().stream()
                .filter(user -> user.is(Role.ADMIN) && !user.equals(admin))
                .toList();
        others.forEach(user -> roles.change(user.id(), Set.of(Role.AUDITOR), Set.of(Role.ADMIN), admin));
        change(admin, Set.of("ADMIN"), "AUDITOR");
        assertThat(browser.get("/users/" + admin.id()).body()).contains("You are the last administrator");
        browser.submit("/users/" + admin.id(), "/users/" + admin.id() + "/disable", Map.of());
        assertThat(users.account(admin.id()).enabled()).isTrue();
        assertThat(users.get(admin.id()).is(Role.ADMIN)).isTrue();

        // an administrator without a password cannot take over
        User invited = person(Role.ADMIN);
        assertThatThrownBy(() -> roles.change(admin.id(), Set.of(Role.AUDITOR), Set.of(Role.ADMIN), admin))
                .isInstanceOf(RequestRefused.class);
        assertThatThrownBy(() -> roles.change(admin.id(), Set.of(Role.AUDITOR), Set.of(Role.ADMIN), invited))
                .hasMessageContaining("is the last administrator");
        assertThatThrownBy(() -> users.disable(admin.id(), invited)).hasMessageContaining("is the last administrator");
        links.setPassword(links.createPasswordLink(invited, admin), PASSWORD);
        belay.sql()
                .sql("UPDATE app_user SET suspended_since = NULL WHERE id = :id") // another administrator confirmed it
                .param("id", invited.id().value())
                .update();
        roles.change(admin.id(), Set.of(Role.AUDITOR), Set.of(Role.ADMIN), admin);
        assertThat(browser.get("/users").statusCode()).isEqualTo(403);
        assertThatThrownBy(() -> users.disable(invited.id(), admin)).isInstanceOf(RequestRefused.class);
        others.forEach(user -> roles.change(user.id(), Set.of(Role.ADMIN), Set.of(Role.AUDITOR), invited));
    }

    @Test
    void a_disabled_account_is_enabled_again_without_its_tokens() {
        User user = person(Role.AUTHOR);
        HttpBrowser theirs = HttpBrowser.signedIn(belay, user);
        String token = belay.bean(ApiTokens.class).issue("laptop", user, user).secret();
        assertThat(browser.get("/users/" + user.id()).body()).contains("laptop");

        browser.submit("/users/" + user.id(), "/users/" + user.id() + "/disable", Map.of());
        assertThat(theirs.get("/").statusCode()).isEqualTo(302);
        assertThat(browser.get("/users").body()).contains("Disabled");

        api().post("/users/" + user.id() + "/enable");
        assertThat(theirs.get("/").statusCode()).as("the old session").isEqualTo(302);
        assertThat(HttpBrowser.signedIn(belay, user).get("/").statusCode()).isEqualTo(200);
        assertThat(belay.bean(ApiTokens.class).owner(token)).isEmpty();
    }

    @Test
    void a_token_of_a_user_is_revoked_on_their_page() {
        User user = person(Role.AUTHOR);
        var issued = belay.bean(ApiTokens.class).issue("lost laptop", user, user);
        browser.submit(
                "/users/" + user.id(), "/users/" + user.id() + "/revoke", Map.of("token", Long.toString(issued.id())));
        assertThat(belay.bean(ApiTokens.class).owner(issued.secret())).isEmpty();
    }

    @Test
    void the_api_changes_roles_and_names_mistakes() {
        User user = person(Role.AUTHOR);
        var changed = api().post("/users/" + user.id() + "/roles", Map.of("add", List.of("auditor")));
        assertThat(changed.texts("roles")).containsExactly("AUTHOR", "AUDITOR");
        for (Map<String, Object> body : List.<Map<String, Object>>of(
                Map.of(),
                Map.of("add", List.of("KING")),
                Map.of("add", List.of("ADMIN"), "remove", List.of("ADMIN")),
                Map.of("remove", List.of("AUTHOR", "AUDITOR")))) {
            assertThatThrownBy(() -> api().post("/users/" + user.id() + "/roles", body))
                    .hasMessageContaining(body.equals(Map.of("add", List.of("KING"))) ? "no role \"KING\"" : "Nothing");
        }
        assertThat(users.get(user.id()).roles()).containsExactlyInAnyOrder(Role.AUTHOR, Role.AUDITOR);
    }

    @Test
    void a_new_administrator_is_led_through_the_first_steps() {
        assertThat(browser.get("/").body())
                .contains("href=\"/users\"")
                .contains("href=\"/relay\"")
                .contains("Test the relay");
    }

    @Test
    void the_relay_page_shows_settings_and_the_dialogue_of_a_test() {
        assertThat(browser.get("/relay").body())
                .contains("127.0.0.1:" + relay.port())
                .contains("value=\"" + admin.address() + "\"");
        var sent = browser.submit("/relay", "/relay/test", Map.of("address", admin.address()));
        assertThat(sent.statusCode()).isEqualTo(200);
        assertThat(sent.body()).contains("accepted the test message").contains("&gt; RCPT TO:&lt;" + admin.address());
        assertThat(browser.submit("/relay", "/relay/test", Map.of("address", "ada @x"))
                        .body())
                .contains("has a space before the @");
        relay.forRecipient("refused@admin.example.org").at(FaultPoint.RCPT).reply("550 5.1.1 no such user");
        assertThat(browser.submit("/relay", "/relay/test", Map.of("address", "refused@admin.example.org"))
                        .body())
                .contains("550 5.1.1 no such user")
                .contains("Nothing was sent");
    }

    /** Submits the form of the page that showed these roles. */
    private HttpResponse<String> change(User user, Set<String> shown, String... chosen) {
        var fields = new LinkedHashMap<String, String>();
        // HttpBrowser sends one value a name; Spring splits at commas
        fields.put("shown", String.join(",", shown));
        fields.put("role", String.join(",", chosen));
        return browser.submit("/users/" + user.id(), "/users/" + user.id() + "/roles", fields);
    }

    private ApiClient api() {
        String token = belay.bean(ApiTokens.class).issue("test", admin, admin).secret();
        return ApiClient.withToken(belay.url(), Optional.of(token));
    }

    private static User person(Role role) {
        return belay.bean(Users.class)
                .enrol("Person " + ++people, "person" + people + "@admin.example.org", Set.of(role), "test");
    }
}
