package org.belay.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.belay.testsupport.database.StatementTrap.TrapPoint.BEFORE;
import static org.belay.testsupport.database.StatementTrap.TrapPoint.COMMITTED;

import java.util.List;
import org.belay.testkit.FaultPoint;
import org.belay.testsupport.HeldMailings;
import org.belay.testsupport.RelayAuditExtension;
import org.belay.testsupport.TestCluster;
import org.belay.testsupport.TestMailing;
import org.belay.testsupport.database.StatementTrap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * One process, killed with SIGKILL at every point of a delivery. Several mailings are at one point each, so that one
 * kill meets them all; the only action afterwards is to start the process again.
 *
 * <p>A mail of some kilobytes is sent in one write with its end of data, so from outside no point lies within its body:
 * what the relay has read of it says nothing about the end of data. {@code S25} and {@code S27} show that a break
 * within a body is safe.
 */
class KilledProcessIT {
    private static final int PEOPLE = 20;

    private final TestCluster cluster = TestCluster.shared();
    private final HeldMailings held = new HeldMailings(cluster);

    @RegisterExtension
    final RelayAuditExtension books = new RelayAuditExtension(cluster);

    @BeforeEach
    void one_process_runs() {
        cluster.startFirstOnly();
    }

    @AfterEach
    void release_all() {
        held.releaseAll();
    }

    @Test
    void p01_killed_before_the_end_of_data_a_mail_is_sent_once_after_the_restart() {
        freshConnections();
        var circulars = List.of(
                held.holdNext(FaultPoint.BANNER, circular()),
                held.holdNext(FaultPoint.MAIL, circular()),
                held.holdFourth(FaultPoint.RCPT, circular()),
                held.holdFourth(FaultPoint.DATA, circular()));
        circulars.forEach(TestMailing::awaitQuiet); // otherwise a mail of another worker may be after its end of data

        killAndRestart();

        circulars.forEach(circular -> circular.awaitSent().assertReachedEveryoneOnce());
    }

    @Test
    void p01_killed_after_the_end_of_data_a_mail_is_in_doubt_and_never_resent_but_a_reply_that_was_read_counts() {
        TestMailing half = held.holdFourth(FaultPoint.BODY, circular());
        TestMailing lost = held.holdFourth(FaultPoint.DOT, circular());
        TestMailing kept = held.holdFourthAccepted(circular());
        StatementTrap outcome = cluster.a.proxy().trap(BEFORE, DeliveryStatements.OUTCOME);
        TestMailing answered = circular().send();
        outcome.awaitCatch(); // of any mailing

        killAndRestart();

        answered.awaitSent().assertReachedEveryoneOnce();
        for (TestMailing circular : List.of(half, lost, kept)) {
            circular.awaitSent();
            assertThat(circular.state(3)).isEqualTo("IN_DOUBT");
        }
        assertThat(half.acceptedNotices()).doesNotContain(half.address(3)).hasSize(PEOPLE - 1);
        assertThat(lost.acceptedNotices()).doesNotContain(lost.address(3)).hasSize(PEOPLE - 1);
        assertThat(kept.acceptedNotices()).containsOnlyOnce(kept.address(3)).hasSize(PEOPLE);
    }

    @Test
    void p01_killed_around_the_claim_and_before_the_attempt_nothing_is_lost_or_in_doubt() {
        StatementTrap claim = cluster.a.proxy().trap(BEFORE, DeliveryStatements.CLAIM);
        TestMailing unclaimed = circular().send();
        claim.awaitCatch();
        StatementTrap claimed = cluster.a.proxy().trap(COMMITTED, DeliveryStatements.CLAIM);
        TestMailing taken = circular().send();
        claimed.awaitCatch();
        StatementTrap marker = cluster.a.proxy().trap(BEFORE, DeliveryStatements.MARKER);
        TestMailing unmarked = circular().send();
        marker.awaitCatch();

        killAndRestart();

        for (TestMailing circular : List.of(unclaimed, taken, unmarked)) {
            circular.awaitSent().assertReachedEveryoneOnce();
        }
    }

    @Test
    void p01_killed_right_after_an_attempt_or_after_everything_nothing_is_in_doubt() {
        TestMailing done = circular().send().awaitSent();
        StatementTrap marked = cluster.a.proxy().trap(COMMITTED, DeliveryStatements.MARKER);
        TestMailing circular = circular().send();
        marked.awaitCatch();

        killAndRestart();

        circular.awaitSent().assertReachedEveryoneOnce();
        done.assertReachedEveryoneOnce();
    }

    private TestMailing circular() {
        return cluster.mailing(PEOPLE);
    }

    private void freshConnections() {
        cluster.relay().goAway();
        cluster.relay().comeBack();
    }

    private void killAndRestart() {
        cluster.a.kill();
        cluster.relay().forgetScript();
        held.releaseAll();
        cluster.a.process().start();
    }
}
