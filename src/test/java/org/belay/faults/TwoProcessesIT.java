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
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.belay.cli.Answer;
import org.belay.cli.ServerRefused;
import org.belay.testkit.Point;
import org.belay.testsupport.Circular;
import org.belay.testsupport.Cluster;
import org.belay.testsupport.MustBalance;
import org.belay.testsupport.Place;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Two processes on one database, working together. */
class TwoProcessesIT {
    private final Cluster cluster = Cluster.shared();

    @RegisterExtension
    final MustBalance books = new MustBalance(cluster);

    @BeforeEach
    void both_run() {
        cluster.both();
    }

    @Test
    void p03_a_rolling_restart_under_load_leaves_no_doubt() {
        List<Circular> load = IntStream.range(0, 6)
                .mapToObj(n -> cluster.circular(60).pace(300).go())
                .toList();
        load.forEach(circular -> circular.awaitTaken(5));

        cluster.a.process().stop();
        load.forEach(circular -> circular.via(cluster.b));
        load.get(0).awaitTaken(20);
        cluster.a.process().start();
        cluster.b.process().stop();

        load.forEach(circular -> circular.via(cluster.a).awaitSent().mustHaveReachedEverybodyOnce());
        cluster.b.process().start();
    }

    @Test
    void p08_requested_twice_at_two_processes_it_happens_once() {
        Circular circular = cluster.circular(20).imported().drafted().submitted();

        CompletableFuture.allOf(
                        pressed(() -> circular.seenFrom(cluster.a).approved()),
                        pressed(() -> circular.seenFrom(cluster.b).approved()))
                .join();
        CompletableFuture.allOf(
                        pressed(() -> circular.seenFrom(cluster.a).scheduled()),
                        pressed(() -> circular.seenFrom(cluster.b).scheduled()),
                        pressed(() -> circular.seenFrom(cluster.a).scheduled()))
                .join();

        circular.awaitSent().mustHaveReachedEverybodyOnce();
    }

    @Test
    void p08_taken_back_at_two_processes_at_once_there_is_one_correction() {
        Circular circular = cluster.circular(20).go().awaitSent();

        List<CompletableFuture<Answer>> presses = List.of(cluster.a, cluster.b, cluster.a, cluster.b).stream()
                .map(node -> CompletableFuture.supplyAsync(
                        () -> circular.seenFrom(node).disregard()))
                .toList();

        long first = presses.stream()
                .map(CompletableFuture::join)
                .filter(answer -> answer.object("correction").orElseThrow().is("first"))
                .count();
        assertThat(first).as("presses that ordered it").isEqualTo(1);
        circular.awaitState("CORRECTED");
        assertThat(circular.tookCorrection()).containsExactlyInAnyOrderElementsOf(circular.took());
    }

    @Test
    void p08_one_request_repeated_at_both_with_its_key_is_done_once() {
        Circular circular = cluster.circular(20).imported();
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
    private static HttpResponse<String> created(Cluster.Node node, String key, Circular circular) {
        var request = HttpRequest.newBuilder(node.url().resolve("/api/v1/mailings"))
                .header("Authorization", "Bearer " + Place.token(Place.AUTHOR))
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
        cluster.relay().at(Point.DOT).delay(Duration.ofMillis(20));
        Circular large = cluster.circular(2_100).go();

        large.awaitSent().mustHaveReachedEverybodyOnce();

        List<Long> perNode = cluster.sql()
                .sql("""
                        SELECT count(*)
                          FROM attempt a JOIN delivery d ON d.id = a.delivery JOIN dispatch p ON p.id = d.dispatch
                         WHERE p.mailing = :mailing AND p.kind = 'NOTICE'
                         GROUP BY a.node
                        """)
                .param("mailing", large.number())
                .query(Long.class)
                .list();
        assertThat(perNode).as("attempts of each process").hasSize(2);
    }

    @Test
    void p16_stopped_and_resumed_repeatedly_nothing_is_lost_or_doubled() {
        long seed = Seed.ofThisRun();
        var random = new Random(seed);
        Circular circular = cluster.circular(150).pace(1_500).go();

        for (int cycle = 0; cycle < Rounds.of(8, 200); cycle++) {
            if (!List.of("SCHEDULED", "SENDING").contains(circular.mailingState())) {
                circular.awaitSent().mustHaveReachedEverybodyOnce();
                circular = cluster.circular(150).pace(1_500).go();
            }
            circular.awaitTaken(Math.min(150, circular.took().size() + random.nextInt(12)));
            circular.via(random.nextBoolean() ? cluster.a : cluster.b);
            if (!stopped(circular)) continue;
            int left = circular.took().size();
            assertStopped(circular, left);
            circular.via(random.nextBoolean() ? cluster.a : cluster.b).resume();
        }

        circular.awaitSent().mustHaveReachedEverybodyOnce();
    }

    @Test
    void p16_cancelled_before_it_starts_nothing_is_sent() {
        Circular circular =
                cluster.circular(20).at("2027-05-05T10:00[Europe/Berlin]").go();

        circular.author().post("/mailings/" + circular.id() + "/cancel");

        circular.awaitState("CANCELLED");
        assertThat(circular.took()).isEmpty();
        assertThat(circular.states()).isEmpty();
    }

    @Test
    void s54_when_the_relay_restarts_under_load_each_mail_has_the_outcome_of_its_stage() {
        List<Circular> load = IntStream.range(0, 4)
                .mapToObj(n -> cluster.circular(Rounds.of(60, 5_000))
                        .pace(Rounds.of(900, 0))
                        .go())
                .toList();
        for (int restart = 1; restart <= Rounds.of(3, 30); restart++) {
            load.get(0).awaitTaken(restart * load.get(0).people() / Rounds.of(5, 40));
            cluster.relay().goAway();
            cluster.relay().comeBack();
        }

        load.forEach(Circular::awaitSent);

        for (Circular circular : load) {
            Map<String, Long> states = circular.states();
            assertThat(states.keySet()).isSubsetOf("ACCEPTED", "IN_DOUBT");
            assertThat((long) circular.took().size()).isBetween(states.get("ACCEPTED"), (long) circular.people());
        }
    }

    @Test
    void s55_what_the_relay_accepts_and_loses_is_accepted_the_limit_of_the_promise() {
        Circular circular = cluster.circular(5);
        cluster.relay()
                .forRecipient(circular.address(3))
                .at(Point.DOT)
                .loseMessage()
                .reply("250 2.0.0 of course");

        circular.go().awaitSent();

        assertThat(circular.state(3)).isEqualTo("ACCEPTED");
        assertThat(circular.took()).hasSize(4).doesNotContain(circular.address(3));
        books.exceptLiesTo(circular.address(3));
    }

    /**
     * The first half: a report that the relay could not deliver arrives by mail, long after its 250, and nothing that
     * happens to the relay in between withdraws the acceptance. The other half is in {@code ReportsIT}.
     */
    @Test
    void s56_what_the_relay_accepted_stays_accepted_when_it_reports_a_failure_later() {
        Circular circular = cluster.circular(5).go().awaitSent();
        var before = history(circular);

        cluster.relay().goAway();
        cluster.relay().comeBack();
        cluster.circular(3).go().awaitSent();

        assertThat(circular.state(3)).isEqualTo("ACCEPTED");
        assertThat(history(circular)).isEqualTo(before);
        assertThat(circular.disregard().object("correction")).isPresent();
        circular.awaitState("CORRECTED");
        assertThat(circular.tookCorrection())
                .as("a bounced recipient is still corrected")
                .hasSize(5);
    }

    private List<String> history(Circular circular) {
        return cluster.sql()
                .sql("""
                        SELECT concat_ws(' ', a.id, a.outcome, a.reply)
                          FROM attempt a JOIN delivery d ON d.id = a.delivery JOIN dispatch p ON p.id = d.dispatch
                         WHERE p.mailing = :mailing AND p.kind = 'NOTICE'
                         ORDER BY a.id
                        """)
                .param("mailing", circular.number())
                .query(String.class)
                .list();
    }

    /** After the response to a stop, mail that was on its way may arrive: at most one per connection. */
    private void assertStopped(Circular circular, int left) {
        assertThat(circular.took().size() - left).isLessThanOrEqualTo(20);
    }

    private static boolean stopped(Circular circular) {
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
