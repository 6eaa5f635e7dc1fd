package org.belay.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.belay.testsupport.Trap.Moment.BEFORE;
import static org.belay.testsupport.Trap.Moment.COMMITTED;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.belay.testsupport.Circular;
import org.belay.testsupport.Cluster;
import org.belay.testsupport.DatabaseProxy;
import org.belay.testsupport.MustBalance;
import org.belay.testsupport.Trap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Killed during work other than sending: each action is done completely or not at all. */
class WorkKilledIT {
    private static final int BATCH = 500;

    private final Cluster cluster = Cluster.shared();

    @RegisterExtension
    final MustBalance books = new MustBalance(cluster);

    @BeforeEach
    void one_process_runs() {
        cluster.alone();
    }

    @Test
    void p02_killed_during_import_submission_approval_and_fan_out_each_is_done_completely_or_not_at_all() {
        DatabaseProxy proxy = cluster.a.proxy();
        // prepared first: a caught statement holds locks
        Circular toSubmit = cluster.circular(20).imported().drafted();
        Circular toApprove = cluster.circular(20).imported().drafted().submitted();
        Circular large =
                cluster.circular(BATCH + 20).imported().drafted().submitted().approved();
        Circular toImport = cluster.circular(20);

        Trap fanOut = proxy.trap(COMMITTED, Statements.FAN_OUT);
        large.scheduled();
        fanOut.awaitCatch();
        Trap importing = proxy.trap(BEFORE, "INSERT INTO audience_member|COPY audience_member");
        var imported = async(toImport::imported);
        importing.awaitCatch();
        Trap submitting = proxy.trap(BEFORE, "UPDATE mailing\\b.*'IN_REVIEW'");
        var submitted = async(toSubmit::submitted);
        submitting.awaitCatch();
        Trap auditing = proxy.trap(BEFORE, Statements.AUDIT);
        var approved = async(toApprove::approved);
        auditing.awaitCatch();
        cluster.a.kill();

        for (var act : new CompletableFuture<?>[] {imported, submitted, approved}) {
            assertThat(act).as("reports no success").failsWithin(Duration.ofMinutes(1));
        }
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
        assertThat(large.took()).doesNotHaveDuplicates();
        toImport.imported();
        toSubmit.submitted().approved().scheduled().awaitSent().mustHaveReachedEverybodyOnce();
        toApprove.approved().scheduled().awaitSent().mustHaveReachedEverybodyOnce();
        assertThat(cluster.auditIsWhole()).isTrue();
    }

    @Test
    void p02_killed_during_the_migration_it_continues_at_the_next_start() {
        try (Cluster fresh = Cluster.ofItsOwn()) {
            Trap migration = fresh.a.proxy().trap(BEFORE, "CREATE TABLE delivery\\b");
            fresh.a.process().begin();
            migration.awaitCatch();
            fresh.a.kill();

            fresh.alone();

            fresh.circular(5).go().awaitSent().mustHaveReachedEverybodyOnce();
        }
    }

    private static CompletableFuture<Void> async(Runnable act) {
        return CompletableFuture.runAsync(act);
    }

    private long audiences(Circular circular) {
        return cluster.sql()
                .sql("SELECT count(*) FROM audience WHERE name = :name")
                .param("name", circular.domain())
                .query(Long.class)
                .single();
    }
}
