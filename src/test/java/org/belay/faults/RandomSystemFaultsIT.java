package org.belay.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.belay.cli.http.ServerRefused;
import org.belay.testkit.FaultActionBuilder;
import org.belay.testkit.FaultPoint;
import org.belay.testsupport.RelayAuditExtension;
import org.belay.testsupport.TestCluster;
import org.belay.testsupport.TestMailing;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Any faults in any order: faults of the relay at any stage for any recipient, and kills of either process, of
 * PostgreSQL and of the relay; then half of the mailings are taken back. Two processes work, and after every round the
 * relay's record is compared with Belay's rows.
 */
class RandomSystemFaultsIT {
    private final TestCluster cluster = TestCluster.shared();
    private final Random random = new Random(RandomSeed.forThisRun());

    @RegisterExtension
    final RelayAuditExtension books = new RelayAuditExtension(cluster);

    @Test
    void p20_random_faults_of_every_kind_and_the_two_records_agree_after_every_round() {
        cluster.startBoth();
        for (int round = 1; round <= SoakScale.scaled(1, 50); round++) {
            cluster.startBoth();
            round();
            books.assertMatchesRelay();
        }
        cluster.startBoth();
        assertNoLeak();
    }

    private void round() {
        int people = SoakScale.scaled(20, 200);
        List<TestMailing> circulars = IntStream.range(0, SoakScale.scaled(2, 4))
                .mapToObj(n -> cluster.mailing(people))
                .toList();
        circulars.forEach(this::misbehave);
        circulars.forEach(
                circular -> circular.pace(SoakScale.scaled(300, 1_500)).send());
        for (int blow = 0; blow < SoakScale.scaled(2, 4); blow++) {
            circulars
                    .get(0)
                    .awaitAccepted(Math.min(
                            people / 2, circulars.get(0).acceptedNotices().size() + random.nextInt(people / 4)));
            strike();
        }
        cluster.startBoth();
        circulars.forEach(this::end);
    }

    private void end(TestMailing circular) {
        if (random.nextBoolean()) {
            circular.awaitSent();
            return;
        }
        try {
            circular.disregard();
        } catch (ServerRefused nothingHasLeft) {
            circular.awaitSent();
            circular.disregard();
        }
        circular.awaitState("CORRECTED");
    }

    private void misbehave(TestMailing circular) {
        for (int fault = 0; fault < SoakScale.scaled(4, 12); fault++) {
            String whom = circular.address(random.nextInt(circular.people()));
            FaultPoint[] points = {FaultPoint.RCPT, FaultPoint.DATA, FaultPoint.BODY, FaultPoint.DOT};
            FaultPoint point = points[random.nextInt(points.length)];
            misbehave(cluster.relay().forRecipient(whom).at(point), point);
        }
    }

    private void misbehave(FaultActionBuilder then, FaultPoint point) {
        boolean dot = point == FaultPoint.DOT;
        switch (random.nextInt(dot ? 7 : 5)) {
            case 0 -> then.dropConnection();
            case 1 -> then.resetConnection();
            case 2 -> then.reply(point == FaultPoint.BODY ? "" : "550 5.1.1 no such user");
            case 3 -> then.reply("421 4.3.0 going down").dropConnection();
            case 4 -> then.reply("garbage\u0000");
            case 5 -> then.keepMessage().dropConnection();
            default -> then.keepMessage().reply("250 2.0.0 taken", "250 2.0.0 once more");
        }
        then.once();
    }

    private void strike() {
        TestCluster.ClusterProcess node = random.nextBoolean() ? cluster.a : cluster.b;
        if (!node.process().isAlive()) {
            node.process().start();
        }
        switch (random.nextInt(6)) {
            case 0, 1 -> node.kill();
            case 2 -> node.proxy().cutAll();
            case 3 -> cluster.killDatabase();
            case 4 -> {
                cluster.relay().goAway();
                cluster.relay().comeBack();
            }
            default -> {
                node.kill();
                node.process().start();
            }
        }
    }

    /** At the end both processes hold about what a fresh one holds. */
    private void assertNoLeak() {
        for (TestCluster.ClusterProcess node : List.of(cluster.a, cluster.b)) {
            assertThat(node.process().threads()).as("threads").isLessThan(120);
            assertThat(node.process().openFiles()).as("open files and sockets").isLessThan(400);
        }
    }
}
