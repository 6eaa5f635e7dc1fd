package org.belay.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.belay.testsupport.database.StatementTrap.TrapPoint.BEFORE;
import static org.belay.testsupport.database.StatementTrap.TrapPoint.COMMITTED;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.belay.testsupport.RelayAuditExtension;
import org.belay.testsupport.TestCluster;
import org.belay.testsupport.TestMailing;
import org.belay.testsupport.database.DatabaseProxy;
import org.belay.testsupport.database.StatementTrap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Killed during work other than sending: each action is done completely or not at all. */
class KilledDuringWorkIT {
    private static final int BATCH = 500;

    private final TestCluster cluster = TestCluster.shared();

    @RegisterExtension
    final RelayAuditExtension books = new RelayAuditExtension(cluster);

    @BeforeEach
    void one_process_runs() {
        cluster.startFirstOnly();
    }

    @Test
    void p02_killed_during_import_submission_approval_and_fan_out_each_is_done_completely_or_not_at_all() {
        DatabaseProxy proxy = cluster.a.proxy();
        // prepared first: a caught statement holds locks
        TestMailing toSubmit = cluster.mailing(20).imported().drafted();
        TestMailing toApprove = cluster.mailing(20).imported().drafted().submitted();
        TestMailing large =
                cluster.mailing(BATCH + 20).imported().drafted().submitted().approved();
        TestMailing toImport = cluster.mailing(20);

        StatementTrap fanOut = proxy.trap(COMMITTED, DeliveryStatements.FAN_OUT);
        large.scheduled();
        fanOut.awaitCatch();
        StatementTrap importing = proxy.trap(BEFORE, "INSERT INTO audience_member|COPY audience_member");
        var imported = async(toImport::imported);
        importing.awaitCatch();
        StatementTrap submitting = proxy.trap(BEFORE, "UPDATE mailing\\b.*'IN_REVIEW'");
        var submitted = async(toSubmit::submitted);
        submitting.awaitCatch();
        // not the audit row of the approval: other acts and refusals write such rows at any time
        StatementTrap approving = proxy.trap(BEFORE, "INSERT INTO approval");
        var approved = async(toApprove::approved);
        approving.awaitCatch();
        cluster.a.kill();

        Map.of("import", imported, "submission", submitted, "approval", approved)
                .forEach((name, act) ->
                        assertThat(act).as(name + " reports no success").failsWithin(Duration.ofMinutes(1)));
        cluster.a.process().start();

        assertThat(audiences(toImport)).as("no half an audience").isZero();
        assertThat(toSubmit.mailingState()).isEqualTo("DRAFT");
        assertThat(toApprove.mailingState()).isEqualTo("IN_REVIEW");
        large.awaitSent();
        assertThat(large.states().keySet())
                .as("no recipient is missing; transactions of other workers may be in doubt")
                .isSubsetOf("ACCEPTED", "IN_DOUBT");
        assertThat(large.states().values().stream().mapToLong(Long::longValue).sum())
                .isEqualTo(BATCH + 20);
        assertThat(large.acceptedNotices()).doesNotHaveDuplicates();
        toImport.imported();
        toSubmit.submitted().approved().scheduled().awaitSent().assertReachedEveryoneOnce();
        toApprove.approved().scheduled().awaitSent().assertReachedEveryoneOnce();
        assertThat(cluster.isAuditIntact()).isTrue();
    }

    @Test
    void p02_killed_during_the_migration_it_continues_at_the_next_start() {
        try (TestCluster fresh = TestCluster.unshared()) {
            StatementTrap migration = fresh.a.proxy().trap(BEFORE, "CREATE TABLE delivery\\b");
            fresh.a.process().begin();
            migration.awaitCatch();
            fresh.a.kill();

            fresh.startFirstOnly();

            fresh.mailing(5).send().awaitSent().assertReachedEveryoneOnce();
        }
    }

    /** In a thread of its own: the common pool of a machine with two processors has one. */
    private static CompletableFuture<Void> async(Runnable act) {
        return CompletableFuture.runAsync(act, task -> new Thread(task).start());
    }

    private long audiences(TestMailing circular) {
        return cluster.sql()
                .sql("SELECT count(*) FROM audience WHERE name = :name")
                .param("name", circular.domain())
                .query(Long.class)
                .single();
    }
}
