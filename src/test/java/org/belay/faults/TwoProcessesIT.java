package org.belay.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.belay.cli.http.JsonObject;
import org.belay.cli.http.ServerRefused;
import org.belay.testkit.FaultPoint;
import org.belay.testkit.ReceivedCommand;
import org.belay.testsupport.RelayAuditExtension;
import org.belay.testsupport.TestCluster;
import org.belay.testsupport.TestInstallation;
import org.belay.testsupport.TestMailing;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Two processes on one database, working together. */
class TwoProcessesIT {
    private final TestCluster cluster = TestCluster.shared();

    @RegisterExtension
    final RelayAuditExtension books = new RelayAuditExtension(cluster);

    @BeforeEach
    void both_run() {
        cluster.startBoth();
    }

    @Test
    void p03_a_rolling_restart_under_load_leaves_no_doubt() {
        List<TestMailing> load = IntStream.range(0, 6)
                .mapToObj(n -> cluster.mailing(60).pace(300).send())
                .toList();
        load.forEach(circular -> circular.awaitAccepted(5));

        cluster.a.process().stop();
        load.forEach(circular -> circular.via(cluster.b));
        load.get(0).awaitAccepted(20);
        cluster.a.process().start();
        cluster.b.process().stop();

        load.forEach(circular -> circular.via(cluster.a).awaitSent().assertReachedEveryoneOnce());
        cluster.b.process().start();
    }

    @Test
    void p08_requested_twice_at_two_processes_it_happens_once() {
        TestMailing circular = cluster.mailing(20).imported().drafted().submitted();

        CompletableFuture.allOf(
                        pressed(() -> circular.copyVia(cluster.a).approved()),
                        pressed(() -> circular.copyVia(cluster.b).approved()))
                .join();
        CompletableFuture.allOf(
                        pressed(() -> circular.copyVia(cluster.a).scheduled()),
                        pressed(() -> circular.copyVia(cluster.b).scheduled()),
                        pressed(() -> circular.copyVia(cluster.a).scheduled()))
                .join();

        circular.awaitSent().assertReachedEveryoneOnce();
    }

    @Test
    void p08_taken_back_at_two_processes_at_once_there_is_one_correction() {
        TestMailing circular = cluster.mailing(20).send().awaitSent();

        List<CompletableFuture<JsonObject>> presses = List.of(cluster.a, cluster.b, cluster.a, cluster.b).stream()
                .map(node -> CompletableFuture.supplyAsync(
                        () -> circular.copyVia(node).disregard()))
                .toList();

        long first = presses.stream()
                .map(CompletableFuture::join)
                .filter(answer -> answer.object("correction").orElseThrow().isTrue("first"))
                .count();
        assertThat(first).as("presses that ordered it").isEqualTo(1);
        circular.awaitState("CORRECTED");
        assertThat(circular.acceptedCorrections()).containsExactlyInAnyOrderElementsOf(circular.acceptedNotices());
    }

    @Test
    void p08_one_request_repeated_at_both_with_its_key_is_done_once() {
        TestMailing circular = cluster.mailing(20).imported();
        String key = "\"" + UUID.randomUUID() + "\"";

        ExecutorService clients = Executors.newFixedThreadPool(8); // not the pool on which their responses arrive
        List<HttpResponse<String>> answers = IntStream.range(0, 8)
                .mapToObj(n -> n % 2 == 0 ? cluster.a : cluster.b)
                .map(node -> CompletableFuture.supplyAsync(() -> created(node, key, circular), clients))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .toList();
        clients.shutdown();

        assertThat(answers).extracting(HttpResponse::statusCode).containsOnly(201);
        assertThat(answers)
                .extracting(HttpResponse::body)
                .containsOnly(answers.get(0).body());
        assertThat(answers.stream()
                        .filter(answer -> answer.headers()
                                .firstValue("Idempotent-Replayed")
                                .isEmpty()))
                .as("those that did it")
                .hasSize(1);
        assertThat(cluster.sql()
                        .sql("SELECT count(*) FROM mailing WHERE draft ->> 'audience' = :audience")
                        .param("audience", circular.domain())
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
    }

    /** Repeated until it is answered; a 409 means to wait. */
    private static HttpResponse<String> created(TestCluster.ClusterProcess node, String key, TestMailing circular) {
        var request = HttpRequest.newBuilder(node.url().resolve("/api/v1/mailings"))
                .header("Authorization", "Bearer " + TestInstallation.token(TestInstallation.AUTHOR))
                .header("Idempotency-Key", key)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(
                        "{\"template\": \"action-required\", \"audience\": \"" + circular.domain() + "\"}"))
                .build();
        return await().until(
                        () -> HttpClient.newHttpClient()
                                .sendAsync(request, BodyHandlers.ofString())
                                .join(),
                        answer -> answer.statusCode() != 409);
    }

    @Test
    void p08_work_spreads_over_both_and_each_row_is_sent_by_one() {
        cluster.relay().at(FaultPoint.DOT).delay(Duration.ofMillis(20));
        TestMailing large = cluster.mailing(2_100).send();

        large.awaitSent().assertReachedEveryoneOnce();

        List<Long> perNode = cluster.sql()
                .sql("""
                        SELECT count(*)
                          FROM attempt a JOIN delivery d ON d.id = a.delivery JOIN dispatch p ON p.id = d.dispatch
                         WHERE p.mailing = :mailing AND p.kind = 'NOTICE'
                         GROUP BY a.node
                        """)
                .param("mailing", large.mailingNumber())
                .query(Long.class)
                .list();
        assertThat(perNode).as("attempts of each process").hasSize(2);
    }

    @Test
    void p16_stopped_and_resumed_repeatedly_nothing_is_lost_or_doubled() {
        long seed = RandomSeed.forThisRun();
        var random = new Random(seed);
        TestMailing circular = cluster.mailing(150).pace(1_500).send();

        for (int cycle = 0; cycle < SoakScale.scaled(8, 200); cycle++) {
            if (!List.of("SCHEDULED", "SENDING").contains(circular.mailingState())) {
                circular.awaitSent().assertReachedEveryoneOnce();
                circular = cluster.mailing(150).pace(1_500).send();
            }
            circular.awaitAccepted(Math.min(150, circular.acceptedNotices().size() + random.nextInt(12)));
            circular.via(random.nextBoolean() ? cluster.a : cluster.b);
            if (!stopped(circular)) continue;
            int left = circular.acceptedNotices().size();
            assertStopped(circular, left);
            circular.via(random.nextBoolean() ? cluster.a : cluster.b).resume();
        }

        circular.awaitSent().assertReachedEveryoneOnce();
    }

    @Test
    void p16_cancelled_before_it_starts_nothing_is_sent() {
        TestMailing circular =
                cluster.mailing(20).at("2027-05-05T10:00[Europe/Berlin]").send();

        circular.author().post("/mailings/" + circular.id() + "/cancel");

        circular.awaitState("CANCELLED");
        assertThat(circular.acceptedNotices()).isEmpty();
        assertThat(circular.states()).isEmpty();
    }

    @Test
    void s54_when_the_relay_restarts_under_load_each_mail_has_the_outcome_of_its_stage() {
        List<TestMailing> load = IntStream.range(0, 4)
                .mapToObj(n -> cluster.mailing(SoakScale.scaled(60, 5_000))
                        .pace(SoakScale.scaled(900, 0))
                        .send())
                .toList();
        for (int restart = 1; restart <= SoakScale.scaled(3, 30); restart++) {
            load.get(0).awaitAccepted(restart * load.get(0).people() / SoakScale.scaled(5, 40));
            cluster.relay().goAway();
            cluster.relay().comeBack();
        }

        load.forEach(TestMailing::awaitSent);

        for (TestMailing circular : load) {
            Map<String, Long> states = circular.states();
            assertThat(states.keySet()).isSubsetOf("ACCEPTED", "IN_DOUBT");
            assertThat((long) circular.acceptedNotices().size())
                    .isBetween(states.get("ACCEPTED"), (long) circular.people());
        }
    }

    @Test
    void s55_what_the_relay_accepts_and_loses_is_accepted_the_limit_of_the_promise() {
        TestMailing circular = cluster.mailing(5);
        cluster.relay()
                .forRecipient(circular.address(3))
                .at(FaultPoint.DOT)
                .loseMessage()
                .reply("250 2.0.0 of course");

        circular.send().awaitSent();

        assertThat(circular.state(3)).isEqualTo("ACCEPTED");
        assertThat(circular.acceptedNotices()).hasSize(4).doesNotContain(circular.address(3));
        books.exceptLostFor(circular.address(3));
    }

    /**
     * The first half: a report that the relay could not deliver arrives by mail, long after its 250, and nothing that
     * happens to the relay in between withdraws the acceptance. The other half is in {@code BounceReportsIT}.
     */
    @Test
    void s56_what_the_relay_accepted_stays_accepted_when_it_reports_a_failure_later() {
        TestMailing circular = cluster.mailing(5).send().awaitSent();
        var before = history(circular);

        cluster.relay().goAway();
        cluster.relay().comeBack();
        cluster.mailing(3).send().awaitSent();

        assertThat(circular.state(3)).isEqualTo("ACCEPTED");
        assertThat(history(circular)).isEqualTo(before);
        assertThat(circular.disregard().object("correction")).isPresent();
        circular.awaitState("CORRECTED");
        assertThat(circular.acceptedCorrections())
                .as("a bounced recipient is still corrected")
                .hasSize(5);
    }

    /** The other process has counted one refusal; it reads its reply when this one has paused the dispatch. */
    @Test
    void s18_a_refusal_read_after_the_other_process_paused_is_retried() {
        var offered = new CountDownLatch(1);
        cluster.relay().at(FaultPoint.RCPT).await(offered).reply("550 5.1.1 no such user");
        TestMailing circular = cluster.mailing(200).send();
        await().until(() -> nodesThatOffer(circular) == 2);

        cluster.b.process().freeze();
        offered.countDown();
        await().until(() -> paused(circular).contains("for all recipients"));
        cluster.b.process().thaw();
        await().until(() ->
                circular.states().containsKey("REJECTED") && !circular.states().containsKey("IN_FLIGHT"));
        cluster.relay().forgetScript();
        circular.resume();

        circular.awaitSent().assertReachedEveryoneOnce();
    }

    private static String paused(TestMailing circular) {
        return Optional.ofNullable(circular.get().text("paused")).orElse("");
    }

    /** With a recipient whose address the relay has received. */
    private long nodesThatOffer(TestMailing circular) {
        String received = cluster.relay().heard().stream()
                .map(ReceivedCommand::command)
                .filter(command -> command.startsWith("RCPT TO:<") && command.contains(circular.domain()))
                .collect(Collectors.joining());
        return cluster.sql()
                .sql("""
                        SELECT count(DISTINCT a.node)
                          FROM attempt a
                          JOIN delivery d ON d.id = a.delivery
                          JOIN dispatch p ON p.id = d.dispatch
                          JOIN recipient r ON r.snapshot = p.snapshot AND r.ordinal = d.ordinal
                         WHERE p.mailing = :mailing AND a.outcome IS NULL AND strpos(:received, r.address) > 0
                        """)
                .param("mailing", circular.mailingNumber())
                .param("received", received)
                .query(Long.class)
                .single();
    }

    private List<String> history(TestMailing circular) {
        return cluster.sql()
                .sql("""
                        SELECT concat_ws(' ', a.id, a.outcome, a.reply)
                          FROM attempt a JOIN delivery d ON d.id = a.delivery JOIN dispatch p ON p.id = d.dispatch
                         WHERE p.mailing = :mailing AND p.kind = 'NOTICE'
                         ORDER BY a.id
                        """)
                .param("mailing", circular.mailingNumber())
                .query(String.class)
                .list();
    }

    /** After the response to a stop, mail that was on its way may arrive: at most one per connection. */
    private void assertStopped(TestMailing circular, int left) {
        assertThat(circular.acceptedNotices().size() - left).isLessThanOrEqualTo(20);
    }

    private static boolean stopped(TestMailing circular) {
        try {
            circular.stop();
            return true;
        } catch (ServerRefused sentMeanwhile) {
            return false;
        }
    }

    private static CompletableFuture<Void> pressed(Runnable press) {
        return CompletableFuture.runAsync(() -> {
            try {
                press.run();
            } catch (ServerRefused secondPress) {
                assertThat(secondPress.status()).isEqualTo(409);
            }
        });
    }
}
