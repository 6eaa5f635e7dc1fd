package org.belay.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.belay.testsupport.Trap.Moment.BEFORE;
import static org.belay.testsupport.Trap.Moment.COMMITTED;

import java.time.Duration;
import java.util.List;
import org.belay.testkit.Point;
import org.belay.testsupport.Circular;
import org.belay.testsupport.Cluster;
import org.belay.testsupport.Held;
import org.belay.testsupport.MustBalance;
import org.belay.testsupport.Trap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A process that is frozen for longer than its lease and the deadline of its attempts, and then continues as if nothing
 * had happened, while another has taken over. Several mailings are at one point each, so that one long freeze meets
 * them all.
 */
class FrozenIT {
    private static final int PEOPLE = 20;

    /** Lease 15 s; deadline of an attempt 20 s, with a margin of 5 s. */
    private static final Duration LONGER_THAN_EVERY_DEADLINE = Duration.ofSeconds(27);

    private final Cluster cluster = Cluster.shared();
    private final Held held = new Held(cluster);

    @RegisterExtension
    final MustBalance books = new MustBalance(cluster);

    @BeforeEach
    void both_run_and_the_second_sleeps_so_that_the_first_takes_all() {
        cluster.both();
        cluster.b.process().freeze();
    }

    @AfterEach
    void release_all() {
        held.letGo();
        cluster.b.process().thaw();
        cluster.a.process().thaw();
    }

    @Test
    void p09_woken_after_its_lease_it_ends_no_data_and_a_late_reply_counts() {
        Circular opening = held.next(Point.BANNER, freshConnection());
        Circular rcpt = held.fourth(Point.RCPT, circular());
        Circular answeredLate = held.fourthAnsweredLate(circular());
        Trap marker = cluster.a.proxy().trap(BEFORE, Statements.MARKER);
        Circular marking = circular().go();
        marker.awaitCatch();

        cluster.a.process().freeze();
        cluster.b.process().thaw();
        othersGoOnWithout(opening, rcpt, answeredLate, marking);
        cluster.a.process().thaw();
        marker.release();
        held.letGo();

        eventually(answeredLate);
        for (Circular circular : List.of(opening, rcpt, marking)) {
            eventually(circular);
        }
    }

    @Test
    void p09_woken_at_the_other_points_it_doubles_nothing() {
        Circular mail = held.next(Point.MAIL, circular());
        Circular data = held.fourth(Point.DATA, circular());
        Circular lost = held.fourth(Point.DOT, circular());
        Trap marked = cluster.a.proxy().trap(COMMITTED, Statements.MARKER);
        Circular marking = circular().go();
        marked.awaitCatch();

        cluster.a.process().freeze();
        cluster.b.process().thaw();
        othersGoOnWithout(mail, data, lost, marking);
        cluster.a.process().thaw();
        marked.release();
        held.letGo();

        for (Circular circular : List.of(mail, data, marking)) {
            eventually(circular);
        }
        await().atMost(Duration.ofMinutes(1)).until(() -> lost.state(3).equals("IN_DOUBT"));
        lost.awaitSent();
        assertThat(lost.state(3)).as("the relay has it or not, and never said").isEqualTo("IN_DOUBT");
    }

    @Test
    void p09_frozen_while_it_holds_the_schedulers_lock_it_does_not_stop_other_nodes() {
        Trap scheduling = cluster.a.proxy().trap(BEFORE, "INSERT INTO qrtz_fired_triggers");
        Circular circular = circular().go();
        scheduling.awaitCatch();
        cluster.b.process().thaw();

        Circular other = circular().via(cluster.b).go();

        circular.awaitSent().mustHaveReachedEverybodyOnce();
        other.awaitSent().mustHaveReachedEverybodyOnce();
        scheduling.release();
    }

    /** The other process takes over and sends what has no attempt; what has one waits for its deadline. */
    private void othersGoOnWithout(Circular... circulars) {
        long asleep = System.nanoTime();
        for (Circular circular : circulars) {
            circular.via(cluster.b);
            await().atMost(Duration.ofMinutes(2))
                    .pollInterval(Duration.ofMillis(200))
                    .untilAsserted(() -> assertThat(circular.states().keySet())
                            .as(circular::toString)
                            .isSubsetOf("ACCEPTED", "IN_FLIGHT", "IN_DOUBT"));
        }
        await().atMost(Duration.ofMinutes(1))
                .until(() -> System.nanoTime() - asleep > LONGER_THAN_EVERY_DEADLINE.toNanos());
        books.mustBalance();
    }

    private static void eventually(Circular circular) {
        await().atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(200))
                .untilAsserted(circular::mustHaveReachedEverybodyOnce);
    }

    private Circular circular() {
        return cluster.circular(PEOPLE);
    }

    private Circular freshConnection() {
        cluster.relay().goAway();
        cluster.relay().comeBack();
        return circular();
    }
}
