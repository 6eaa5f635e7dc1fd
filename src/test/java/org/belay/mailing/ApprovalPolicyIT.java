package org.belay.mailing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.belay.access.ApiTokens;
import org.belay.access.Role;
import org.belay.access.User;
import org.belay.access.Users;
import org.belay.cli.http.ApiClient;
import org.belay.cli.http.ServerRefused;
import org.belay.testkit.FaultyRelay;
import org.belay.testsupport.BelayServer;
import org.belay.testsupport.TestInstallation;
import org.belay.testsupport.TestMailing;
import org.belay.testsupport.browser.HttpBrowser;
import org.belay.web.SignedInBrowser;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The rules for approvals: how many a mailing needs, whose count, and how long they are valid. */
class ApprovalPolicyIT {
    private static final FaultyRelay relay = FaultyRelay.start();

    @RegisterExtension
    static final BelayServer belay = BelayServer.serve().relay(relay).auditRelay();

    private static int people;

    private final ApiClient admin = client("admin" + ++people + "@policy.example.org", Role.ADMIN);

    @AfterEach
    void one_approval_is_enough() {
        policy(null, 30);
    }

    @Test
    void a_mailing_to_more_people_than_the_limit_needs_two_approvers() {
        policy(1L, 30);
        TestMailing large = belay.mailing(2).imported().drafted().submitted();
        TestMailing small = belay.mailing(1).imported().drafted().submitted();
        ApiClient second = client("second" + people + "@policy.example.org", Role.APPROVER);

        small.approved();
        large.approved();

        assertThat(small.mailingState()).isEqualTo("APPROVED");
        assertThat(large.mailingState()).isEqualTo("IN_REVIEW");
        assertThatThrownBy(large::scheduled).hasMessageContaining("Only an approved mailing can be scheduled");
        assertThatThrownBy(large::approved)
                .hasMessageContaining("you have approved it already")
                .hasMessageContaining("needs another approver");
        approve(large, second);
        assertThat(large.mailingState()).isEqualTo("APPROVED");
        assertThat(large.get().list("approvals")).hasSize(2);
        large.scheduled().awaitSent();
    }

    @Test
    void x12_two_accounts_of_one_person_give_one_approval() {
        policy(0L, 30);
        TestMailing mailing = belay.mailing(1).imported().drafted().submitted();
        String name = "tess" + people;
        approve(mailing, client(name + "@policy.example.org", Role.APPROVER));
        ApiClient again = client(name + "+second@policy.example.org", Role.APPROVER);

        assertThatThrownBy(() -> approve(mailing, again))
                .isInstanceOf(ServerRefused.class)
                .hasMessageContaining("as " + name + "@policy.example.org, which is the same person");
        assertThat(mailing.mailingState()).isEqualTo("IN_REVIEW");
    }

    @Test
    void x12_two_approvers_at_the_same_moment_both_count() throws Exception {
        policy(0L, 30);
        TestMailing mailing = belay.mailing(1).imported().drafted().submitted();
        String digest = mailing.digest();
        List<ApiClient> approvers = List.of(
                client("left" + people + "@policy.example.org", Role.APPROVER),
                client("right" + people + "@policy.example.org", Role.APPROVER));
        var together = new CyclicBarrier(2);
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            List<Callable<Object>> acts = approvers.stream()
                    .<Callable<Object>>map(approver -> () -> {
                        together.await();
                        return approver.post(
                                "/mailings/" + mailing.id() + "/approve", Map.of("headCount", 1, "digest", digest));
                    })
                    .toList();
            for (Future<Object> act : threads.invokeAll(acts)) act.get();
        } finally {
            threads.shutdown();
        }

        assertThat(mailing.mailingState()).isEqualTo("APPROVED");
        assertThat(mailing.get().list("approvals")).hasSize(2);
    }

    @Test
    void a_first_approval_is_void_when_the_mailing_is_changed() {
        policy(0L, 30);
        TestMailing mailing = belay.mailing(1).imported().drafted().submitted().approved();
        belay.as(TestInstallation.AUTHOR).post("/mailings/" + mailing.id() + "/withdraw");
        mailing.submitted();

        approve(mailing, client("later" + people + "@policy.example.org", Role.APPROVER));

        assertThat(mailing.mailingState()).isEqualTo("IN_REVIEW");
        mailing.approved();
        assertThat(mailing.mailingState()).isEqualTo("APPROVED");
    }

    @Test
    void x12_the_approval_of_a_disabled_account_does_not_count() {
        policy(0L, 30);
        TestMailing mailing = belay.mailing(1).imported().drafted().submitted();
        String taken = "taken" + people + "@policy.example.org";
        approve(mailing, client(taken, Role.APPROVER));
        User administrator = belay.bean(Users.class)
                .byAddress(TestInstallation.ADMIN + "@example.org")
                .orElseThrow();
        belay.bean(Users.class)
                .disable(belay.bean(Users.class).byAddress(taken).orElseThrow().id(), administrator);

        approve(mailing, client("next" + people + "@policy.example.org", Role.APPROVER));

        assertThat(mailing.mailingState()).isEqualTo("IN_REVIEW");
        mailing.approved();
        assertThat(mailing.mailingState()).isEqualTo("APPROVED");
    }

    @Test
    void an_old_approval_neither_counts_nor_lets_a_mailing_be_scheduled() {
        TestMailing approved = belay.mailing(1).imported().drafted().submitted().approved();
        policy(0L, 7);
        TestMailing half = belay.mailing(1).imported().drafted().submitted().approved();
        makeOlder(approved, 8);
        makeOlder(half, 8);

        assertThatThrownBy(approved::scheduled).hasMessageContaining("approved more than 7 days ago");
        approve(half, client("late" + people + "@policy.example.org", Role.APPROVER));
        assertThat(half.mailingState()).isEqualTo("IN_REVIEW");
        half.approved();
        half.scheduled().awaitSent();
    }

    @Test
    void only_an_administrator_changes_the_rules_and_the_audit_log_has_both_values() {
        assertThatThrownBy(() -> belay.as(TestInstallation.APPROVER)
                        .put("/policy", Map.of("secondApprovalAbove", 9_000, "approvalValidDays", 30)))
                .isInstanceOf(ServerRefused.class);
        assertThatThrownBy(() -> policy(-1L, 30)).hasMessageContaining("cannot be negative");
        assertThatThrownBy(() -> policy(null, 0)).hasMessageContaining("1 to 365 days, not 0");

        policy(5_000L, 14);

        assertThat(belay.as(TestInstallation.AUTHOR).get("/policy").members())
                .containsEntry("secondApprovalAbove", 5_000L)
                .containsEntry("approvalValidDays", 14L);
        assertThat(belay.sql()
                        .sql("SELECT detail::text FROM audit_entry WHERE action = 'policy' ORDER BY seq DESC LIMIT 1")
                        .query(String.class)
                        .single())
                .contains("never → 5000 people", "30 → 14");
    }

    @Test
    void the_pages_show_which_approval_is_missing() {
        policy(0L, 30);
        TestMailing mailing = belay.mailing(1).imported().drafted().submitted().approved();
        HttpBrowser nora = SignedInBrowser.browser(belay, TestInstallation.AUTHOR);

        assertThat(nora.get("/mailings/" + mailing.id()).body()).contains("It has 1 of 2 approvals, from tomas");
        assertThat(nora.get("/mailings/" + mailing.id() + "/review").body())
                .contains("needs 2 approvals", "It has 1.", "tomas approved it on");
    }

    @Test
    void x20_a_mailing_to_addresses_outside_the_allowed_domains_cannot_be_submitted() {
        TestMailing mailing = belay.mailing(2).imported().drafted();
        domains("@Example.com, bücher.example");

        assertThatThrownBy(mailing::submitted)
                .hasMessageContaining(
                        "2 people have addresses outside the allowed domains: " + mailing.domain() + " (2)");
        domains("Example.com " + mailing.domain().toUpperCase(Locale.ROOT));
        mailing.submitted();
        assertThat(admin.get("/policy").texts("recipientDomains")).containsExactly(mailing.domain(), "example.com");
        assertThatThrownBy(() -> domains("example..org")).hasMessageContaining("\"example..org\" is not a domain");
    }

    private void domains(String typed) {
        admin.put("/policy", Map.of("approvalValidDays", 30, "recipientDomains", List.of(typed)));
    }

    @Test
    void an_administrator_changes_the_rules_on_the_page() {
        HttpBrowser browser = SignedInBrowser.browser(belay, TestInstallation.ADMIN);

        assertThat(browser.submit("/policy", "/policy", Map.of("above", "many", "days", "30"))
                        .body())
                .contains("&quot;many&quot; is not a whole number", "value=\"many\"");
        browser.submit("/policy", "/policy", Map.of("above", "5,000", "days", "14"));

        assertThat(browser.get("/policy").body())
                .contains("more than 5,000 people needs two approvals", "within 14 days");
        assertThat(SignedInBrowser.browser(belay, TestInstallation.AUTHOR)
                        .get("/policy")
                        .body())
                .contains("within 14 days")
                .doesNotContain("name=\"above\"");
    }

    private void policy(Long above, int days) {
        var rules = new HashMap<String, Object>();
        rules.put("secondApprovalAbove", above);
        rules.put("approvalValidDays", days);
        admin.put("/policy", rules);
    }

    private static void approve(TestMailing mailing, ApiClient approver) {
        approver.post(
                "/mailings/" + mailing.id() + "/approve",
                Map.of("headCount", mailing.people(), "digest", mailing.digest()));
    }

    private static void makeOlder(TestMailing mailing, int days) {
        belay.sql()
                .sql("UPDATE approval SET approved_at = now() - make_interval(days => :days) WHERE mailing = :id")
                .param("days", days)
                .param("id", mailing.mailingNumber())
                .update();
    }

    private static ApiClient client(String address, Role role) {
        User user = belay.bean(Users.class).enrol(address, address, Set.of(role), "test");
        String token = belay.bean(ApiTokens.class).issue("test", user, user).secret();
        return ApiClient.withToken(belay.url(), Optional.of(token));
    }
}
