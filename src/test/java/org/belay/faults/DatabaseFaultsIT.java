package org.belay.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.belay.testsupport.database.StatementTrap.TrapPoint.BEFORE;
import static org.belay.testsupport.database.StatementTrap.TrapPoint.COMMITTED;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.belay.testsupport.RelayAuditExtension;
import org.belay.testsupport.TestCluster;
import org.belay.testsupport.TestMailing;
import org.belay.testsupport.database.FailingTable;
import org.belay.testsupport.database.StatementTrap;
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

    private final TestCluster cluster = TestCluster.shared();

    @RegisterExtension
    final RelayAuditExtension books = new RelayAuditExtension(cluster);

    @BeforeEach
    void one_process_runs() {
        cluster.startFirstOnly();
    }

    @AfterEach
    void nothing_fails_any_more() {
        FailingTable.restoreAll(cluster.sql());
    }

    @Test
    void p04_a_connection_lost_at_any_statement_before_or_after_its_commit_loses_and_doubles_nothing() {
        var cuts = new ArrayList<StatementTrap>();
        for (String statement :
                List.of(DeliveryStatements.MARKER, DeliveryStatements.OUTCOME, DeliveryStatements.HEARTBEAT)) {
            cuts.add(cluster.a.proxy().trap(BEFORE, statement).cut());
            cuts.add(cluster.a.proxy().trap(COMMITTED, statement).cut());
        }
        cuts.add(cluster.a.proxy().trap(BEFORE, DeliveryStatements.CLAIM).cut());

        // commits are shared by all connections, so a mailing may end before each trap has met its statement
        for (int n = 0; n == 0 || n < 10 && !cuts.stream().allMatch(StatementTrap::hasCaught); n++) {
            TestMailing circular = cluster.mailing(PEOPLE).send();
            await().atMost(Duration.ofMinutes(3)).untilAsserted(circular::assertReachedEveryoneOnce);
            circular.awaitSent();
        }
        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(cuts).allMatch(StatementTrap::hasCaught));
    }

    @Test
    void p04_a_connection_lost_after_the_claim_has_committed_loses_and_doubles_nothing() {
        StatementTrap claimed =
                cluster.a.proxy().trap(COMMITTED, DeliveryStatements.CLAIM).cut();

        TestMailing circular = cluster.mailing(PEOPLE).send();

        circular.awaitSent().assertReachedEveryoneOnce();
        assertThat(claimed.hasCaught()).isTrue();
    }

    @Test
    void p04_a_connection_lost_at_the_audit_undoes_the_action_that_it_would_have_recorded() {
        TestMailing circular = cluster.mailing(PEOPLE).imported().drafted().submitted();
        StatementTrap lost =
                cluster.a.proxy().trap(BEFORE, DeliveryStatements.AUDIT).cut();

        // repeated with its key after the 503: if the first one had been stored, it would be refused as already
        // approved
        circular.approved();

        assertThat(lost.hasCaught()).isTrue();
        circular.scheduled().awaitSent().assertReachedEveryoneOnce();
        assertThat(cluster.isAuditIntact()).isTrue();
    }

    @Test
    void p05_while_the_database_is_away_no_mail_is_sent_and_afterwards_all_are_sent_once() {
        TestMailing circular = cluster.mailing(60).pace(600).send().awaitAccepted(10);

        cluster.a.proxy().goAway();
        int left = circular.awaitQuiet();
        cluster.a.proxy().comeBack();

        circular.awaitSent().assertReachedEveryoneOnce();
        assertThat(left).isLessThan(60);
    }

    @Test
    void p05_while_the_database_is_read_only_no_mail_is_sent() {
        TestMailing circular = cluster.mailing(60).pace(600).send().awaitAccepted(10);

        setting("default_transaction_read_only", "on");
        int left = circular.awaitQuiet();
        setting("default_transaction_read_only", "off");

        circular.awaitSent().assertReachedEveryoneOnce();
        assertThat(left).isLessThan(60);
    }

    @Test
    void p06_deadlock_serialization_failure_and_lock_timeout_are_retried_and_double_nothing() {
        FailingTable.refuseOnce(cluster.sql(), "attempt", "INSERT", "40P01");
        FailingTable.refuseOnce(cluster.sql(), "attempt", "UPDATE", "40001");
        FailingTable.refuseOnce(cluster.sql(), "delivery", "UPDATE", "55P03");
        FailingTable.refuseOnce(cluster.sql(), "batch", "UPDATE", "40P01");

        TestMailing circular = cluster.mailing(PEOPLE).send();

        circular.awaitSent().assertReachedEveryoneOnce();
        assertThat(FailingTable.left(cluster.sql())).as("refusals not yet met").isZero();
    }

    @Test
    void p06_when_every_connection_waits_for_a_lock_nothing_is_lost() {
        TestMailing circular = cluster.mailing(60).pace(600).send().awaitAccepted(10);

        FailingTable.lockedFor(cluster.postgres(), "attempt", Duration.ofSeconds(4));

        circular.awaitSent().assertReachedEveryoneOnce();
    }

    @Test
    void p07_a_full_disk_of_the_database_stops_sending_and_it_continues_automatically() {
        TestMailing circular = cluster.mailing(60).pace(600).send().awaitAccepted(10);

        FailingTable.refuse(cluster.sql(), "attempt", "INSERT", "53100");
        int left = circular.awaitQuiet();
        FailingTable.restoreAll(cluster.sql());

        circular.awaitSent().assertReachedEveryoneOnce();
        assertThat(left).isLessThan(60);
    }

    @Test
    void p07_a_full_disk_of_the_process_stops_sending_and_it_continues_automatically() {
        TestMailing circular = cluster.mailing(60).pace(600).send().awaitAccepted(10);
        long pid = cluster.a.process().pid();

        // every file that the process writes, its log and its journal, has reached its maximum size
        cluster.a.process().run("prlimit", "--pid", "" + pid, "--fsize=1:unlimited");
        int left = circular.awaitQuiet();
        String paused = circular.get().text("paused");
        cluster.a.process().run("prlimit", "--pid", "" + pid, "--fsize=unlimited:unlimited");

        circular.awaitSent().assertReachedEveryoneOnce();
        assertThat(left).isLessThan(60);
        assertThat(paused).as("why it pauses, in words").contains("disk full");
    }

    private void setting(String name, String value) {
        cluster.sql().sql("ALTER SYSTEM SET " + name + " = " + value).update();
        cluster.sql().sql("SELECT pg_reload_conf()").query(Boolean.class).single();
    }
}
