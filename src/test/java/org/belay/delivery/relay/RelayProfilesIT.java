package org.belay.delivery.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.belay.delivery.DispatchKind;
import org.belay.delivery.reply.RelayLimits;
import org.belay.delivery.reply.RelayProfile;
import org.belay.delivery.reply.RelayProfiles;
import org.belay.smtp.RecipientOutcome;
import org.belay.testkit.FaultPoint;
import org.belay.testkit.FaultyRelay;
import org.belay.testkit.RelayBehaviour;
import org.belay.testkit.RelayLimit;
import org.belay.testsupport.database.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Each profile against a relay that behaves as its vendor documents, sped up: both ends have limits, and all mail
 * arrives.
 */
class RelayProfilesIT {
    private static final List<String> PEOPLE = RelayMailing.people(20);
    private static final TestDatabase database = TestDatabase.fresh();

    private final FaultyRelay faulty = FaultyRelay.start();

    @AfterEach
    void close() {
        faulty.close();
    }

    @AfterAll
    static void drop() {
        database.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "generic",
                "postfix",
                "exchange-online",
                "exchange-hve",
                "exchange-on-premises",
                "google-relay",
                "ses"
            })
    void each_recipient_gets_one_notice_and_one_correction(String name) throws Exception {
        faulty.behaving(RelayBehaviour.named(name).faster(60));
        faulty.forRecipient("p3@example.org").at(FaultPoint.RCPT).reply("550 5.1.1 no such user");
        Relay relay = relay(RelayProfiles.named(name));

        RelayMailing notice = new RelayMailing(relay).send(DispatchKind.NOTICE, PEOPLE);
        RelayMailing correction = new RelayMailing(relay).send(DispatchKind.CORRECTION, notice.accepted());

        assertThat(notice.settled.get("p3@example.org")).isInstanceOf(RecipientOutcome.Rejected.class);
        assertThat(notice.accepted()).hasSize(19);
        assertThat(correction.accepted()).containsExactlyInAnyOrderElementsOf(notice.accepted());
        if (relay.profile().limits().recipientsPerSecond()
                == 0) { // otherwise the clock of the relay may differ from ours
            assertThat(notice.offered.values()).as("refused only for good").allMatch(times -> times == 1);
            assertThat(correction.offered.values()).allMatch(times -> times == 1);
        }
        assertThat(faulty.took(mail -> true)).hasSize(38);
    }

    @ParameterizedTest
    @ValueSource(strings = {"exchange-online", "google-relay", "ses"})
    void s46_a_relay_that_is_stricter_than_its_profile_slows_sending_and_each_recipient_gets_one_mail(String name)
            throws Exception {
        faulty.behaving(RelayBehaviour.named(name).limitedTo(strict(name)));
        RelayProfile unlimited = RelayProfiles.named(name)
                .with(new RelayLimits(4, 0, 100, 0, 0, 0, 0, RelayLimits.DayWindow.ROLLING, 0, false));

        RelayMailing post = new RelayMailing(relay(unlimited)).send(DispatchKind.NOTICE, PEOPLE);

        assertThat(faulty.took(mail -> true)).containsExactlyInAnyOrderElementsOf(PEOPLE);
        assertThat(post.offered.values().stream().mapToInt(Integer::intValue).sum())
                .isLessThan(80);
    }

    @Test
    void a_full_day_pauses_with_its_reason_and_corrections_still_have_their_half() throws Exception {
        RelayLimits tiny = new RelayLimits(2, 0, 10, 0, 0, 0, 20, RelayLimits.DayWindow.ROLLING, 0, false);
        Relay relay = relay(RelayProfiles.named("exchange-online").with(tiny));
        new RelayMailing(relay).send(DispatchKind.NOTICE, PEOPLE.subList(0, 10));

        try (RelayConnection notice = relay.connection(DispatchKind.NOTICE);
                RelayConnection correction = relay.connection(DispatchKind.CORRECTION)) {
            LimitDecision refused = notice.requestPermit(1);

            assertThat(refused.trouble().orElseThrow().reason())
                    .contains("20 recipients in 24 hours", "reserved so that what was sent can be taken back");
            assertThat(refused.delay()).isBetween(Duration.ofHours(23), Duration.ofHours(25));
            assertThat(correction.requestPermit(10).granted()).isTrue();
            assertThat(correction.requestPermit(1).granted()).isFalse();
        }
    }

    private static RelayLimit strict(String name) {
        return switch (name) {
            case "ses" ->
                RelayLimit.recipients(10, Duration.ofSeconds(1))
                        .at(FaultPoint.DOT)
                        .answering("454 Throttling failure: Maximum sending rate exceeded.");
            case "google-relay" ->
                RelayLimit.recipients(10, Duration.ofSeconds(1))
                        .answering("450 4.2.1 Peak SMTP relay limit exceeded for customer. - gsmtp");
            default ->
                RelayLimit.messages(10, Duration.ofSeconds(1))
                        .answering(
                                "421 4.4.2 Message submission rate for this client has exceeded the configured limit");
        };
    }

    /** Sixty times as fast, as the relay is; with its own name, so that no other test has used its day. */
    private Relay relay(RelayProfile profile) {
        RelayLimits its = profile.limits();
        RelayLimits quick = new RelayLimits(
                its.connections(),
                its.messagesPerConnection(),
                its.recipientsAtOnce(),
                its.messagesPerSecond() * 60,
                its.messagesPerMinute() * 60,
                its.recipientsPerSecond() * 60,
                its.recipientsPerDay(),
                its.day(),
                its.refusalsPerConnection(),
                its.overlap());
        var quota = new RelayQuota(
                "relay:" + faulty.port(), quick, true, new RelayQuotaStore(database.jdbc()), database.transaction());
        return RelayMailing.to(faulty, profile.with(quick), quota, Duration.ofSeconds(30));
    }
}
