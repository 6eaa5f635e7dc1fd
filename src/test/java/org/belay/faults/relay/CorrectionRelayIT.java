package org.belay.faults.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.belay.testkit.FaultPoint;
import org.belay.testkit.FaultyRelay;
import org.belay.testsupport.BelayServer;
import org.belay.testsupport.TestMailing;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Corrections with a relay of their own do not wait for the relay of the notices. */
class CorrectionRelayIT {
    private static final FaultyRelay usual = FaultyRelay.start();
    private static final FaultyRelay forCorrections = FaultyRelay.start();

    @RegisterExtension
    static final BelayServer belay = BelayServer.serve()
            .relay(usual)
            .set("BELAY_RELAY_FOR_CORRECTIONS_HOST", "127.0.0.1")
            .set("BELAY_RELAY_FOR_CORRECTIONS_PORT", "" + forCorrections.port())
            .set("BELAY_RELAY_FOR_CORRECTIONS_SECURITY", "none")
            .set("BELAY_RELAY_FOR_CORRECTIONS_LIMITS_RECIPIENTS_PER_DAY", "100");

    @AfterAll
    static void close() {
        forCorrections.close();
    }

    @Test
    void a_correction_is_sent_while_the_relay_for_notices_is_silent() {
        TestMailing circular = belay.mailing(20).pace(600).send();
        circular.awaitAccepted(8);
        usual.at(FaultPoint.MAIL).fallSilent();
        int had = circular.acceptedNotices().size();

        circular.disregard();

        await().atMost(Duration.ofMinutes(2)).until(() -> corrected(circular) >= had);
        assertThat(circular.acceptedCorrections())
                .as("nothing through the usual one")
                .isEmpty();
    }

    @Test
    void a_notice_that_could_not_be_corrected_the_same_day_is_refused_before_the_review() {
        TestMailing circular = belay.mailing(150).imported().drafted();

        assertThatThrownBy(circular::submitted).hasMessageContaining("allows a correction to only");
    }

    @Test
    void before_the_approval_it_is_known_how_long_both_will_take() {
        TestMailing circular = belay.mailing(20).pace(60).imported().drafted().submitted();

        var forecast = circular.get().object("forecast").orElseThrow();

        assertThat(forecast.number("noticeSeconds")).isEqualTo(20);
        assertThat(forecast.number("recipientsPerDay")).isEqualTo(100);
    }

    private static long corrected(TestMailing circular) {
        return forCorrections.took(mail -> true).stream()
                .filter(address -> address.endsWith("@" + circular.domain()))
                .count();
    }
}
