package org.belay.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import org.belay.testkit.FaultyRelay;
import org.belay.testkit.Limit;
import org.belay.testkit.Point;
import org.belay.testsupport.BelayServer;
import org.belay.testsupport.Circular;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A relay whose replies concern itself or our sender: the mailing pauses, gives the reason, and continues. */
class RelayTroublesIT {
    private static final int PEOPLE = 20;
    private static final FaultyRelay relay = FaultyRelay.start();

    @RegisterExtension
    static final BelayServer belay = BelayServer.serve().relay(relay).mustBalance();

    @Test
    void s09_r6_a_relay_that_refuses_our_sender_pauses_the_mailing_and_rejects_no_recipient() {
        relay.at(Point.MAIL).reply("550 5.7.1 we do not know this sender");
        Circular circular = belay.circular(PEOPLE).go();

        assertThat(pausedBecause(circular)).contains("we do not know this sender", "a person resumes");
        assertThat(circular.states()).doesNotContainKeys("REJECTED", "EXPIRED");

        relay.forgetScript();
        circular.resume();
        circular.awaitSent().mustHaveReachedEverybodyOnce();
    }

    @Test
    void s12_r6_a_relay_that_does_not_relay_for_us_is_reported_and_rejects_no_recipient() {
        relay.at(Point.RCPT).reply("550 5.7.1 Unable to relay");
        Circular circular = belay.circular(PEOPLE).go();

        assertThat(pausedBecause(circular)).contains("does not relay our mail");
        assertThat(circular.states()).doesNotContainKey("REJECTED");

        relay.forgetScript();
        circular.resume();
        circular.awaitSent().mustHaveReachedEverybodyOnce();
    }

    @Test
    void r6_a_relay_that_is_full_for_a_while_is_retried_automatically() {
        relay.at(Point.RCPT).reply("452 4.3.1 Insufficient system storage").times(8);
        Circular circular = belay.circular(PEOPLE).go();

        assertThat(pausedBecause(circular)).contains("is out of storage", "retries automatically");

        circular.awaitSent().mustHaveReachedEverybodyOnce();
    }

    @Test
    void s18_a_mail_that_is_refused_for_all_is_not_offered_to_all() {
        relay.at(Point.DOT).reply("554 5.6.0 this message looks like spam");
        Circular circular = belay.circular(100).go();

        assertThat(pausedBecause(circular)).contains("refuses this text", "looks like spam", "spam filter");
        await().untilAsserted(() -> assertThat(circular.states()).containsOnlyKeys("PENDING"));
        assertThat(circular.took()).isEmpty();
    }

    @Test
    void s44_s45_a_relay_with_small_limits_gets_everything_within_them() {
        relay.limitedTo(Limit.connections(2), Limit.messagesPerConnection(3), Limit.recipientsPerMessage(7));
        Circular circular = belay.circular(PEOPLE).go();
        circular.awaitSent().mustHaveReachedEverybodyOnce();

        circular.disregard();

        circular.awaitState("CORRECTED");
        assertThat(circular.tookCorrection()).containsExactlyInAnyOrderElementsOf(circular.took());
        assertThat(circular.states("CORRECTION")).isEqualTo(Map.of("ACCEPTED", (long) PEOPLE));
    }

    @Test
    void r6_a_correction_ordered_while_the_relay_is_away_reports_it_and_is_sent_when_it_is_back() {
        Circular circular = belay.circular(PEOPLE).go();
        circular.awaitSent().mustHaveReachedEverybodyOnce();
        relay.goAway();
        circular.disregard();

        assertThat(pausedBecause(circular)).contains("127.0.0.1:" + relay.port());

        relay.comeBack();
        circular.awaitState("CORRECTED");
        assertThat(circular.tookCorrection()).containsExactlyInAnyOrderElementsOf(circular.took());
        assertThat(circular.states("CORRECTION")).isEqualTo(Map.of("ACCEPTED", (long) PEOPLE));
    }

    private static String pausedBecause(Circular circular) {
        return await().atMost(Duration.ofMinutes(1))
                .until(() -> circular.get().text("paused"), why -> why != null && !why.isEmpty());
    }
}
