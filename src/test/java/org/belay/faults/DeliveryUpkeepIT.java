package org.belay.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import java.net.HttpURLConnection;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.belay.testkit.FaultyRelay;
import org.belay.testsupport.BelayServer;
import org.belay.testsupport.TestMailing;
import org.belay.testsupport.database.FailingTable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Upkeep of one node: neither one dispatch nor a busy database keeps the others from being sent. */
class DeliveryUpkeepIT {
    private static final FaultyRelay relay = FaultyRelay.start();

    @RegisterExtension
    static final BelayServer belay = BelayServer.serve().relay(relay).auditRelay();

    @AfterEach
    void restoreTables() {
        FailingTable.restoreAll(belay.sql());
    }

    @Test
    void p27_a_paused_dispatch_that_fails_each_time_does_not_stop_others() {
        TestMailing failing = belay.mailing(60).pace(120).send().awaitAccepted(2);
        TestMailing other = belay.mailing(60).pace(120).send().awaitAccepted(2);
        paused(failing);
        paused(other);
        FailingTable.refuseRow(belay.sql(), "dispatch", dispatch(failing), "XX000");

        goesOnNow();

        int then = other.acceptedNotices().size();
        await().until(() -> other.acceptedNotices().size() > then + 5);
        FailingTable.restoreAll(belay.sql());
        other.awaitSent().assertReachedEveryoneOnce();
        failing.awaitSent().assertReachedEveryoneOnce();
    }

    @Test
    void p27_a_dispatch_whose_sweep_fails_each_time_does_not_stop_others_from_ending() {
        TestMailing failing = belay.mailing(5).send();
        failing.awaitSent();
        TestMailing other = belay.mailing(5).send();
        other.awaitSent();
        FailingTable.refuseRow(belay.sql(), "dispatch", dispatch(failing), "XX000");
        unfinished(failing, other);

        await().until(() -> state(other).equals("DONE"));

        assertThat(state(failing)).isEqualTo("SENDING");
        FailingTable.restoreAll(belay.sql());
        await().until(() -> state(failing).equals("DONE"));
    }

    @Test
    @Timeout(
            value = 120,
            threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // without the reserve, the stop is repeated for ever
    void stop_sign_in_and_health_work_while_every_other_connection_is_taken() throws SQLException {
        TestMailing circular = belay.mailing(100).pace(120).send().awaitAccepted(2);
        var pool = belay.context().getBean("sharedPool", HikariDataSource.class);
        List<Connection> taken = new ArrayList<>();
        try {
            while (taken.size() < pool.getMaximumPoolSize()) {
                taken.add(pool.getConnection());
            }

            assertThat(status("/sign-in")).isEqualTo(200);
            assertThat(status("/readyz")).isEqualTo(200);
            circular.stop();
            assertThat(circular.mailingState()).isEqualTo("STOPPED");
            circular.disregard();
        } finally {
            for (Connection connection : taken) {
                connection.close();
            }
        }
        circular.awaitState("CORRECTED");
        assertThat(circular.acceptedCorrections()).containsExactlyInAnyOrderElementsOf(circular.acceptedNotices());
    }

    private static int status(String path) {
        try {
            return ((HttpURLConnection) belay.url(path).toURL().openConnection()).getResponseCode();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void paused(TestMailing circular) {
        belay.sql()
                .sql("UPDATE dispatch SET state = 'PAUSED', why = 'for a test' WHERE id = :id AND state = 'SENDING'")
                .param("id", dispatch(circular))
                .update();
    }

    private static void goesOnNow() {
        pastTheFailingTrigger("UPDATE dispatch SET probe_at = now() WHERE state = 'PAUSED'");
    }

    private static void unfinished(TestMailing... circulars) {
        String ids =
                Stream.of(circulars).map(circular -> "" + dispatch(circular)).collect(Collectors.joining(", "));
        pastTheFailingTrigger("UPDATE dispatch SET state = 'SENDING', ended_at = NULL WHERE id IN (" + ids + ")");
    }

    private static void pastTheFailingTrigger(String update) {
        belay.sql()
                .sql("SET session_replication_role = replica; " + update + "; RESET session_replication_role")
                .update();
    }

    private static String state(TestMailing circular) {
        return belay.sql()
                .sql("SELECT state FROM dispatch WHERE id = :id")
                .param("id", dispatch(circular))
                .query(String.class)
                .single();
    }

    private static long dispatch(TestMailing circular) {
        return belay.sql()
                .sql("SELECT id FROM dispatch WHERE mailing = :id AND kind = 'NOTICE'")
                .param("id", circular.mailingNumber())
                .query(Long.class)
                .single();
    }
}
