package org.belay.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.belay.testsupport.RelayAuditExtension;
import org.belay.testsupport.TestCluster;
import org.belay.testsupport.TestMailing;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A process that runs out of memory ends, and is started again. */
class OutOfMemoryIT {
    private final TestCluster cluster = TestCluster.shared();

    @RegisterExtension
    final RelayAuditExtension books = new RelayAuditExtension(cluster);

    @BeforeEach
    void one_process_runs() {
        cluster.startFirstOnly();
    }

    @Test
    void p18_a_process_without_memory_ends_with_one_line_and_continues_from_its_records_after_a_restart() {
        TestMailing circular = cluster.mailing(100).pace(600).send().awaitAccepted(5);

        cluster.a.process().fillHeap(Duration.ofSeconds(20));

        cluster.a.process().awaitEnd(Duration.ofMinutes(1));
        assertThat(cluster.a.process().log()).contains("Terminating due to java.lang.OutOfMemoryError");
        cluster.a.process().start();
        circular.awaitSent();
        assertThat(circular.states().keySet()).isSubsetOf("ACCEPTED", "IN_DOUBT");
        cluster.mailing(20).send().awaitSent().assertReachedEveryoneOnce();
    }
}
