package org.belay.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.belay.audit.AuditEntry;
import org.belay.audit.AuditLog;
import org.belay.platform.ObjectNotFound;
import org.belay.platform.RequestRefused;
import org.belay.testsupport.BelayServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.jdbc.core.simple.JdbcClient;

/** People, links, tokens and passwords on the real database. */
class AccessIT {
    private static final String PASSWORD = "correct horse battery";

    @RegisterExtension
    static final BelayServer belay = BelayServer.serve();

    private static int people;

    private final Users users = belay.bean(Users.class);
    private final ApiTokens tokens = belay.bean(ApiTokens.class);
    private final OneTimeLinks links = belay.bean(OneTimeLinks.class);
    private final SignIns signIns = belay.bean(SignIns.class);
    private final PasswordSignIns passwords = belay.bean(PasswordSignIns.class);
    private final RoleChanges roles = belay.bean(RoleChanges.class);
    private final RightsConfirmation rights = belay.bean(RightsConfirmation.class);
    private final JdbcClient sql = belay.bean(JdbcClient.class);
    private final User admin = account(Role.ADMIN);

    @Test
    void a_person_is_found_by_address_whatever_the_case() {
        User nora = users.create("Nora", "Nora.L@EXAMPLE.org", Set.of(Role.AUTHOR, Role.APPROVER), admin);

        assertThat(nora.address()).isEqualTo("Nora.L@example.org");
        assertThat(users.byAddress("nora.l@example.ORG")).contains(nora);
        assertThat(users.get(nora.id())).isEqualTo(nora);
        assertThatThrownBy(() -> users.create("Twin", "nora.l@example.org", Set.of(Role.AUTHOR), admin))
                .isInstanceOf(RequestRefused.class)
                .hasMessageContaining("already");
        assertThat(about(nora)).extracting(AuditEntry::action).containsExactly("user-create");
        assertThat(about(nora)).extracting(AuditEntry::actor).containsExactly(admin.address());
    }

    @Test
    void invalid_names_and_addresses_are_refused() {
        int before = users.list().size();
        for (String address :
                List.of("", "nora", "a@b@c", "a b@example.org", "x\r\nBcc: y@example.org", "<a@example.org>")) {
            assertThatThrownBy(() -> users.create("Nora", address, Set.of(Role.AUTHOR), admin))
                    .as(address)
                    .isInstanceOf(RequestRefused.class);
        }
        assertThatThrownBy(() -> users.create(" ", "b@example.org", Set.of(Role.AUTHOR), admin))
                .isInstanceOf(RequestRefused.class);
        assertThatThrownBy(() -> users.create("Nora", "b@example.org", Set.of(), admin))
                .isInstanceOf(RequestRefused.class);
        assertThat(users.list()).hasSize(before);
    }

    @Test
    void only_an_administrator_creates_people_links_and_tokens_for_others() {
        User author = account(Role.AUTHOR);
        assertThatThrownBy(() -> users.create("X", "x@example.org", Set.of(Role.ADMIN), author))
                .isInstanceOf(RequestRefused.class);
        assertThatThrownBy(() -> links.createPasswordLink(admin, author)).isInstanceOf(RequestRefused.class);
        assertThatThrownBy(() -> tokens.issue("mine", admin, author)).isInstanceOf(RequestRefused.class);
    }

    @Test
    void a_token_speaks_for_its_owner_until_it_is_revoked_and_is_nowhere_in_the_database() {
        User author = account(Role.AUTHOR);
        var issued = tokens.issue("laptop", author, author);

        assertThat(issued.secret()).startsWith("belay_").hasSizeGreaterThan(45);
        assertThat(issued.toString()).doesNotContain(issued.secret());
        assertThat(tokens.owner(issued.secret()).orElseThrow().user()).isEqualTo(author);
        assertThat(tokens.owner(issued.secret() + "x")).isEmpty();
        assertThat(tokens.owner("")).isEmpty();
        assertThat(sql.sql("SELECT t::text FROM api_token t")
                        .query(String.class)
                        .list())
                .noneMatch(row -> row.contains(issued.secret()));
        assertThat(tokens.visibleTo(author)).extracting(ApiToken::name).containsExactly("laptop");
        assertThat(tokens.visibleTo(account(Role.APPROVER))).isEmpty();

        tokens.revoke(issued.id(), author);

        assertThat(tokens.owner(issued.secret())).isEmpty();
        assertThat(tokens.visibleTo(author)).isEmpty();
        assertThat(about(author)).extracting(AuditEntry::action).contains("token-create", "token-revoke");
    }

    @Test
    void only_its_owner_and_an_administrator_revoke_a_token() {
        User author = account(Role.AUTHOR);
        var issued = tokens.issue("laptop", author, author);
        assertThatThrownBy(() -> tokens.revoke(issued.id(), account(Role.APPROVER)))
                .isInstanceOf(ObjectNotFound.class);
        assertThat(tokens.owner(issued.secret())).isPresent();
        tokens.revoke(issued.id(), admin);
        assertThat(tokens.owner(issued.secret())).isEmpty();
    }

    @Test
    void x33_a_token_ends_at_its_date_and_when_the_password_is_set_anew() {
        User author = withPassword();
        var token = tokens.issue("laptop", author, author, 30);
        ApiToken listed = tokens.visibleTo(author).get(0);
        assertThat(Duration.between(listed.createdAt(), listed.expiresAt())).isEqualTo(Duration.ofDays(30));
        sql.sql("UPDATE api_token SET expires_at = now() WHERE id = :id")
                .param("id", token.id())
                .update();
        assertThat(tokens.owner(token.secret())).isEmpty();
        assertThat(tokens.visibleTo(author)).isEmpty();

        var another = tokens.issue("laptop", author, author);
        links.setPassword(links.createPasswordLink(author, admin), "another horse battery");
        assertThat(tokens.owner(another.secret())).isEmpty();

        for (int days : new int[] {0, -1, 366}) {
            assertThatThrownBy(() -> tokens.issue("laptop", author, author, days))
                    .hasMessageContaining("1 to 365 days");
        }
    }

    @Test
    void x33_failed_sign_ins_are_on_record_and_a_flood_of_them_does_not_fill_it() {
        User author = withPassword();
        passwords.byPassword(author.address(), "wrong horse battery", "10.2.0.1");
        await().untilAsserted(() -> assertThat(about(author))
                .filteredOn(row -> row.action().equals("sign-in-failed"))
                .extracting(AuditEntry::actor)
                .containsExactly("stranger at 10.2.0.1"));

        long before = rows();
        for (int place = 0; place < 60; place++) {
            passwords.byPassword("x" + place + "@nowhere.example", "wrong horse battery", "10.3.0." + place);
        }
        passwords.byPassword(author.address(), "wrong horse battery", "10.2.0.1"); // the writer works in this order
        await().untilAsserted(() -> assertThat(rows() - before).isBetween(10L, 20L));
    }

    private long rows() {
        return sql.sql("SELECT count(*) FROM audit_entry WHERE action = 'sign-in-failed'")
                .query(Long.class)
                .single();
    }

    @Test
    void a_disabled_account_has_no_access() {
        User author = withPassword();
        var token = tokens.issue("laptop", author, author);
        var session = signIns.startSession(author, signIns.epoch(author), "password", "10.1.1.1", "Firefox");

        users.disable(author.id(), admin);

        assertThat(tokens.owner(token.secret())).isEmpty();
        assertThat(signIns.renew(session, true)).isEmpty();
        assertThat(passwords.byPassword(author.address(), PASSWORD, "10.1.1.1"))
                .isInstanceOf(PasswordSignIns.SignInResult.SignInFailure.class);
        assertThat(users.list()).doesNotContain(author);
        assertThatThrownBy(() -> users.disable(admin.id(), admin)).isInstanceOf(RequestRefused.class);
    }

    @Test
    void x10_a_sign_in_that_overtakes_a_change_of_the_account_ends_with_its_first_request() {
        User author = withPassword();
        var checked = (PasswordSignIns.SignInResult.SignInSuccess)
                passwords.byPassword(author.address(), PASSWORD, "10.1.1.9");

        links.setPassword(links.createPasswordLink(author, admin), "another horse battery");

        var session = signIns.startSession(checked.user(), checked.epoch(), "password", "10.1.1.9", "Firefox");
        assertThat(signIns.renew(session, true)).isEmpty();
    }

    @Test
    void a_link_sets_one_password_once_and_ends_every_session() {
        User author = withPassword();
        var session = signIns.startSession(author, signIns.epoch(author), "password", "10.1.1.2", "Firefox");
        String older = links.createPasswordLink(author, admin);
        String link = links.createPasswordLink(author, admin);

        assertThat(links.passwordLinkOwner(older))
                .as("a newer link replaces it")
                .isEmpty();
        assertThat(links.passwordLinkOwner(link)).contains(author);
        assertThat(links.passwordLinkOwner(link))
                .as("looking does not use it up")
                .contains(author);

        links.setPassword(link, "another horse battery");

        assertThat(signIns.renew(session, true)).isEmpty();
        assertThat(links.passwordLinkOwner(link)).isEmpty();
        assertThatThrownBy(() -> links.setPassword(link, "a third horse battery"))
                .isInstanceOf(RequestRefused.class);
        assertThat(passwords.byPassword(author.address(), "another horse battery", "10.1.1.2"))
                .isEqualTo(new PasswordSignIns.SignInResult.SignInSuccess(author, signIns.epoch(author)));
    }

    @Test
    void a_link_that_is_too_old_opens_nothing() {
        User author = account(Role.AUTHOR);
        String link = links.createPasswordLink(author, admin);
        sql.sql("UPDATE sign_in_link SET expires_at = now() - interval '1 second' WHERE app_user = :id")
                .param("id", author.id().value())
                .update();
        assertThat(links.passwordLinkOwner(link)).isEmpty();
        assertThatThrownBy(() -> links.setPassword(link, PASSWORD)).isInstanceOf(RequestRefused.class);
    }

    @Test
    void of_many_who_press_at_once_one_uses_the_link() throws Exception {
        User author = account(Role.AUTHOR);
        String link = links.createPasswordLink(author, admin);
        var threads = Executors.newFixedThreadPool(4);
        try {
            Callable<Boolean> press = () -> {
                try {
                    links.setPassword(link, PASSWORD);
                    return true;
                } catch (RequestRefused late) {
                    return false;
                }
            };
            var pressed = new ArrayList<Boolean>();
            for (var answer :
                    threads.invokeAll(IntStream.range(0, 4).mapToObj(n -> press).toList())) {
                pressed.add(answer.get());
            }
            assertThat(pressed).containsOnlyOnce(true);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void an_unknown_address_and_a_wrong_password_get_the_same_answer() {
        User author = withPassword();
        assertThat(passwords.byPassword(author.address(), "wrong horse battery", "10.1.1.3"))
                .isEqualTo(passwords.byPassword("unknown@example.org", "wrong horse battery", "10.1.1.3"));
    }

    @Test
    void guessing_is_slowed_down_the_same_for_known_and_unknown_addresses() {
        User author = withPassword();
        for (String address : List.of(author.address(), "unknown@example.org")) {
            for (int i = 0; i < 5; i++) {
                assertThat(passwords.byPassword(address, "guess number " + i, "10.1.1.4"))
                        .isInstanceOf(PasswordSignIns.SignInResult.SignInFailure.class);
            }
            assertThat(passwords.byPassword(address, PASSWORD, "10.1.1.4"))
                    .as("even the correct password is not checked now")
                    .isInstanceOf(PasswordSignIns.SignInResult.SignInDelay.class);
        }
        assertThat(passwords.byPassword(author.address(), PASSWORD, "10.1.1.5"))
                .isInstanceOf(PasswordSignIns.SignInResult.SignInSuccess.class);
    }

    @Test
    void a_session_ends_after_a_working_day() {
        User author = account(Role.AUTHOR);
        var session = signIns.startSession(author, signIns.epoch(author), "password", "10.1.1.6", "Firefox");
        assertThat(signIns.renew(session, true)).contains(session);
        Instant longAgo = session.since().minus(Duration.ofHours(13));
        assertThat(signIns.renew(new SignedIn(author, session.epoch(), longAgo, session.session()), true))
                .isEmpty();
    }

    @Test
    void the_first_administrators_link_is_invalid_once_there_are_users() {
        String link = links.createFirstAdministratorLink();
        assertThat(links.isFirstAdministratorLink(link)).isFalse();
        assertThatThrownBy(() -> links.createFirstAdministrator(link, "Eve", "eve@example.org", PASSWORD))
                .isInstanceOf(RequestRefused.class);
        assertThat(users.byAddress("eve@example.org")).isEmpty();
    }

    @Test
    void x33_who_set_the_password_cannot_hide_it_before_granting_a_right_to_decide() {
        User author = withPassword();
        links.createMailedLink(author.address(), "10.4.0.1").orElseThrow();
        links.createPasswordLink(author, admin); // closes the mailed one
        roles.change(author.id(), Set.of(Role.APPROVER), Set.of(), admin);
        assertThat(rights.pendingRights(author.id())).isPresent();

        User other = withPassword();
        User second = users.enrol("Account", twin(admin), Set.of(Role.ADMIN), "test");
        roles.change(other.id(), Set.of(Role.APPROVER), Set.of(), second);
        assertThat(rights.pendingRights(other.id())).isPresent();
    }

    @Test
    void a_new_password_ends_the_other_links() {
        User author = withPassword();
        String mailed = links.createMailedLink(author.address(), "10.4.0.2")
                .orElseThrow()
                .secret();
        links.setPassword(
                links.createMailedLink(author.address(), "10.4.0.2")
                        .orElseThrow()
                        .secret(),
                PASSWORD);
        assertThat(links.passwordLinkOwner(mailed)).isEmpty();

        String open = links.createPasswordLink(author, admin);
        var session = signIns.startSession(author, signIns.epoch(author), "password", "10.4.0.3", "Firefox");
        belay.bean(OwnPasswords.class).changePassword(session, PASSWORD, "another horse battery", "10.4.0.3");
        assertThat(links.passwordLinkOwner(open)).isEmpty();
    }

    @Test
    void of_two_who_change_one_password_at_once_one_succeeds() throws Exception {
        User author = withPassword();
        var session = signIns.startSession(author, signIns.epoch(author), "password", "10.4.0.5", "Firefox");
        var threads = Executors.newFixedThreadPool(2);
        try {
            List<Callable<Boolean>> changes = List.of(() -> changes(session, "one"), () -> changes(session, "two"));
            var changed = new ArrayList<Boolean>();
            for (var answer : threads.invokeAll(changes)) {
                changed.add(answer.get());
            }
            assertThat(changed).containsExactlyInAnyOrder(true, false);
        } finally {
            threads.shutdownNow();
        }
    }

    private boolean changes(SignedIn session, String word) {
        try {
            belay.bean(OwnPasswords.class).changePassword(session, PASSWORD, word + " horse battery", "10.4.0.5");
            return true;
        } catch (RequestRefused late) {
            return false;
        }
    }

    @Test
    void a_password_that_was_checked_before_another_change_is_not_replaced() {
        User author = withPassword();
        AccountStore accounts = belay.bean(AccountStore.class);
        assertThat(accounts.replacePassword(author.id(), "encoded", signIns.epoch(author) - 1))
                .isFalse();
        assertThat(accounts.replacePassword(author.id(), "encoded", signIns.epoch(author)))
                .isTrue();
    }

    @Test
    void an_account_without_a_password_answers_like_others_to_a_device_cookie() {
        assertThat(passwords.byPassword(
                        account(Role.AUTHOR).address(), PASSWORD, "10.4.0.4", "A".repeat(43) + "." + "0".repeat(64)))
                .isInstanceOf(PasswordSignIns.SignInResult.SignInFailure.class);
    }

    @Test
    void a_disabled_administrator_changes_no_roles() {
        User gone = account(Role.ADMIN);
        users.disable(gone.id(), admin);
        User author = account(Role.AUTHOR);
        assertThatThrownBy(() -> roles.change(author.id(), Set.of(Role.EDITOR), Set.of(), gone))
                .hasMessageContaining("no longer an administrator");
    }

    private static String twin(User user) {
        return user.address().replace("@", "+twin@");
    }

    private User withPassword() {
        User user = account(Role.AUTHOR);
        links.setPassword(links.createPasswordLink(user, admin), PASSWORD);
        return user;
    }

    private User account(Role role) {
        return users.enrol("Account", "account" + ++people + "@access.example.org", Set.of(role), "test");
    }

    private static List<AuditEntry> about(User user) {
        return belay.bean(AuditLog.class).entriesAbout("user " + user.address());
    }
}
