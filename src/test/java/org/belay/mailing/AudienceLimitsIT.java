package org.belay.mailing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.belay.access.ApiTokens;
import org.belay.access.Role;
import org.belay.access.User;
import org.belay.access.Users;
import org.belay.cli.http.ApiClient;
import org.belay.cli.http.JsonObject;
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

/** Audiences marked ALL-STAFF, the largest audience of an author, the people of a day, and the usual size of a template. */
class AudienceLimitsIT {
    private static final FaultyRelay relay = FaultyRelay.start();

    @RegisterExtension
    static final BelayServer belay = BelayServer.serve().relay(relay).auditRelay();

    @AfterEach
    void no_limits() {
        policy(Map.of());
    }

    @Test
    void x20_a_mailing_to_an_audience_marked_all_staff_needs_two_approvals() {
        TestMailing mailing = belay.mailing(4).imported().drafted();
        mark(mailing, true);

        mailing.submitted();

        assertThat(mailing.get().text("allStaff")).isEqualTo(mailing.domain());
        mailing.approved();
        assertThat(mailing.mailingState()).isEqualTo("IN_REVIEW");
        assertThat(SignedInBrowser.browser(belay, TestInstallation.AUTHOR)
                        .get("/mailings/" + mailing.id() + "/review")
                        .body())
                .contains("which is marked ALL-STAFF. It needs two approvals.");
        approveAsAnother(mailing);
        assertThat(mailing.mailingState()).isEqualTo("APPROVED");
    }

    @Test
    void x20_a_copy_of_the_list_under_another_name_and_with_details_in_its_addresses_needs_two_approvals() {
        TestMailing mailing = belay.mailing(4).imported();
        mark(mailing, true);
        String half = "email\n" + mailing.address(0).replace("@", "+x@") + "\n"
                + mailing.address(1).toUpperCase(java.util.Locale.ROOT) + "\n";
        mailing.importCsv("half of " + mailing.domain(), half);
        mailing.importCsv("one of " + mailing.domain(), "email\n" + mailing.address(0) + "\n");

        TestMailing copy = submitTo(mailing, "half of " + mailing.domain());
        TestMailing small = submitTo(mailing, "one of " + mailing.domain());

        assertThat(copy.get().text("allStaff")).isEqualTo(mailing.domain());
        assertThat(copy.approved().mailingState()).isEqualTo("IN_REVIEW");
        assertThat(small.approved().mailingState()).isEqualTo("APPROVED");
    }

    @Test
    void a_mark_that_is_set_during_the_review_counts_and_only_an_administrator_sets_it() {
        TestMailing mailing = belay.mailing(1).imported().drafted().submitted();
        assertThatThrownBy(() -> belay.as(TestInstallation.AUTHOR)
                        .post("/audiences/" + audience(mailing.domain()) + "/all-staff", Map.of("allStaff", true)))
                .isInstanceOf(ServerRefused.class);

        mark(mailing, true);

        assertThat(mailing.approved().mailingState()).isEqualTo("IN_REVIEW");
        mark(mailing, false);
        assertThat(mailing.approved().mailingState()).isEqualTo("APPROVED");
        assertThat(belay.sql()
                        .sql(
                                "SELECT detail::text FROM audit_entry WHERE action = 'all-staff' ORDER BY seq DESC LIMIT 1")
                        .query(String.class)
                        .single())
                .contains("ALL-STAFF → none");
    }

    @Test
    void x20_an_author_cannot_empty_an_audience_that_is_marked() {
        TestMailing mailing = belay.mailing(4).imported();
        mark(mailing, true);

        assertThatThrownBy(() -> mailing.importCsv(mailing.domain(), "email\n" + mailing.address(0) + "\n"))
                .hasMessageContaining("would remove 3 of its 4 people. Nothing was imported");
        mailing.importCsv(mailing.domain(), mailing.csv());
        assertThat(belay.sql()
                        .sql("SELECT people FROM audience WHERE name = :name")
                        .param("name", mailing.domain())
                        .query(Long.class)
                        .single())
                .isEqualTo(4);
    }

    @Test
    void x20_an_author_submits_to_at_most_the_largest_audience_and_a_day_has_a_limit() {
        TestMailing mailing = belay.mailing(3).imported().drafted();
        policy(Map.of("largestAudience", 2));
        assertThatThrownBy(mailing::submitted)
                .hasMessageContaining("it goes to 3 people, and an author may submit a mailing to at most 2")
                .hasMessageContaining("An administrator can change the limit (Approval rules)");
        assertThat(mailing.mailingState()).isEqualTo("DRAFT");

        long before = belay.sql()
                .sql("SELECT coalesce(sum(s.people), 0) FROM snapshot s JOIN mailing m ON m.snapshot = s.id")
                .query(Long.class)
                .single();
        policy(Map.of("dailyPeople", before + 4));
        mailing.submitted();
        TestMailing second = belay.mailing(2).imported().drafted();
        assertThatThrownBy(second::submitted)
                .hasMessageContaining("Yours of the last 24 hours go to " + (before + 3) + ", and this one to 2");
        belay.as(TestInstallation.AUTHOR).post("/mailings/" + mailing.id() + "/withdraw");
        second.submitted();
    }

    @Test
    void a_size_that_is_unusual_for_the_template_needs_a_reason_that_the_approver_reads() {
        for (int i = 0; i < 3; i++)
            belay.mailing(1).imported().drafted().submitted().send();
        TestMailing large = belay.mailing(4).imported().drafted();

        assertThatThrownBy(() -> belay.as(TestInstallation.AUTHOR)
                        .post("/mailings/" + large.id() + "/submit", Map.of("answers", Map.of())))
                .hasMessageContaining("This goes to 4 people; mailings of this template usually go to about 1.");
        large.submitted();

        assertThat(SignedInBrowser.browser(belay, TestInstallation.AUTHOR)
                        .get("/mailings/" + large.id() + "/review")
                        .body())
                .contains("usually go to about 1", "It is meant so.");
    }

    @Test
    void an_administrator_sets_limits_and_marks_on_the_pages() {
        TestMailing mailing = belay.mailing(1).imported();
        String page = "/audiences/" + audience(mailing.domain());
        HttpBrowser browser = SignedInBrowser.browser(belay, TestInstallation.ADMIN);

        browser.submit(page, page + "/all-staff", Map.of("mark", "ALL_STAFF"));
        assertThat(browser.get(page).body()).contains("Remove the mark");
        assertThat(browser.get("/audiences").body()).contains("ALL-STAFF");
        browser.submit(page, page + "/all-staff", Map.of("mark", "NONE"));
        assertThat(browser.get(page).body()).contains("Mark it ALL-STAFF");

        assertThat(browser.submit("/policy", "/policy", Map.of("above", "", "days", "30", "factor", "1"))
                        .body())
                .contains("from 2 to 1000, not 1");
        browser.submit(
                "/policy",
                "/policy",
                Map.of("above", "", "days", "30", "largest", "500", "daily", "2,000", "factor", "5"));
        assertThat(browser.get("/policy").body())
                .contains("at most 500 people", "at most 2,000 people in 24 hours", "with 5 times more");
    }

    private TestMailing submitTo(TestMailing like, String audience) {
        var draft = new HashMap<>(like.draft());
        draft.put("audience", audience);
        return belay.mailing(1).drafted(draft).submitted();
    }

    private static void approveAsAnother(TestMailing mailing) {
        User second = belay.bean(Users.class)
                .enrol("Second", mailing.id() + "@limits.example.org", Set.of(Role.APPROVER), "test");
        ApiClient.withToken(
                        belay.url(),
                        Optional.of(belay.bean(ApiTokens.class)
                                .issue("test", second, second)
                                .secret()))
                .post(
                        "/mailings/" + mailing.id() + "/approve",
                        Map.of("headCount", mailing.people(), "digest", mailing.digest()));
    }

    private static void mark(TestMailing mailing, boolean allStaff) {
        belay.as(TestInstallation.ADMIN)
                .post("/audiences/" + audience(mailing.domain()) + "/all-staff", Map.of("allStaff", allStaff));
    }

    private static long audience(String name) {
        return belay.as(TestInstallation.ADMIN).get("/audiences").list("audiences").stream()
                .filter(one -> one.text("name").equals(name))
                .mapToLong((JsonObject one) -> one.number("id"))
                .findFirst()
                .orElseThrow();
    }

    private static void policy(Map<String, Object> limits) {
        var rules = new HashMap<String, Object>(limits);
        rules.put("approvalValidDays", 30);
        belay.as(TestInstallation.ADMIN).put("/policy", rules);
    }
}
