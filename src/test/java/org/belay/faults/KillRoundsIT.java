package org.belay.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.belay.testsupport.RelayAuditExtension;
import org.belay.testsupport.TestCluster;
import org.belay.testsupport.TestMailing;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Two processes at full speed; in every round one of them, or PostgreSQL, is killed at a random moment and started
 * again.
 */
@Tag("soak")
class KillRoundsIT {
    private static final int ROUNDS = Integer.getInteger("rounds", 50);
    private static final int PEOPLE = 400;

    /**
     * Maximum number of connections of a process; each has at most one end of data without a reply (docs/promises.md,
     * I5).
     */
    private static final int MAX_IN_DOUBT = 10;

    private final TestCluster cluster = TestCluster.shared();
    private final Random random = new Random(RandomSeed.forThisRun());

    @RegisterExtension
    final RelayAuditExtension books = new RelayAuditExtension(cluster);

    @Test
    void p01_p20_round_after_round_one_is_killed_and_nothing_is_lost_or_doubled_and_little_is_in_doubt() {
        long doubts = 0;
        long most = 0;
        for (int round = 1; round <= ROUNDS; round++) {
            cluster.startBoth();
            TestMailing circular = cluster.mailing(PEOPLE).send().awaitAccepted(random.nextInt(PEOPLE * 3 / 4));
            kill();
            circular.awaitSent();
            books.assertMatchesRelay();
            long inDoubt = circular.states().getOrDefault("IN_DOUBT", 0L);
            assertThat(circular.states().getOrDefault("ACCEPTED", 0L) + inDoubt).isEqualTo(PEOPLE);
            assertThat(inDoubt).as("in doubt after one kill (I5)").isLessThanOrEqualTo(MAX_IN_DOUBT);
            doubts += inDoubt;
            most = Math.max(most, inDoubt);
        }
        System.out.printf(
                "%d rounds, %d mails: lost 0, doubled 0, in doubt %d, at most %d after one kill%n",
                ROUNDS, ROUNDS * PEOPLE, doubts, most);
    }

    private void kill() {
        switch (random.nextInt(3)) {
            case 0 -> killed(cluster.a);
            case 1 -> killed(cluster.b);
            default -> cluster.killDatabase();
        }
    }

    private static void killed(TestCluster.ClusterProcess node) {
        node.kill();
        node.process().start();
    }
}
