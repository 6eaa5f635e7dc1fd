package org.belay.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.belay.cli.http.ServerRefused;
import org.belay.testsupport.TestCluster;
import org.belay.testsupport.TestInstallation;
import org.belay.testsupport.TestMailing;
import org.junit.jupiter.api.Test;

/** PostgreSQL fails over to a standby that lacks the last commits: attempts, outcomes, or both. */
class FailoverIT {

    private static final Duration LIMIT = Duration.ofMinutes(2);

    @Test
    void p22_p05_one_node_compares_and_after_a_resume_no_recipient_is_attempted_twice() {
        try (TestCluster cluster = TestCluster.unshared().startFirstOnly()) {
            cluster.withStandby();
            TestMailing going = cluster.mailing(150).pace(600).send().awaitAccepted(10);
            cluster.cutReplication();
            going.awaitAccepted(going.acceptedNotices().size() + 30);
            cluster.failOver();

            awaitCompared(cluster);

            assertThat(state(cluster, going, "NOTICE")).isEqualTo("HELD");
            assertThat(going.get().text("paused")).contains("taken over");
            assertThat(restored(cluster))
                    .as("lost attempts that are in the record again")
                    .isGreaterThan(10);
            cluster.relayAudit().assertMatchesRelay();
            going.resume();
            await().atMost(LIMIT).until(() -> state(cluster, going, "NOTICE").equals("DONE"));
            assertThat(going.acceptedNotices()).doesNotHaveDuplicates();
            cluster.relayAudit().assertMatchesRelay();
            assertThat(going.states().getOrDefault("ACCEPTED", 0L)
                            + going.states().getOrDefault("IN_DOUBT", 0L))
                    .isEqualTo(150);
        }
    }

    @Test
    void
            p22_a_correction_that_is_ordered_before_all_have_compared_waits_and_goes_to_everyone_who_may_have_the_notice() {
        try (TestCluster cluster = TestCluster.unshared().startBoth()) {
            cluster.withStandby();
            TestMailing going = cluster.mailing(300).pace(1200).send().awaitAccepted(10);
            cluster.cutReplication();
            going.awaitAccepted(going.acceptedNotices().size() + 60);
            cluster.b.process().freeze();
            cluster.failOver();
            await().atMost(LIMIT).until(() -> awaited(cluster).size() == 1);

            going.disregard();

            await().during(Duration.ofSeconds(3))
                    .atMost(LIMIT)
                    .until(() -> going.acceptedCorrections().isEmpty());
            assertThat(awaited(cluster)).as("the frozen node").hasSize(1);
            cluster.b.process().thaw();
            going.awaitState("CORRECTED");
            assertThat(going.acceptedNotices()).doesNotHaveDuplicates();
            assertThat(going.acceptedCorrections())
                    .containsAll(going.acceptedNotices())
                    .hasSizeGreaterThan(60);
            cluster.relayAudit().assertMatchesRelay();
        }
    }

    @Test
    void p22_a_named_person_continues_without_a_node_that_never_comes_back() {
        try (TestCluster cluster = TestCluster.unshared().startBoth()) {
            cluster.withStandby();
            TestMailing going = cluster.mailing(200).pace(1200).send().awaitAccepted(10);
            cluster.b.kill();
            cluster.cutReplication();
            going.awaitAccepted(going.acceptedNotices().size() + 20);
            cluster.failOver();
            await().atMost(LIMIT).until(() -> awaited(cluster).size() == 1);
            String gone = awaited(cluster).get(0);
            assertThat(cluster.as(TestInstallation.AUTHOR)
                            .get("/record")
                            .list("awaited")
                            .get(0)
                            .text("node"))
                    .isEqualTo(gone);

            assertThatThrownBy(() -> cluster.as(TestInstallation.AUTHOR)
                            .post("/record/go-on-without", Map.of("node", gone, "reason", "its disk is lost")))
                    .isInstanceOf(ServerRefused.class);
            assertThat(cluster.as(TestInstallation.APPROVER)
                            .post("/record/go-on-without", Map.of("node", gone, "reason", "its disk is lost"))
                            .isTrue("whole"))
                    .isTrue();

            assertThat(cluster.sql()
                            .sql("SELECT detail ->> 'reason' FROM audit_entry WHERE action = 'go-on-without-node'")
                            .query(String.class)
                            .single())
                    .isEqualTo("its disk is lost");
            going.resume();
            await().atMost(LIMIT).until(() -> state(cluster, going, "NOTICE").equals("DONE"));
            assertThat(going.acceptedNotices()).doesNotHaveDuplicates();
            cluster.relayAudit().assertMatchesRelay();
        }
    }

    private static void awaitCompared(TestCluster cluster) {
        await().atMost(LIMIT)
                .ignoreExceptions()
                .until(() -> cluster.sql()
                        .sql("SELECT number > 0 AND NOT comparing FROM comparison")
                        .query(Boolean.class)
                        .single());
    }

    private static long restored(TestCluster cluster) {
        return cluster.sql()
                .sql("SELECT restored FROM comparison")
                .query(Long.class)
                .single();
    }

    private static List<String> awaited(TestCluster cluster) {
        return cluster.sql().sql("""
                SELECT n.id FROM node n, comparison c
                 WHERE c.comparing AND n.last_comparison < c.number AND n.seen_at > now() - interval '1 hour'
                """).query(String.class).list();
    }

    private static String state(TestCluster cluster, TestMailing circular, String kind) {
        return cluster.sql()
                .sql("SELECT state FROM dispatch WHERE mailing = :id AND kind = :kind")
                .param("id", circular.mailingNumber())
                .param("kind", kind)
                .query(String.class)
                .single();
    }
}
