package org.belay.web.signin;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.belay.access.Role;
import org.belay.access.User;
import org.belay.access.Users;
import org.belay.audit.AuditEntry;
import org.belay.audit.AuditLog;
import org.belay.directory.ldap.TestDirectory;
import org.belay.testsupport.BelayServer;
import org.belay.testsupport.browser.HttpBrowser;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sign-in with the password of an LDAP directory on a socket. */
class LdapSignInIT {
    private static final String PASSWORD = "a horse of the directory";
    private static final String WRONG = "Wrong user name or password";
    private static final TestDirectory directory = new TestDirectory();
    private static final Path folder = temporaryFolder();

    @RegisterExtension
    static final BelayServer belay = settings(BelayServer.serve().unshared())
            .set("BELAY_SIGN_IN_LDAP_BASE", "ou=people," + TestDirectory.BASE)
            .set("BELAY_SIGN_IN_LDAP_GROUPS_BASE", "ou=groups," + TestDirectory.BASE)
            .set("BELAY_SIGN_IN_LDAP_CREATE_ACCOUNTS", "yes")
            .set("BELAY_SIGN_IN_LDAP_ROLES_AUTHOR", "authors-all; " + TestDirectory.group("writers-all"))
            .set("BELAY_SIGN_IN_LDAP_ROLES_APPROVER", "approvers-all");

    private static int people;

    private final Users users = belay.bean(Users.class);
    private final HttpBrowser browser = new HttpBrowser(belay);
    private String uid = "";
    private String address = "";

    private static BelayServer settings(BelayServer server) {
        directory.settings(folder).forEach(server::set);
        return server;
    }

    @AfterAll
    static void stop() {
        directory.close();
    }

    @BeforeEach
    void person() {
        belay.createUsers();
        uid = "d" + ++people;
        address = uid + "@corp.example";
        directory.add(
                dn(),
                new Attribute("objectClass", "inetOrgPerson", "person"),
                new Attribute("uid", uid),
                new Attribute("mail", address),
                new Attribute("displayName", "Dora " + people),
                new Attribute("userPassword", PASSWORD));
    }

    private String dn() {
        return "uid=" + uid + ",ou=people," + TestDirectory.BASE;
    }

    @ParameterizedTest
    @CsvSource({"uid, authors-all", "mail, writers-all"})
    void the_first_sign_in_creates_the_person_with_the_roles_of_their_groups(String by, String group) {
        groupOf(group);
        var in = signIn(by.equals("uid") ? uid : address, PASSWORD);

        assertThat(in.statusCode()).isEqualTo(302);
        User dora = users.byAddress(address).orElseThrow();
        assertThat(dora.name()).startsWith("Dora");
        assertThat(dora.roles()).containsExactly(Role.AUTHOR);
        assertThat(acts()).containsExactly("user-create", "user-connect", "sign-in");
        assertThat(browser.get("/").body()).contains("Dora");
    }

    @Test
    void a_wrong_name_or_password_tells_nothing_and_an_empty_password_is_no_bind() {
        groupOf("authors-all");
        assertThat(signIn("unknown-name", PASSWORD).body()).contains(WRONG);
        for (String wrong : List.of("wrong", " ", "\u00e9")) {
            var answer = signIn(uid, wrong);
            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(answer.body()).contains(WRONG);
        }
        assertThat(signIn(uid, "").statusCode()).isEqualTo(401);
        assertThat(users.byAddress(address)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "d*", "d1)(uid=*", "*)(objectClass=*", "d1\\2a", "(d1)", "d1)(|(mail=*"})
    void a_name_is_never_a_part_of_the_filter(String name) {
        assertThat(signIn(name, PASSWORD).statusCode()).isEqualTo(401);
    }

    @Test
    void x12_a_person_without_a_group_has_no_role_and_gets_no_account() {
        var refused = signIn(uid, PASSWORD);

        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body()).contains("You have no role in Belay");
        assertThat(users.byAddress(address)).isEmpty();
    }

    @Test
    void x12_a_group_of_the_same_name_elsewhere_gives_no_role() {
        directory.delete(dn());
        directory.add(
                dn(),
                new Attribute("objectClass", "inetOrgPerson", "person"),
                new Attribute("uid", uid),
                new Attribute("mail", address),
                new Attribute("memberOf", "cn=authors-all,ou=people," + TestDirectory.BASE),
                new Attribute("userPassword", PASSWORD));

        assertThat(signIn(uid, PASSWORD).statusCode()).isEqualTo(403);
    }

    @Test
    void an_account_of_the_same_address_is_connected_and_its_roles_follow_the_groups() {
        User before = users.create("Dora", address, Set.of(Role.APPROVER, Role.AUDITOR), administrator());
        groupOf("authors-all");

        assertThat(signIn(uid, PASSWORD).statusCode()).isEqualTo(302);

        assertThat(users.get(before.id()).roles()).containsExactlyInAnyOrder(Role.AUTHOR, Role.AUDITOR);
    }

    @Test
    void guesses_count_for_the_entry_whichever_of_its_names_is_typed() {
        groupOf("authors-all");
        for (String name : List.of(uid, address, uid.toUpperCase(Locale.ROOT) + " ", address, uid)) {
            assertThat(signIn(name, "wrong").statusCode()).as(name).isEqualTo(401);
        }
        assertThat(signIn(address, "wrong").statusCode()).isEqualTo(429);
    }

    @Test
    void the_api_says_what_the_sign_in_page_says() throws Exception {
        String who = Base64.getEncoder().encodeToString((uid + ":" + PASSWORD).getBytes(StandardCharsets.UTF_8));
        var refused = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(belay.url("/api/v1/tokens"))
                                .header("Authorization", "Basic " + who)
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString("{\"name\": \"laptop\"}"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());

        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body()).contains("You have no role in Belay", "No token was created");
    }

    @Test
    void a_disabled_account_stays_out_and_a_directory_that_is_away_is_named() {
        groupOf("authors-all");
        signIn(uid, PASSWORD);
        User dora = users.byAddress(address).orElseThrow();
        users.disable(dora.id(), administrator());
        var refused = signIn(uid, PASSWORD);
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body()).contains("Your account in Belay is disabled");

        directory.habit((number, search) -> {
            throw new LDAPException(ResultCode.UNAVAILABLE);
        });
        try {
            var away = signIn(uid, PASSWORD);
            assertThat(away.statusCode()).isEqualTo(503);
            assertThat(away.body()).contains("The company directory does not answer");
        } finally {
            directory.habit(TestDirectory.SearchHabit.NONE);
        }
    }

    private User administrator() {
        return users.list().stream()
                .filter(one -> one.is(Role.ADMIN))
                .findFirst()
                .orElseThrow();
    }

    private void groupOf(String name) {
        try {
            directory.delete(TestDirectory.group(name));
        } catch (IllegalStateException none) {
            // the first test that needs it
        }
        directory.group(name, dn());
    }

    private List<String> acts() {
        return belay.bean(AuditLog.class).entriesAbout("user " + address).stream()
                .map(AuditEntry::action)
                .toList();
    }

    private HttpResponse<String> signIn(String name, String password) {
        return browser.submit("/sign-in", "/sign-in", Map.of("username", name, "password", password));
    }

    private static Path temporaryFolder() {
        try {
            return Files.createTempDirectory("ldap-sign-in");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
