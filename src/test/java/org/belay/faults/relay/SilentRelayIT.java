package org.belay.faults.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.belay.testkit.FaultPoint;
import org.belay.testkit.FaultyRelay;
import org.belay.testsupport.BelayServer;
import org.belay.testsupport.TestMailing;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** All connections fall silent at one stage of a correction; new connections work. */
class SilentRelayIT {
    private static final int PEOPLE = 40;
    private static final int CONNECTIONS = 4;
    /** A reply to the end of data may take ten minutes (RFC 5321 4.5.3.2.6); the rest of the mails goes on much earlier. */
    private static final Duration LONG_BEFORE_THE_TIMEOUT = Duration.ofMinutes(3);

    private static final FaultyRelay relay = FaultyRelay.start();

    @RegisterExtension
    static final BelayServer belay = BelayServer.serve()
            .relay(relay)
            .set("BELAY_RELAY_CONNECTIONS", "" + CONNECTIONS)
            .set("BELAY_RELAY_LIMITS_RECIPIENTS_PER_MESSAGE", "4")
            .auditRelay();

    @Test
    void s57_all_others_are_corrected_within_a_minute_and_the_late_replies_count() {
        TestMailing circular = belay.mailing(PEOPLE).send();
        circular.awaitSent().assertReachedEveryoneOnce();
        var speak = new CountDownLatch(1);
        var silent = new CountDownLatch(CONNECTIONS);
        relay.at(FaultPoint.DOT)
                .announce(silent)
                .await(speak)
                .keepMessage()
                .reply("250 2.0.0 late")
                .times(CONNECTIONS);
        circular.disregard();
        await().atMost(LONG_BEFORE_THE_TIMEOUT).until(() -> silent.getCount() == 0);

        await().atMost(LONG_BEFORE_THE_TIMEOUT)
                .untilAsserted(() -> assertThat(circular.states("CORRECTION").getOrDefault("ACCEPTED", 0L))
                        .isEqualTo(PEOPLE - 4L * CONNECTIONS));
        assertThat(circular.states("CORRECTION")).containsEntry("IN_FLIGHT", 4L * CONNECTIONS);

        speak.countDown();
        circular.awaitState("CORRECTED");
        assertThat(circular.acceptedCorrections()).containsExactlyInAnyOrderElementsOf(circular.acceptedNotices());
    }

    @ParameterizedTest
    @EnumSource(names = {"BANNER", "RCPT", "DATA"})
    void s57_silence_before_the_end_of_data_leaves_no_doubt_and_delays_no_other_mail(FaultPoint point) {
        TestMailing circular = belay.mailing(PEOPLE).send();
        circular.awaitSent().assertReachedEveryoneOnce();
        relay.goAway(); // no connection of the notice is reused
        relay.comeBack();
        relay.at(point).fallSilent().times(CONNECTIONS);
        circular.disregard();

        await().atMost(LONG_BEFORE_THE_TIMEOUT)
                .until(() -> circular.mailingState().equals("CORRECTED"));

        assertThat(circular.acceptedCorrections()).containsExactlyInAnyOrderElementsOf(circular.acceptedNotices());
    }

    @Test
    void s57_a_notice_continues_as_well() {
        var speak = new CountDownLatch(1);
        relay.at(FaultPoint.DOT)
                .await(speak)
                .keepMessage()
                .reply("250 2.0.0 late")
                .times(CONNECTIONS);
        TestMailing circular = belay.mailing(PEOPLE).send();

        await().atMost(LONG_BEFORE_THE_TIMEOUT)
                .until(() -> circular.states().getOrDefault("ACCEPTED", 0L) == PEOPLE - CONNECTIONS);

        speak.countDown();
        circular.awaitSent().assertReachedEveryoneOnce();
    }
}
