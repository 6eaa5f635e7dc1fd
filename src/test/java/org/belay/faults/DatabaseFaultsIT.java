package org.belay.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.belay.testsupport.Trap.Moment.BEFORE;
import static org.belay.testsupport.Trap.Moment.COMMITTED;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.belay.testsupport.Circular;
import org.belay.testsupport.Cluster;
import org.belay.testsupport.FailingTable;
import org.belay.testsupport.MustBalance;
import org.belay.testsupport.Trap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The database is away, refuses, is full, or loses an answer. Only one process runs, so that the fault meets the
 * sender.
 */
class DatabaseFaultsIT {
    private static final int PEOPLE = 20;

    private final Cluster cluster = Cluster.shared();

    @RegisterExtension
    final MustBalance books = new MustBalance(cluster);

    @BeforeEach
    void one_process_runs() {
        cluster.alone();
    }

    @AfterEach
    void nothing_fails_any_more() {
        FailingTable.mendAll(cluster.sql());
    }

    @Test
    void p04_a_connection_lost_at_any_statement_before_or_after_its_commit_loses_and_doubles_nothing() {
        var cuts = new ArrayList<Trap>();
        for (String statement : List.of(Statements.MARKER, Statements.OUTCOME, Statements.HEARTBEAT)) {
            cuts.add(cluster.a.proxy().trap(BEFORE, statement).cut());
            cuts.add(cluster.a.proxy().trap(COMMITTED, statement).cut());
        }
        cuts.add(cluster.a.proxy().trap(BEFORE, Statements.CLAIM).cut());

        // commits are shared by all connections, so a mailing may end before each trap has met its statement
        for (int n = 0; n == 0 || n < 10 && !cuts.stream().allMatch(Trap::hasCaught); n++) {
            Circular circular = cluster.circular(PEOPLE).go();
            await().atMost(Duration.ofMinutes(3)).untilAsserted(circular::mustHaveReachedEverybodyOnce);
            circular.awaitSent();
        }
        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(cuts).allMatch(Trap::hasCaught));
    }

    @Test
    void p04_a_connection_lost_after_the_claim_has_committed_loses_and_doubles_nothing() {
        Trap claimed = cluster.a.proxy().trap(COMMITTED, Statements.CLAIM).cut();

        Circular circular = cluster.circular(PEOPLE).go();

        circular.awaitSent().mustHaveReachedEverybodyOnce();
        assertThat(claimed.hasCaught()).isTrue();
    }

    @Test
    void p04_a_connection_lost_at_the_audit_undoes_the_action_that_it_would_have_recorded() {
        Circular circular = cluster.circular(PEOPLE).imported().drafted().submitted();
        Trap lost = cluster.a.proxy().trap(BEFORE, Statements.AUDIT).cut();

        // repeated with its key after the 503: if the first one had been stored, it would be refused as already
        // approved
        circular.approved();

        assertThat(lost.hasCaught()).isTrue();
        circular.scheduled().awaitSent().mustHaveReachedEverybodyOnce();
        assertThat(cluster.auditIsWhole()).isTrue();
    }

    @Test
    void p05_while_the_database_is_away_no_mail_is_sent_and_afterwards_all_are_sent_once() {
        Circular circular = cluster.circular(60).pace(600).go().awaitTaken(10);

        cluster.a.proxy().goAway();
        int left = circular.awaitQuiet();
        cluster.a.proxy().comeBack();

        circular.awaitSent().mustHaveReachedEverybodyOnce();
        assertThat(left).isLessThan(60);
    }

    @Test
    void p05_while_the_database_is_read_only_no_mail_is_sent() {
        Circular circular = cluster.circular(60).pace(600).go().awaitTaken(10);

        setting("default_transaction_read_only", "on");
        int left = circular.awaitQuiet();
        setting("default_transaction_read_only", "off");

        circular.awaitSent().mustHaveReachedEverybodyOnce();
        assertThat(left).isLessThan(60);
    }

    @Test
    void p06_deadlock_serialization_failure_and_lock_timeout_are_retried_and_double_nothing() {
        FailingTable.refuseOnce(cluster.sql(), "attempt", "INSERT", "40P01");
        FailingTable.refuseOnce(cluster.sql(), "attempt", "UPDATE", "40001");
        FailingTable.refuseOnce(cluster.sql(), "delivery", "UPDATE", "55P03");
        FailingTable.refuseOnce(cluster.sql(), "batch", "UPDATE", "40P01");

        Circular circular = cluster.circular(PEOPLE).go();

        circular.awaitSent().mustHaveReachedEverybodyOnce();
        assertThat(FailingTable.left(cluster.sql())).as("refusals not yet met").isZero();
    }

    @Test
    void p06_when_every_connection_waits_for_a_lock_nothing_is_lost() {
        Circular circular = cluster.circular(60).pace(600).go().awaitTaken(10);

        FailingTable.lockedFor(cluster.postgres(), "attempt", Duration.ofSeconds(4));

        circular.awaitSent().mustHaveReachedEverybodyOnce();
    }

    @Test
    void p07_a_full_disk_of_the_database_stops_sending_and_it_continues_automatically() {
        Circular circular = cluster.circular(60).pace(600).go().awaitTaken(10);

        FailingTable.refuse(cluster.sql(), "attempt", "INSERT", "53100");
        int left = circular.awaitQuiet();
        FailingTable.mendAll(cluster.sql());

        circular.awaitSent().mustHaveReachedEverybodyOnce();
        assertThat(left).isLessThan(60);
    }

    @Test
    void p07_a_full_disk_of_the_process_stops_sending_and_it_continues_automatically() {
        Circular circular = cluster.circular(60).pace(600).go().awaitTaken(10);
        long pid = cluster.a.process().pid();

        // every file that the process writes, its log and its journal, has reached its maximum size
        cluster.a.process().run("prlimit", "--pid", "" + pid, "--fsize=1:unlimited");
        int left = circular.awaitQuiet();
        String paused = circular.get().text("paused");
        cluster.a.process().run("prlimit", "--pid", "" + pid, "--fsize=unlimited:unlimited");

        circular.awaitSent().mustHaveReachedEverybodyOnce();
        assertThat(left).isLessThan(60);
        assertThat(paused).as("why it pauses, in words").contains("disk full");
    }

    private void setting(String name, String value) {
        cluster.sql().sql("ALTER SYSTEM SET " + name + " = " + value).update();
        cluster.sql().sql("SELECT pg_reload_conf()").query(Boolean.class).single();
    }
}
