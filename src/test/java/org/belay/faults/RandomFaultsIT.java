package org.belay.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.belay.cli.ServerRefused;
import org.belay.testkit.Point;
import org.belay.testkit.Then;
import org.belay.testsupport.Circular;
import org.belay.testsupport.Cluster;
import org.belay.testsupport.MustBalance;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Any faults in any order: faults of the relay at any stage for any recipient, and kills of either process, of
 * PostgreSQL and of the relay; then half of the mailings are taken back. Two processes work, and after every round the
 * relay's record is compared with Belay's rows.
 */
class RandomFaultsIT {
    private final Cluster cluster = Cluster.shared();
    private final Random random = new Random(Seed.ofThisRun());

    @RegisterExtension
    final MustBalance books = new MustBalance(cluster);

    @Test
    void p20_random_faults_of_every_kind_and_the_two_records_agree_after_every_round() {
        cluster.both();
        for (int round = 1; round <= Rounds.of(1, 50); round++) {
            cluster.both();
            round();
            books.mustBalance();
        }
        cluster.both();
        assertNoLeak();
    }

    private void round() {
        int people = Rounds.of(20, 200);
        List<Circular> circulars = IntStream.range(0, Rounds.of(2, 4))
                .mapToObj(n -> cluster.circular(people))
                .toList();
        circulars.forEach(this::misbehave);
        circulars.forEach(circular -> circular.pace(Rounds.of(300, 1_500)).go());
        for (int blow = 0; blow < Rounds.of(2, 4); blow++) {
            circulars
                    .get(0)
                    .awaitTaken(Math.min(people / 2, circulars.get(0).took().size() + random.nextInt(people / 4)));
            strike();
        }
        cluster.both();
        circulars.forEach(this::end);
    }

    private void end(Circular circular) {
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

    private void misbehave(Circular circular) {
        for (int fault = 0; fault < Rounds.of(4, 12); fault++) {
            String whom = circular.address(random.nextInt(circular.people()));
            Point[] points = {Point.RCPT, Point.DATA, Point.BODY, Point.DOT};
            Point point = points[random.nextInt(points.length)];
            misbehave(cluster.relay().forRecipient(whom).at(point), point);
        }
    }

    private void misbehave(Then then, Point point) {
        boolean dot = point == Point.DOT;
        switch (random.nextInt(dot ? 7 : 5)) {
            case 0 -> then.dropConnection();
            case 1 -> then.resetConnection();
            case 2 -> then.reply(point == Point.BODY ? "" : "550 5.1.1 no such user");
            case 3 -> then.reply("421 4.3.0 going down").dropConnection();
            case 4 -> then.reply("garbage\u0000");
            case 5 -> then.keepMessage().dropConnection();
            default -> then.keepMessage().reply("250 2.0.0 taken", "250 2.0.0 once more");
        }
        then.once();
    }

    private void strike() {
        Cluster.Node node = random.nextBoolean() ? cluster.a : cluster.b;
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
        for (Cluster.Node node : List.of(cluster.a, cluster.b)) {
            assertThat(node.process().threads()).as("threads").isLessThan(120);
            assertThat(node.process().openFiles()).as("open files and sockets").isLessThan(400);
        }
    }
}
