package org.belay.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.belay.testsupport.Trap.Moment.BEFORE;
import static org.belay.testsupport.Trap.Moment.COMMITTED;

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
 * One process, killed with SIGKILL at every point of a delivery. Several mailings are at one point each, so that one
 * kill meets them all; the only action afterwards is to start the process again.
 *
 * <p>A mail of some kilobytes is sent in one write with its end of data, so from outside no point lies within its body:
 * what the relay has read of it says nothing about the end of data. {@code S25} and {@code S27} show that a break
 * within a body is safe.
 */
class KilledIT {
    private static final int PEOPLE = 20;

    private final Cluster cluster = Cluster.shared();
    private final Held held = new Held(cluster);

    @RegisterExtension
    final MustBalance books = new MustBalance(cluster);

    @BeforeEach
    void one_process_runs() {
        cluster.alone();
    }

    @AfterEach
    void release_all() {
        held.letGo();
    }

    @Test
    void p01_killed_before_the_end_of_data_a_mail_is_sent_once_after_the_restart() {
        freshConnections();
        var circulars = List.of(
                held.next(Point.BANNER, circular()),
                held.next(Point.MAIL, circular()),
                held.fourth(Point.RCPT, circular()),
                held.fourth(Point.DATA, circular()));
        circulars.forEach(Circular::awaitQuiet); // otherwise a mail of another worker may be after its end of data

        killAndRestart();

        circulars.forEach(circular -> circular.awaitSent().mustHaveReachedEverybodyOnce());
    }

    @Test
    void p01_killed_after_the_end_of_data_a_mail_is_in_doubt_and_never_resent_but_a_reply_that_was_read_counts() {
        Circular half = held.fourth(Point.BODY, circular());
        Circular lost = held.fourth(Point.DOT, circular());
        Circular kept = held.fourthTaken(circular());
        Trap outcome = cluster.a.proxy().trap(BEFORE, Statements.OUTCOME);
        Circular answered = circular().go();
        outcome.awaitCatch(); // of any mailing

        killAndRestart();

        answered.awaitSent().mustHaveReachedEverybodyOnce();
        for (Circular circular : List.of(half, lost, kept)) {
            circular.awaitSent();
            assertThat(circular.state(3)).isEqualTo("IN_DOUBT");
        }
        assertThat(half.took()).doesNotContain(half.address(3)).hasSize(PEOPLE - 1);
        assertThat(lost.took()).doesNotContain(lost.address(3)).hasSize(PEOPLE - 1);
        assertThat(kept.took()).containsOnlyOnce(kept.address(3)).hasSize(PEOPLE);
    }

    @Test
    void p01_killed_around_the_claim_and_before_the_attempt_nothing_is_lost_or_in_doubt() {
        Trap claim = cluster.a.proxy().trap(BEFORE, Statements.CLAIM);
        Circular unclaimed = circular().go();
        claim.awaitCatch();
        Trap claimed = cluster.a.proxy().trap(COMMITTED, Statements.CLAIM);
        Circular taken = circular().go();
        claimed.awaitCatch();
        Trap marker = cluster.a.proxy().trap(BEFORE, Statements.MARKER);
        Circular unmarked = circular().go();
        marker.awaitCatch();

        killAndRestart();

        for (Circular circular : List.of(unclaimed, taken, unmarked)) {
            circular.awaitSent().mustHaveReachedEverybodyOnce();
        }
    }

    @Test
    void p01_killed_right_after_an_attempt_or_after_everything_nothing_is_in_doubt() {
        Circular done = circular().go().awaitSent();
        Trap marked = cluster.a.proxy().trap(COMMITTED, Statements.MARKER);
        Circular circular = circular().go();
        marked.awaitCatch();

        killAndRestart();

        circular.awaitSent().mustHaveReachedEverybodyOnce();
        done.mustHaveReachedEverybodyOnce();
    }

    private Circular circular() {
        return cluster.circular(PEOPLE);
    }

    private void freshConnections() {
        cluster.relay().goAway();
        cluster.relay().comeBack();
    }

    private void killAndRestart() {
        cluster.a.kill();
        cluster.relay().forgetScript();
        held.letGo();
        cluster.a.process().start();
    }
}
