package org.belay.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.belay.access.ApiTokens;
import org.belay.access.OneTimeLinks;
import org.belay.access.Role;
import org.belay.access.User;
import org.belay.access.Users;
import org.belay.access.link.LinkNotices;
import org.belay.cli.http.ApiClient;
import org.belay.testkit.FaultyRelay;
import org.belay.testsupport.BelayServer;
import org.belay.testsupport.TestInstallation;
import org.belay.testsupport.browser.HttpBrowser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An administrator who makes a link for a password could use it: the person and the other administrators learn of it. */
class PasswordLinkNoticeIT {
    private static final FaultyRelay relay = FaultyRelay.start();

    @RegisterExtension
    static final BelayServer belay = BelayServer.serve().relay(relay).auditRelay();

    private final Users users = belay.bean(Users.class);
    private final OneTimeLinks links = belay.bean(OneTimeLinks.class);

    @Test
    void who_has_a_link_made_for_and_every_other_administrator_are_told() {
        User mallory = person("Mallory", Role.ADMIN);
        User olga = person("Olga", Role.ADMIN);
        User nora = person("Nora", Role.AUTHOR);
        User else1 = person("Else", Role.AUTHOR);
        HttpBrowser victim = HttpBrowser.signedIn(belay, nora);
        HttpBrowser other = HttpBrowser.signedIn(belay, olga);
        HttpBrowser maker = HttpBrowser.signedIn(belay, mallory);
        HttpBrowser stranger = HttpBrowser.signedIn(belay, else1);

        links.createPasswordLink(nora, mallory);

        assertThat(victim.get("/").body()).contains("Mallory made a link that sets your password");
        assertThat(other.get("/").body())
                .contains("Mallory made a link that sets the password of <bdi>Nora</bdi> (" + nora.address() + ")");
        for (HttpBrowser untold : new HttpBrowser[] {maker, stranger}) {
            assertThat(untold.get("/").body()).doesNotContain("Mallory made a link");
        }
        String token = belay.bean(ApiTokens.class).issue("test", nora, nora).secret();
        assertThat(ApiClient.withToken(belay.url(), java.util.Optional.of(token))
                        .get("/me/password-links")
                        .list("links"))
                .anySatisfy(link -> assertThat(link.text("by")).isEqualTo("Mallory"));
        belay.sql()
                .sql("UPDATE sign_in_link SET created_at = created_at - interval '8 days'")
                .update();
        assertThat(victim.get("/").body()).doesNotContain("made a link that sets");
    }

    @Test
    void notices_about_others_hide_none_about_oneself_and_the_rest_is_counted() {
        User paul = person("Paul", Role.ADMIN);
        User olaf = person("Olaf", Role.ADMIN);
        User nils = person("Nils", Role.AUTHOR);
        reset(nils, paul);
        for (int i = 0; i < 25; i++) {
            User other = person("Other" + i, Role.AUTHOR);
            links.createPasswordLink(other, paul);
            reset(other, paul);
        }

        assertThat(HttpBrowser.signedIn(belay, nils).get("/").body())
                .contains("Paul removed your second factor")
                .doesNotContain("in the audit log");
        var notices = belay.bean(LinkNotices.class).forReader(olaf);
        assertThat(notices.latest()).hasSize(20);
        assertThat(notices.more()).isGreaterThanOrEqualTo(5);
        assertThat(HttpBrowser.signedIn(belay, olaf).get("/").body()).contains("more are in the audit log");
    }

    @Test
    void no_one_is_warned_of_the_link_for_their_first_password() {
        User sten = person("Sten", Role.AUTHOR);
        HttpBrowser browser = HttpBrowser.signedIn(belay, sten);
        assertThat(browser.get("/").body()).doesNotContain("made a link that sets your password");
        User olga = belay.bean(Users.class)
                .byAddress(TestInstallation.ADMIN + "@example.org")
                .orElseThrow();
        links.setPassword(links.createPasswordLink(sten, olga), "another horse battery");
        var again = new HttpBrowser(belay);
        again.submit(
                "/sign-in",
                "/sign-in",
                java.util.Map.of("username", sten.address(), "password", "another horse battery"));
        assertThat(again.get("/").body()).contains("made a link that sets your password");
    }

    private static void reset(User owner, User by) {
        belay.sql()
                .sql("INSERT INTO second_factor_reset (app_user, reset_by) VALUES (:owner, :by)")
                .param("owner", owner.id().value())
                .param("by", by.id().value())
                .update();
    }

    private User person(String name, Role role) {
        return users.enrol(name, name.toLowerCase(java.util.Locale.ROOT) + "@links.example.org", Set.of(role), "test");
    }
}
