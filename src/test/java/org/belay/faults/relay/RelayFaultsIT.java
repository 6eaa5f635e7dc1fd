package org.belay.faults.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import org.belay.testkit.FaultPoint;
import org.belay.testkit.FaultyRelay;
import org.belay.testkit.RelayLimit;
import org.belay.testsupport.BelayServer;
import org.belay.testsupport.TestMailing;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A relay whose replies concern itself or our sender: the mailing pauses, gives the reason, and continues. */
class RelayFaultsIT {
    private static final int PEOPLE = 20;
    private static final FaultyRelay relay = FaultyRelay.start();

    @RegisterExtension
    static final BelayServer belay = BelayServer.serve().relay(relay).auditRelay();

    @Test
    void s09_r6_a_relay_that_refuses_our_sender_pauses_the_mailing_and_rejects_no_recipient() {
        relay.at(FaultPoint.MAIL).reply("550 5.7.1 we do not know this sender");
        TestMailing circular = belay.mailing(PEOPLE).send();

        assertThat(pausedBecause(circular)).contains("we do not know this sender", "a person resumes");
        assertThat(circular.states()).doesNotContainKeys("REJECTED", "EXPIRED");

        relay.forgetScript();
        circular.resume();
        circular.awaitSent().assertReachedEveryoneOnce();
    }

    @Test
    void s12_r6_a_relay_that_does_not_relay_for_us_is_reported_and_rejects_no_recipient() {
        relay.at(FaultPoint.RCPT).reply("550 5.7.1 Unable to relay");
        TestMailing circular = belay.mailing(PEOPLE).send();

        assertThat(pausedBecause(circular)).contains("does not relay our mail");
        assertThat(circular.states()).doesNotContainKey("REJECTED");

        relay.forgetScript();
        circular.resume();
        circular.awaitSent().assertReachedEveryoneOnce();
    }

    @Test
    void r6_a_relay_that_is_full_for_a_while_is_retried_automatically() {
        relay.at(FaultPoint.RCPT).reply("452 4.3.1 Insufficient system storage").times(8);
        TestMailing circular = belay.mailing(PEOPLE).send();

        assertThat(pausedBecause(circular)).contains("is out of storage", "retries automatically");

        circular.awaitSent().assertReachedEveryoneOnce();
    }

    @Test
    void s18_a_mail_that_is_refused_for_all_is_not_offered_to_all() {
        relay.at(FaultPoint.DOT).reply("554 5.6.0 this message looks like spam");
        TestMailing circular = belay.mailing(100).send();

        assertThat(pausedBecause(circular)).contains("refuses this text", "looks like spam", "spam filter");
        await().untilAsserted(() -> assertThat(circular.states()).containsOnlyKeys("PENDING"));
        assertThat(circular.acceptedNotices()).isEmpty();
    }

    @Test
    void s44_s45_a_relay_with_small_limits_gets_everything_within_them() {
        relay.limitedTo(
                RelayLimit.connections(2), RelayLimit.messagesPerConnection(3), RelayLimit.recipientsPerMessage(7));
        TestMailing circular = belay.mailing(PEOPLE).send();
        circular.awaitSent().assertReachedEveryoneOnce();

        circular.disregard();

        circular.awaitState("CORRECTED");
        assertThat(circular.acceptedCorrections()).containsExactlyInAnyOrderElementsOf(circular.acceptedNotices());
        assertThat(circular.states("CORRECTION")).isEqualTo(Map.of("ACCEPTED", (long) PEOPLE));
    }

    @Test
    void r6_a_correction_ordered_while_the_relay_is_away_reports_it_and_is_sent_when_it_is_back() {
        TestMailing circular = belay.mailing(PEOPLE).send();
        circular.awaitSent().assertReachedEveryoneOnce();
        relay.goAway();
        circular.disregard();

        assertThat(pausedBecause(circular)).contains("127.0.0.1:" + relay.port());

        relay.comeBack();
        circular.awaitState("CORRECTED");
        assertThat(circular.acceptedCorrections()).containsExactlyInAnyOrderElementsOf(circular.acceptedNotices());
        assertThat(circular.states("CORRECTION")).isEqualTo(Map.of("ACCEPTED", (long) PEOPLE));
    }

    private static String pausedBecause(TestMailing circular) {
        return await().atMost(Duration.ofMinutes(1))
                .until(() -> circular.get().text("paused"), why -> why != null && !why.isEmpty());
    }
}
