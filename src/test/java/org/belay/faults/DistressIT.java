package org.belay.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.belay.testsupport.Circular;
import org.belay.testsupport.Cluster;
import org.belay.testsupport.MustBalance;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A process that runs out of memory ends, and is started again. */
class DistressIT {
    private final Cluster cluster = Cluster.shared();

    @RegisterExtension
    final MustBalance books = new MustBalance(cluster);

    @BeforeEach
    void one_process_runs() {
        cluster.alone();
    }

    @Test
    void p18_a_process_without_memory_ends_with_one_line_and_continues_from_its_records_after_a_restart() {
        Circular circular = cluster.circular(100).pace(600).go().awaitTaken(5);

        cluster.a.process().fillHeap(Duration.ofSeconds(20));

        cluster.a.process().awaitEnd(Duration.ofMinutes(1));
        assertThat(cluster.a.process().log()).contains("Terminating due to java.lang.OutOfMemoryError");
        cluster.a.process().start();
        circular.awaitSent();
        assertThat(circular.states().keySet()).isSubsetOf("ACCEPTED", "IN_DOUBT");
        cluster.circular(20).go().awaitSent().mustHaveReachedEverybodyOnce();
    }
}
