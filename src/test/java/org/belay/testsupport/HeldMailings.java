package org.belay.testsupport;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.belay.testkit.FaultActionBuilder;
import org.belay.testkit.FaultCondition;
import org.belay.testkit.FaultPoint;

/** Mails that are held at a point of their dialogue because the relay waits, until they are released. */
public final class HeldMailings {
    private final TestCluster cluster;
    private final List<CountDownLatch> gates = new ArrayList<>();

    public HeldMailings(TestCluster cluster) {
        this.cluster = cluster;
    }

    /** A mailing of which the next mail is held at a point where the relay knows no recipient. */
    public TestMailing holdNext(FaultPoint point, TestMailing circular) {
        return at(cluster.relay().at(point).once(), circular);
    }

    /** A mailing whose first mail to the fourth recipient is held at this point; then its connection is reset. */
    public TestMailing holdFourth(FaultPoint point, TestMailing circular) {
        return at(who(circular).at(point).once(), circular);
    }

    /** The same after the end of data: the relay has accepted it and does not reply. */
    public TestMailing holdFourthAccepted(TestMailing circular) {
        return at(who(circular).at(FaultPoint.DOT).keepMessage(), circular);
    }

    /** The same after the end of data; it is accepted, and the reply is sent when it is released. */
    public TestMailing holdFourthReply(TestMailing circular) {
        return stands(who(circular).at(FaultPoint.DOT).keepMessage(), circular, true);
    }

    private FaultCondition who(TestMailing circular) {
        return cluster.relay().forRecipient(circular.address(3));
    }

    private TestMailing at(FaultActionBuilder then, TestMailing circular) {
        return stands(then, circular, false);
    }

    private TestMailing stands(FaultActionBuilder then, TestMailing circular, boolean answered) {
        var reached = new CountDownLatch(1);
        var gate = new CountDownLatch(1);
        gates.add(gate);
        then.announce(reached).await(gate);
        if (!answered) {
            then.resetConnection();
        }
        circular.send();
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

    public void releaseAll() {
        gates.forEach(CountDownLatch::countDown);
        gates.clear();
    }
}
