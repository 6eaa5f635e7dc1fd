package org.belay.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.belay.cli.ServerRefused;
import org.belay.testsupport.Circular;
import org.belay.testsupport.Cluster;
import org.belay.testsupport.Place;
import org.junit.jupiter.api.Test;

/** PostgreSQL fails over to a standby that lacks the last commits: attempts, outcomes, or both. */
class FailoverIT {

    private static final Duration LIMIT = Duration.ofMinutes(2);

    @Test
    void p22_p05_one_node_compares_and_after_a_resume_no_recipient_is_attempted_twice() {
        try (Cluster cluster = Cluster.ofItsOwn().alone()) {
            cluster.withStandby();
            Circular going = cluster.circular(150).pace(600).go().awaitTaken(10);
            cluster.cutReplication();
            going.awaitTaken(going.took().size() + 30);
            cluster.failOver();

            awaitCompared(cluster);

            assertThat(state(cluster, going, "NOTICE")).isEqualTo("HELD");
            assertThat(going.get().text("paused")).contains("taken over");
            assertThat(restored(cluster))
                    .as("lost attempts that are in the record again")
                    .isGreaterThan(10);
            cluster.reckoning().mustBalance();
            going.resume();
            await().atMost(LIMIT).until(() -> state(cluster, going, "NOTICE").equals("DONE"));
            assertThat(going.took()).doesNotHaveDuplicates();
            cluster.reckoning().mustBalance();
            assertThat(going.states().getOrDefault("ACCEPTED", 0L)
                            + going.states().getOrDefault("IN_DOUBT", 0L))
                    .isEqualTo(150);
        }
    }

    @Test
    void
            p22_a_correction_that_is_ordered_before_all_have_compared_waits_and_goes_to_everyone_who_may_have_the_notice() {
        try (Cluster cluster = Cluster.ofItsOwn().both()) {
            cluster.withStandby();
            Circular going = cluster.circular(300).pace(1200).go().awaitTaken(10);
            cluster.cutReplication();
            going.awaitTaken(going.took().size() + 60);
            cluster.b.process().freeze();
            cluster.failOver();
            await().atMost(LIMIT).until(() -> awaited(cluster).size() == 1);

            going.disregard();

            await().during(Duration.ofSeconds(3))
                    .atMost(LIMIT)
                    .until(() -> going.tookCorrection().isEmpty());
            assertThat(awaited(cluster)).as("the frozen node").hasSize(1);
            cluster.b.process().thaw();
            going.awaitState("CORRECTED");
            assertThat(going.took()).doesNotHaveDuplicates();
            assertThat(going.tookCorrection()).containsAll(going.took()).hasSizeGreaterThan(60);
            cluster.reckoning().mustBalance();
        }
    }

    @Test
    void p22_a_named_person_continues_without_a_node_that_never_comes_back() {
        try (Cluster cluster = Cluster.ofItsOwn().both()) {
            cluster.withStandby();
            Circular going = cluster.circular(200).pace(1200).go().awaitTaken(10);
            cluster.b.kill();
            cluster.cutReplication();
            going.awaitTaken(going.took().size() + 20);
            cluster.failOver();
            await().atMost(LIMIT).until(() -> awaited(cluster).size() == 1);
            String gone = awaited(cluster).get(0);
            assertThat(cluster.as(Place.AUTHOR)
                            .get("/record")
                            .list("awaited")
                            .get(0)
                            .text("node"))
                    .isEqualTo(gone);

            assertThatThrownBy(() -> cluster.as(Place.AUTHOR)
                            .post("/record/go-on-without", Map.of("node", gone, "reason", "its disk is lost")))
                    .isInstanceOf(ServerRefused.class);
            assertThat(cluster.as(Place.APPROVER)
                            .post("/record/go-on-without", Map.of("node", gone, "reason", "its disk is lost"))
                            .is("whole"))
                    .isTrue();

            assertThat(cluster.sql()
                            .sql("SELECT detail ->> 'reason' FROM audit_entry WHERE action = 'go-on-without-node'")
                            .query(String.class)
                            .single())
                    .isEqualTo("its disk is lost");
            going.resume();
            await().atMost(LIMIT).until(() -> state(cluster, going, "NOTICE").equals("DONE"));
            assertThat(going.took()).doesNotHaveDuplicates();
            cluster.reckoning().mustBalance();
        }
    }

    private static void awaitCompared(Cluster cluster) {
        await().atMost(LIMIT)
                .ignoreExceptions()
                .until(() -> cluster.sql()
                        .sql("SELECT number > 0 AND NOT comparing FROM comparison")
                        .query(Boolean.class)
                        .single());
    }

    private static long restored(Cluster cluster) {
        return cluster.sql()
                .sql("SELECT restored FROM comparison")
                .query(Long.class)
                .single();
    }

    private static List<String> awaited(Cluster cluster) {
        return cluster.sql().sql("""
                SELECT n.id FROM node n, comparison c
                 WHERE c.comparing AND n.compared < c.number AND n.seen_at > now() - interval '1 hour'
                """).query(String.class).list();
    }

    private static String state(Cluster cluster, Circular circular, String kind) {
        return cluster.sql()
                .sql("SELECT state FROM dispatch WHERE mailing = :id AND kind = :kind")
                .param("id", circular.number())
                .param("kind", kind)
                .query(String.class)
                .single();
    }
}
