package org.belay.testsupport;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.belay.testkit.Point;
import org.belay.testkit.Then;
import org.belay.testkit.When;

/** Mails that are held at a point of their dialogue because the relay waits, until they are released. */
public final class Held {
    private final Cluster cluster;
    private final List<CountDownLatch> gates = new ArrayList<>();

    public Held(Cluster cluster) {
        this.cluster = cluster;
    }

    /** A mailing of which the next mail is held at a point where the relay knows no recipient. */
    public Circular next(Point point, Circular circular) {
        return at(cluster.relay().at(point).once(), circular);
    }

    /** A mailing whose first mail to the fourth recipient is held at this point; then its connection is reset. */
    public Circular fourth(Point point, Circular circular) {
        return at(who(circular).at(point).once(), circular);
    }

    /** The same after the end of data: the relay has accepted it and does not reply. */
    public Circular fourthTaken(Circular circular) {
        return at(who(circular).at(Point.DOT).keepMessage(), circular);
    }

    /** The same after the end of data; it is accepted, and the reply is sent when it is released. */
    public Circular fourthAnsweredLate(Circular circular) {
        return stands(who(circular).at(Point.DOT).keepMessage(), circular, true);
    }

    private When who(Circular circular) {
        return cluster.relay().forRecipient(circular.address(3));
    }

    private Circular at(Then then, Circular circular) {
        return stands(then, circular, false);
    }

    private Circular stands(Then then, Circular circular, boolean answered) {
        var reached = new CountDownLatch(1);
        var gate = new CountDownLatch(1);
        gates.add(gate);
        then.announce(reached).await(gate);
        if (!answered) {
            then.resetConnection();
        }
        circular.go();
        try {
            assertThat(reached.await(2, TimeUnit.MINUTES))
                    .as("the point is reached\n" + cluster.a.process().endOfLog())
                    .isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        return circular;
    }

    public void letGo() {
        gates.forEach(CountDownLatch::countDown);
        gates.clear();
    }
}
