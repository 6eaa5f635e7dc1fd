package org.belay.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Random;
import org.belay.testsupport.TestCluster;
import org.belay.testsupport.TestMailing;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Two processes; in every round PostgreSQL fails over to a standby that lacks the commits since a random moment.
 * Sometimes a process is killed with it and starts again. Then a person resumes the mailing, or takes it back. The
 * relay's own record is the judge.
 */
@Tag("soak")
class FailoverRoundsIT {
    private static final int ROUNDS = Integer.getInteger("rounds", 20);
    private static final int PEOPLE = 200;
    private static final Duration LIMIT = Duration.ofMinutes(3);

    private final Random random = new Random(RandomSeed.forThisRun());

    @Test
    void p22_p05_round_after_round_commits_are_lost_and_no_recipient_is_doubled_or_left_uncorrected() {
        long lost = 0;
        long corrected = 0;
        long doubts = 0;
        try (TestCluster cluster = TestCluster.unshared()) {
            for (int round = 1; round <= ROUNDS; round++) {
                cluster.startBoth();
                cluster.withStandby();
                TestMailing circular =
                        cluster.mailing(PEOPLE).pace(1_800).send().awaitAccepted(random.nextInt(PEOPLE / 3));
                cluster.cutReplication();
                int kept = circular.acceptedNotices().size();
                circular.awaitAccepted(Math.min(PEOPLE * 9 / 10, kept + random.nextInt(PEOPLE / 3)));
                boolean killed = random.nextInt(3) == 0;
                if (killed) {
                    cluster.b.kill();
                }
                cluster.failOver();
                boolean takeBack = random.nextBoolean();
                if (takeBack && random.nextBoolean()) {
                    circular.disregard(); // before anything was compared
                }
                if (killed) {
                    cluster.b.process().start();
                }
                awaitCompared(cluster, round);
                lost += cluster.sql()
                        .sql("SELECT restored FROM comparison")
                        .query(Long.class)
                        .single();
                cluster.relayAudit().assertMatchesRelay();
                if (takeBack) {
                    circular.disregard();
                    circular.awaitState("CORRECTED");
                    assertThat(circular.acceptedCorrections()).containsAll(circular.acceptedNotices());
                    corrected += circular.acceptedCorrections().size();
                } else {
                    circular.resume();
                    await().atMost(LIMIT).until(() -> circular.mailingState().equals("SENT"));
                    long inDoubt = circular.states().getOrDefault("IN_DOUBT", 0L);
                    assertThat(circular.states().getOrDefault("ACCEPTED", 0L) + inDoubt)
                            .isEqualTo(PEOPLE);
                    doubts += inDoubt;
                }
                assertThat(circular.acceptedNotices()).doesNotHaveDuplicates();
                cluster.relayAudit().assertMatchesRelay();
                System.out.printf("Round %d: %s%n", round, takeBack ? "taken back" : "resumed");
            }
        }
        System.out.printf(
                "%d fail-overs: %d attempts lost by the database and restored, %d corrections, in doubt %d; doubled 0, left uncorrected 0%n",
                ROUNDS, lost, corrected, doubts);
    }

    private static void awaitCompared(TestCluster cluster, int round) {
        await().atMost(LIMIT)
                .ignoreExceptions()
                .until(() -> cluster.sql()
                        .sql("SELECT number >= :round AND NOT comparing AND record_is_complete() FROM comparison")
                        .param("round", round)
                        .query(Boolean.class)
                        .single());
    }
}
