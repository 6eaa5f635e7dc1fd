package org.belay.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import org.belay.testsupport.RelayAuditExtension;
import org.belay.testsupport.TestCluster;
import org.belay.testsupport.TestMailing;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Every open connection to the database transfers nothing more but is neither closed nor reset: its host lost power, an
 * address failed over, or a firewall forgot the connection. New connections work.
 */
class SilentDatabaseIT {
    /** Time within which sending continues and a stop is acknowledged (docs/faults.md, P21). */
    private static final Duration SOON = Duration.ofSeconds(30);

    /** Ten connections with two transactions each. */
    private static final int MORE_THAN_WAS_ON_ITS_WAY = 20;

    private final TestCluster cluster = TestCluster.shared();

    @RegisterExtension
    final RelayAuditExtension books = new RelayAuditExtension(cluster);

    @Test
    void p21_sending_continues_soon_after_all_connections_fell_silent_and_nothing_is_lost_or_doubled() {
        cluster.startFirstOnly();
        TestMailing circular = cluster.mailing(200).pace(600).send().awaitAccepted(20);

        cluster.a.proxy().swallowOpenConnections();
        int then = circular.acceptedNotices().size();
        await().atMost(SOON).until(() -> circular.acceptedNotices().size() > then + MORE_THAN_WAS_ON_ITS_WAY);

        cluster.a.proxy().swallowOpenConnections(); // also those that were opened since
        circular.awaitSent().assertReachedEveryoneOnce();
    }

    @Test
    void p21_a_node_whose_connections_fell_silent_soon_learns_of_a_stop() {
        cluster.startBoth();
        TestMailing circular = cluster.mailing(600).pace(600).send().awaitAccepted(20);

        cluster.a.proxy().swallowOpenConnections();
        circular.via(cluster.b).stop();

        await().atMost(SOON).until(() -> acknowledgedByAll(circular));
        List<String> before = circular.acceptedNotices();
        circular.awaitQuiet();
        assertThat(circular.acceptedNotices())
                .as("nothing left after the stop was heard")
                .hasSameSizeAs(before);
        circular.resume();
        circular.awaitSent().assertReachedEveryoneOnce();
    }

    @Test
    void p21_a_node_whose_connections_fell_silent_accepts_a_stop_and_becomes_ready() {
        cluster.startFirstOnly();
        TestMailing circular = cluster.mailing(200).pace(600).send().awaitAccepted(20);

        cluster.a.proxy().swallowOpenConnections();
        circular.stop();

        await().atMost(SOON).until(() -> acknowledgedByAll(circular));
        await().atMost(SOON).until(() -> cluster.a.process().status("/readyz") == 200);
        circular.resume();
        circular.awaitSent().assertReachedEveryoneOnce();
    }

    /** Whether each node that has sent mail of it has acknowledged this stop. */
    private boolean acknowledgedByAll(TestMailing circular) {
        return cluster.sql()
                        .sql("""
                        SELECT count(DISTINCT a.node)
                          FROM dispatch p
                          JOIN delivery d ON d.dispatch = p.id
                          JOIN attempt a ON a.delivery = d.id
                         WHERE p.mailing = :id
                           AND p.kind = 'NOTICE'
                           AND (p.state <> 'STOPPED'
                                OR NOT EXISTS (SELECT 1 FROM stop_acknowledgement k
                                                WHERE k.dispatch = p.id AND k.node = a.node AND k.stop_number = p.stop_number))
                        """)
                        .param("id", circular.mailingNumber())
                        .query(Integer.class)
                        .single()
                == 0;
    }
}
