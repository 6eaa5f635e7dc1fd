package org.belay.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import org.belay.testkit.AcceptedRecipient;
import org.belay.testsupport.TestCluster;
import org.belay.testsupport.TestMailing;
import org.junit.jupiter.api.Test;

/** The database returns to an earlier state: a restored backup, or a replica that lacked the last commits. */
class OlderDatabaseIT {

    @Test
    void p05_p12_a_database_older_than_what_was_sent_holds_everything_and_no_mail_is_sent_twice() {
        try (TestCluster cluster = TestCluster.unshared().startFirstOnly()) {
            TestMailing stopped = cluster.mailing(60).pace(600).send().awaitAccepted(5);
            stopped.stop();
            TestMailing later =
                    cluster.mailing(5).at("2027-05-05T10:00[Europe/Berlin]").send();
            TestMailing going = cluster.mailing(100).pace(300).send().awaitAccepted(10);
            cluster.withDatabaseStopped(() ->
                    cluster.a.process().run("cp", "-a", cluster.databaseFiles().toString(), cluster.dir() + "/older"));
            stopped.resume();
            stopped.awaitAccepted(20);
            going.awaitAccepted(40);
            cluster.a.kill();
            cluster.relayAudit().assertMatchesRelay();
            List<AcceptedRecipient> sent = cluster.relay().took();
            cluster.withDatabaseStopped(() -> {
                cluster.a.process().run("rm", "-rf", cluster.databaseFiles().toString());
                cluster.a
                        .process()
                        .run(
                                "cp",
                                "-a",
                                cluster.dir() + "/older",
                                cluster.databaseFiles().toString());
            });
            cluster.a.process().start();

            await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> {
                assertThat(noticeState(cluster, going)).isEqualTo("HELD");
                assertThat(noticeState(cluster, stopped))
                        .as("also a stopped mailing")
                        .isEqualTo("HELD");
                assertThat(later.mailingState()).isEqualTo("HELD");
            });
            assertThat(going.get().text("paused")).contains("older than what was sent");
            assertThat(cluster.relay().took()).as("nothing more is sent").isEqualTo(sent);

            going.resume();
            await().atMost(Duration.ofMinutes(2))
                    .until(() -> noticeState(cluster, going).equals("DONE"));
            assertThat(going.acceptedNotices()).as("after a resume").doesNotHaveDuplicates();
        }
    }

    private static String noticeState(TestCluster cluster, TestMailing circular) {
        return cluster.sql()
                .sql("SELECT state FROM dispatch WHERE mailing = :id AND kind = 'NOTICE'")
                .param("id", circular.mailingNumber())
                .query(String.class)
                .single();
    }
}
