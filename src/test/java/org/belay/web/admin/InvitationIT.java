package org.belay.web.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.belay.access.ApiTokens;
import org.belay.access.OneTimeLinks;
import org.belay.access.Role;
import org.belay.access.User;
import org.belay.access.Users;
import org.belay.audit.AuditEntry;
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

/** Invitations by mail, judged by the mails that the relay has. */
class InvitationIT {
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
    private final OneTimeLinks links = belay.bean(OneTimeLinks.class);
    private final User admin =
            users.enrol("Ada " + ++people, "ada" + people + "@invite.example.org", Set.of(Role.ADMIN), "test");
    private final HttpBrowser browser = HttpBrowser.signedIn(belay, admin);
    private final String address = "new" + ++people + "@invite.example.org";

    @Test
    void the_link_goes_to_the_person_and_is_not_shown_to_the_administrator() {
        invite();

        User nora = users.byAddress(address).orElseThrow();
        String page = browser.get("/users/" + nora.id()).body();
        assertThat(page)
                .contains("The relay accepted the invitation to " + address)
                .doesNotContain("/welcome/", "Give this link");
        assertThat(browser.get("/users").body()).contains("Invited, not yet signed in");
        List<String> secrets = secrets();
        assertThat(secrets).hasSize(1);

        links.setPassword(secrets.get(0), PASSWORD);

        assertThat(browser.get("/users").body()).doesNotContain("Invited, not yet signed in");
        assertThatThrownBy(() -> links.setPassword(secrets.get(0), PASSWORD)).isInstanceOf(RequestRefused.class);
        assertThatThrownBy(() -> api().post("/users/" + nora.id() + "/invitation"))
                .hasMessageContaining("can sign in already");
        HttpBrowser theirs = HttpBrowser.signedIn(belay, nora);
        assertThat(theirs.get("/").body()).doesNotContain("made a link that sets your password");
        assertThat(acts(nora)).startsWith("user-create", "invite", "password-set");
    }

    @Test
    void an_invitation_that_is_sent_again_replaces_the_one_before_and_can_be_withdrawn() {
        invite();
        User nora = users.byAddress(address).orElseThrow();
        String there = "/users/" + nora.id();

        browser.submit(there, there + "/invitation", Map.of());

        assertThat(secrets()).hasSize(2);
        assertThat(links.passwordLinkOwner(secrets().get(0))).isEmpty();
        assertThat(links.passwordLinkOwner(secrets().get(1))).contains(nora);

        browser.submit(there, there + "/invitation/withdraw", Map.of());

        assertThat(links.passwordLinkOwner(secrets().get(1))).isEmpty();
        assertThat(browser.get(there).body()).contains("No password yet").doesNotContain("Withdraw the invitation");
        assertThat(acts(nora)).containsExactly("user-create", "invite", "invite", "invite-withdraw");
        for (int mail = 3; mail <= 5; mail++) {
            api().post(there + "/invitation");
        }
        assertThatThrownBy(() -> api().post(there + "/invitation")).hasMessageContaining("5 invitations");
        assertThat(secrets()).hasSize(5);
    }

    @Test
    void a_refused_mail_leaves_the_account_and_no_working_link() {
        relay.forRecipient(address).at(FaultPoint.RCPT).reply("550 5.1.1 no such user");

        invite();

        User nora = users.byAddress(address).orElseThrow();
        assertThat(browser.get("/users/" + nora.id()).body()).contains("was not sent", "550 5.1.1 no such user");
        assertThat(browser.get("/users/" + nora.id()).body()).contains("No password yet");
        assertThat(acts(nora)).containsExactly("user-create", "invite", "invite-failed");
    }

    @Test
    void programs_create_invite_list_and_withdraw() {
        var made = api().post(
                        "/users",
                        Map.of("name", "Nora", "address", address, "roles", List.of("AUTHOR"), "invite", true));

        assertThat(made.text("link")).isEmpty();
        assertThat(secrets()).hasSize(1);
        assertThat(api().get("/users").list("users"))
                .filteredOn(user -> user.text("address").equals(address))
                .singleElement()
                .satisfies(user -> assertThat(user.text("invitedUntil")).isNotEmpty());
        api().delete("/users/" + made.number("id") + "/invitation");
        assertThat(links.passwordLinkOwner(secrets().get(0))).isEmpty();
        assertThatThrownBy(() -> api().delete("/users/" + made.number("id") + "/invitation"))
                .hasMessageContaining("no open invitation");
    }

    private void invite() {
        browser.submit(
                "/users", "/users", Map.of("name", "Nora Lind", "address", address, "role", "AUTHOR", "by", "mail"));
    }

    /** Of the links that were mailed to the person, the oldest first. */
    private List<String> secrets() {
        return relay.mails().stream()
                .filter(mail -> mail.recipients().contains(address))
                .map(mail -> Pattern.compile("/welcome/([\\w-]{43})")
                        .matcher(new String(mail.bytes(), StandardCharsets.UTF_8)))
                .filter(link -> link.find())
                .map(link -> link.group(1))
                .toList();
    }

    private List<String> acts(User user) {
        return belay.bean(AuditLog.class).entriesAbout("user " + user.address()).stream()
                .map(AuditEntry::action)
                .toList();
    }

    private ApiClient api() {
        String token = belay.bean(ApiTokens.class).issue("test", admin, admin).secret();
        return ApiClient.withToken(belay.url(), Optional.of(token));
    }
}
