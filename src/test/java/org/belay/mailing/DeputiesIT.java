package org.belay.mailing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
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
import org.belay.cli.http.JsonObject;
import org.belay.cli.http.ServerRefused;
import org.belay.testkit.FaultyRelay;
import org.belay.testsupport.BelayServer;
import org.belay.testsupport.TestInstallation;
import org.belay.testsupport.TestMailing;
import org.belay.testsupport.browser.HttpBrowser;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Deputies of approvers, and approvals that race with changes. */
class DeputiesIT {
    private static final FaultyRelay relay = FaultyRelay.start();

    @RegisterExtension
    static final BelayServer belay = BelayServer.serve().relay(relay).auditRelay();

    private static final LocalDate TODAY = LocalDate.now();
    private static int people;

    private final User ben = person("ben" + ++people, Role.APPROVER);
    private final User ana = person("ana" + people, Role.APPROVER);

    @AfterEach
    void one_approval_is_enough() {
        second(null);
    }

    @Test
    void x12_what_a_deputy_approves_is_recorded_for_both_and_both_count_once() {
        second(0L);
        TestMailing mailing = belay.mailing(1).imported().drafted().submitted();
        deputy(client(ben), ana, TODAY, TODAY);

        approve(mailing, client(ana));

        JsonObject approval = mailing.get().list("approvals").get(0);
        assertThat(approval.text("by")).isEqualTo(ana.address());
        assertThat(approval.text("for")).isEqualTo(ben.address());
        assertThatThrownBy(() -> approve(mailing, client(ben)))
                .hasMessageContaining("your deputy " + ana.address() + " has approved it already for you");
        assertThat(HttpBrowser.signedIn(belay, ana)
                        .get("/mailings/" + mailing.id() + "/review")
                        .body())
                .contains("ana" + people + " approved it for ben" + people);
        mailing.approved();
        assertThat(mailing.mailingState()).isEqualTo("APPROVED");
        assertThat(belay.sql()
                        .sql(
                                "SELECT detail ->> 'for' FROM audit_entry WHERE action = 'approve' AND actor = :ana ORDER BY seq DESC LIMIT 1")
                        .param("ana", ana.address())
                        .query(String.class)
                        .single())
                .isEqualTo(ben.address());
    }

    @Test
    void x12_a_deputy_is_no_second_approver_after_the_approver() {
        second(0L);
        TestMailing mailing = belay.mailing(1).imported().drafted().submitted();
        approve(mailing, client(ben));
        HttpBrowser browser = HttpBrowser.signedIn(belay, ben);
        browser.submit(
                "/deputies",
                "/deputies",
                Map.of(
                        "principal",
                        ben.id().toString(),
                        "deputy",
                        ana.id().toString(),
                        "from",
                        TODAY.toString(),
                        "until",
                        TODAY.toString()));
        assertThat(browser.get("/deputies").body()).contains("/deputies/" + number() + "/end");

        assertThatThrownBy(() -> approve(mailing, client(ana)))
                .hasMessageContaining("you are the deputy of " + ben.address() + ", whose approval it has already");
        assertThat(mailing.mailingState()).isEqualTo("IN_REVIEW");
    }

    @Test
    void x12_a_deputy_does_not_approve_for_a_writer_and_not_their_own_mailing() {
        TestMailing mailing = belay.mailing(1).imported().drafted().submitted();
        writes(ben, mailing);
        deputy(client(ben), ana, TODAY, TODAY);

        approve(mailing, client(ana));

        assertThat(mailing.get().list("approvals").get(0).members()).doesNotContainKey("for");
        TestMailing own = belay.mailing(1).imported().drafted().submitted();
        writes(ana, own);
        assertThatThrownBy(() -> approve(own, client(ana)))
                .hasMessageContaining("Another person must review and approve it");
    }

    @Test
    void a_deputy_is_an_approver_has_no_deputy_and_is_named_by_the_approver_or_an_administrator() {
        User nora = person("nora" + people, Role.AUTHOR);
        User cleo = person("cleo" + people, Role.APPROVER);
        assertThatThrownBy(() -> deputy(client(ben), nora, TODAY, TODAY))
                .hasMessageContaining("cannot be a deputy, who needs the role approver");
        assertThatThrownBy(() -> deputy(client(ben), ben, TODAY, TODAY)).hasMessageContaining("their own deputy");
        assertThatThrownBy(() -> deputy(client(ben), ana, TODAY, TODAY.minusDays(1)))
                .hasMessageContaining("The last day must not be before the first day");
        assertThatThrownBy(() -> deputy(client(nora), ana, TODAY, TODAY)).isInstanceOf(ServerRefused.class);
        assertThatThrownBy(() -> deputyFor(client(cleo), ben, ana, TODAY, TODAY))
                .hasMessageContaining("Only an administrator may change the deputies of others");

        deputyFor(belay.as(TestInstallation.ADMIN), ben, ana, TODAY.plusDays(1), TODAY.plusDays(3));

        assertThatThrownBy(() -> deputy(client(ana), cleo, TODAY.plusDays(3), TODAY.plusDays(9)))
                .hasMessageContaining("a deputy has no deputy");
        assertThatThrownBy(() -> deputy(client(cleo), ben, TODAY, TODAY.plusDays(1)))
                .hasMessageContaining(ben.address() + " already has the deputy " + ana.address());
        deputy(client(ana), cleo, TODAY, TODAY);
        TestMailing mailing = belay.mailing(1).imported().drafted().submitted();
        approve(mailing, client(cleo));
        assertThat(mailing.get().list("approvals").get(0).text("for")).isEqualTo(ana.address());
    }

    @Test
    void x12_a_deputy_whose_time_ended_between_page_and_press_is_told() {
        TestMailing mailing = belay.mailing(1).imported().drafted().submitted();
        deputy(client(ben), ana, TODAY, TODAY);
        HttpBrowser browser = HttpBrowser.signedIn(belay, ana);
        assertThat(browser.get("/").body()).contains("You are the deputy of ben" + people);
        assertThat(browser.get("/mailings/" + mailing.id() + "/review").body())
                .contains("You approve it as deputy of ben" + people, "value=\"" + ben.address() + "\"");
        browser.submit("/deputies", "/deputies/" + number() + "/end", Map.of());
        assertThat(number()).isPositive();
        client(ben).delete("/deputies/" + number());

        assertThatThrownBy(() -> client(ana)
                        .post(
                                "/mailings/" + mailing.id() + "/approve",
                                Map.of("headCount", 1, "digest", mailing.digest(), "for", ben.address())))
                .hasMessageContaining("you are no deputy any more");
        assertThat(mailing.mailingState()).isEqualTo("IN_REVIEW");
        approve(mailing, client(ana));
        assertThat(mailing.get().list("approvals").get(0).members()).doesNotContainKey("for");
    }

    @Test
    void x12_approving_and_editing_at_the_same_moment_one_wins_and_the_other_is_told() throws Exception {
        for (int round = 0; round < 6; round++) {
            TestMailing mailing = belay.mailing(1).imported().drafted().submitted();
            String digest = mailing.digest();
            ApiClient author = belay.as(TestInstallation.AUTHOR);
            List<String> refusals = together(
                    () -> client(ben)
                            .post("/mailings/" + mailing.id() + "/approve", Map.of("headCount", 1, "digest", digest)),
                    () -> author.post("/mailings/" + mailing.id() + "/withdraw"));

            // a withdrawal also withdraws an approved mailing, so only the approval can be refused
            assertThat(mailing.mailingState()).isEqualTo("DRAFT");
            assertThat(mailing.get().list("approvals")).isEmpty();
            assertThat(refusals)
                    .allSatisfy(told -> assertThat(told).contains("Only a mailing in review can be approved"));
            mailing.submitted();
            assertThat(mailing.mailingState()).isEqualTo("IN_REVIEW");
        }
    }

    private static List<String> together(Callable<?>... acts) throws Exception {
        var start = new CyclicBarrier(acts.length);
        ExecutorService threads = Executors.newFixedThreadPool(acts.length);
        try {
            List<Callable<String>> tried = List.of(acts).stream()
                    .<Callable<String>>map(act -> () -> {
                        start.await();
                        try {
                            act.call();
                            return "";
                        } catch (ServerRefused refused) {
                            return String.valueOf(refused.getMessage());
                        }
                    })
                    .toList();
            var said = new java.util.ArrayList<String>();
            for (Future<String> one : threads.invokeAll(tried)) said.add(one.get());
            said.removeIf(String::isEmpty);
            return said;
        } finally {
            threads.shutdown();
        }
    }

    private long number() {
        return belay.as(TestInstallation.ADMIN).get("/deputies").list("deputies").stream()
                .filter(one -> one.text("approver").equals(ben.address()))
                .mapToLong(one -> one.number("id"))
                .findFirst()
                .orElseThrow();
    }

    private static void writes(User user, TestMailing mailing) {
        belay.sql()
                .sql("INSERT INTO mailing_writer (mailing, writer, part) VALUES (:mailing, :writer, 'WROTE')")
                .param("mailing", mailing.mailingNumber())
                .param("writer", user.id().value())
                .update();
    }

    private static void deputy(ApiClient by, User deputy, LocalDate from, LocalDate until) {
        by.post("/deputies", Map.of("deputy", deputy.address(), "from", from.toString(), "until", until.toString()));
    }

    private static void deputyFor(ApiClient by, User approver, User deputy, LocalDate from, LocalDate until) {
        by.post(
                "/deputies",
                Map.of(
                        "approver",
                        approver.address(),
                        "deputy",
                        deputy.address(),
                        "from",
                        from.toString(),
                        "until",
                        until.toString()));
    }

    private static void second(Long above) {
        var rules = new HashMap<String, Object>();
        rules.put("secondApprovalAbove", above);
        rules.put("approvalValidDays", 30);
        belay.as(TestInstallation.ADMIN).put("/policy", rules);
    }

    private static void approve(TestMailing mailing, ApiClient approver) {
        approver.post(
                "/mailings/" + mailing.id() + "/approve",
                Map.of("headCount", mailing.people(), "digest", mailing.digest()));
    }

    private static User person(String name, Role role) {
        return belay.bean(Users.class).enrol(name, name + "@deputies.example.org", Set.of(role), "test");
    }

    private static ApiClient client(User user) {
        return ApiClient.withToken(
                belay.url(),
                Optional.of(
                        belay.bean(ApiTokens.class).issue("test", user, user).secret()));
    }
}
