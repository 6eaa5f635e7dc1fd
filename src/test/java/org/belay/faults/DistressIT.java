package org.belay.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.belay.testsupport.Circular;
import org.belay.testsupport.Cluster;
import org.belay.testsupport.MustBalance;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A process that runs out of memory and lives on. */
class DistressIT {
    private final Cluster cluster = Cluster.shared();

    @RegisterExtension
    final MustBalance books = new MustBalance(cluster);

    @BeforeEach
    void one_process_runs() {
        cluster.alone();
    }

    @Test
    void p18_out_of_memory_for_a_while_nobody_is_lost_or_doubled_and_no_worker_stays_dead() {
        Circular circular = cluster.circular(100).pace(600).go().awaitTaken(5);

        cluster.a.process().fillHeap(Duration.ofSeconds(4));

        await().atMost(Duration.ofMinutes(1))
                .until(() -> cluster.a.process().log().contains("The heap was full."));
        circular.awaitSent();
        assertThat(circular.states().keySet()).isSubsetOf("ACCEPTED", "IN_DOUBT");
        cluster.circular(20).go().awaitSent().mustHaveReachedEverybodyOnce();
        assertThat(cluster.a.process().status("/readyz")).isEqualTo(200);
    }
}
