package org.belay.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.belay.testsupport.database.StatementTrap.TrapPoint.BEFORE;
import static org.belay.testsupport.database.StatementTrap.TrapPoint.COMMITTED;

import java.time.Duration;
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
 * A process that is frozen for longer than its lease and the deadline of its attempts, and then continues as if nothing
 * had happened, while another has taken over. Several mailings are at one point each, so that one long freeze meets
 * them all.
 */
class FrozenProcessIT {
    private static final int PEOPLE = 20;

    /** Lease 15 s; deadline of an attempt 20 s, with a margin of 5 s. */
    private static final Duration LONGER_THAN_EVERY_DEADLINE = Duration.ofSeconds(27);

    private final TestCluster cluster = TestCluster.shared();
    private final HeldMailings held = new HeldMailings(cluster);

    @RegisterExtension
    final RelayAuditExtension books = new RelayAuditExtension(cluster);

    @BeforeEach
    void both_run_and_the_second_sleeps_so_that_the_first_takes_all() {
        cluster.startBoth();
        cluster.b.process().freeze();
    }

    @AfterEach
    void release_all() {
        held.releaseAll();
        cluster.b.process().thaw();
        cluster.a.process().thaw();
    }

    @Test
    void p09_woken_after_its_lease_it_ends_no_data_and_a_late_reply_counts() {
        TestMailing opening = held.holdNext(FaultPoint.BANNER, freshConnection());
        TestMailing rcpt = held.holdFourth(FaultPoint.RCPT, circular());
        TestMailing answeredLate = held.holdFourthReply(circular());
        StatementTrap marker = cluster.a.proxy().trap(BEFORE, DeliveryStatements.MARKER);
        TestMailing marking = circular().send();
        marker.awaitCatch();

        cluster.a.process().freeze();
        cluster.b.process().thaw();
        othersGoOnWithout(opening, rcpt, answeredLate, marking);
        cluster.a.process().thaw();
        marker.release();
        held.releaseAll();

        eventually(answeredLate);
        for (TestMailing circular : List.of(opening, rcpt, marking)) {
            eventually(circular);
        }
    }

    @Test
    void p09_woken_at_the_other_points_it_doubles_nothing() {
        TestMailing mail = held.holdNext(FaultPoint.MAIL, circular());
        TestMailing data = held.holdFourth(FaultPoint.DATA, circular());
        TestMailing lost = held.holdFourth(FaultPoint.DOT, circular());
        StatementTrap marked = cluster.a.proxy().trap(COMMITTED, DeliveryStatements.MARKER);
        TestMailing marking = circular().send();
        marked.awaitCatch();

        cluster.a.process().freeze();
        cluster.b.process().thaw();
        othersGoOnWithout(mail, data, lost, marking);
        cluster.a.process().thaw();
        marked.release();
        held.releaseAll();

        for (TestMailing circular : List.of(mail, data, marking)) {
            eventually(circular);
        }
        await().atMost(Duration.ofMinutes(1)).until(() -> lost.state(3).equals("IN_DOUBT"));
        lost.awaitSent();
        assertThat(lost.state(3)).as("the relay has it or not, and never said").isEqualTo("IN_DOUBT");
    }

    @Test
    void p09_frozen_while_it_holds_the_schedulers_lock_it_does_not_stop_other_nodes() {
        StatementTrap scheduling = cluster.a.proxy().trap(BEFORE, "INSERT INTO qrtz_fired_triggers");
        TestMailing circular = circular().send();
        scheduling.awaitCatch();
        cluster.b.process().thaw();

        TestMailing other = circular().via(cluster.b).send();

        circular.awaitSent().assertReachedEveryoneOnce();
        other.awaitSent().assertReachedEveryoneOnce();
        scheduling.release();
    }

    /** The other process takes over and sends what has no attempt; what has one waits for its deadline. */
    private void othersGoOnWithout(TestMailing... circulars) {
        long asleep = System.nanoTime();
        for (TestMailing circular : circulars) {
            circular.via(cluster.b);
            await().atMost(Duration.ofMinutes(2))
                    .pollInterval(Duration.ofMillis(200))
                    .untilAsserted(() -> assertThat(circular.states().keySet())
                            .as(circular::toString)
                            .isSubsetOf("ACCEPTED", "IN_FLIGHT", "IN_DOUBT"));
        }
        await().atMost(Duration.ofMinutes(1))
                .until(() -> System.nanoTime() - asleep > LONGER_THAN_EVERY_DEADLINE.toNanos());
        books.assertMatchesRelay();
    }

    private static void eventually(TestMailing circular) {
        await().atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(200))
                .untilAsserted(circular::assertReachedEveryoneOnce);
    }

    private TestMailing circular() {
        return cluster.mailing(PEOPLE);
    }

    private TestMailing freshConnection() {
        cluster.relay().goAway();
        cluster.relay().comeBack();
        return circular();
    }
}
