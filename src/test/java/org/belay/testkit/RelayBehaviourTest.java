package org.belay.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.stream.IntStream;
import org.belay.testkit.junit.FaultyRelayExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(FaultyRelayExtension.class)
class RelayBehaviourTest {
    private final ManualClock clock = new ManualClock();

    @Test
    void exchange_online_accepts_thirty_a_minute_and_disconnects_at_the_next(FaultyRelay relay) throws IOException {
        relay.behaving(RelayBehaviour.exchangeOnline()).withClock(clock);

        try (var caller = TestSmtpClient.of(relay)) {
            for (int i = 0; i < 30; i++)
                assertThat(caller.mail("ann@example.org")).startsWith("250");
            assertThat(caller.mail("ann@example.org")).startsWith("421 4.4.2");
            assertThat(caller.reply()).isEmpty();
        }
        clock.move(Duration.ofMinutes(1));
        try (var caller = TestSmtpClient.of(relay)) {
            assertThat(caller.mail("ann@example.org")).startsWith("250");
        }
    }

    @Test
    void exchange_online_refuses_messages_on_a_fourth_connection(FaultyRelay relay) throws IOException {
        relay.behaving(RelayBehaviour.exchangeOnline());

        try (var one = TestSmtpClient.of(relay);
                var two = TestSmtpClient.of(relay);
                var three = TestSmtpClient.of(relay);
                var four = TestSmtpClient.of(relay)) {
            assertThat(four.mail("ann@example.org")).startsWith("432 4.3.2");
            assertThat(three.mail("bob@example.org")).startsWith("250");
            assertThat(one.mail("cem@example.org")).startsWith("250");
            assertThat(two.mail("dan@example.org")).startsWith("250");
        }
        assertThat(relay.took()).extracting(AcceptedRecipient::recipient).doesNotContain("ann@example.org");
    }

    @Test
    void the_daily_limit_of_exchange_online_is_a_rolling_window_of_recipients(FaultyRelay relay) throws IOException {
        relay.behaving(RelayBehaviour.exchangeOnline()
                        .limitedTo(RelayLimit.recipients(3, Duration.ofDays(1))
                                .at(FaultPoint.DOT)
                                .answering("554 5.2.0 enough for today")))
                .withClock(clock);

        try (var caller = TestSmtpClient.of(relay)) {
            assertThat(caller.mail("a@x", "b@x")).startsWith("250");
            clock.move(Duration.ofHours(20));
            assertThat(caller.mail("c@x", "d@x")).startsWith("554 5.2.0");
            assertThat(caller.mail("e@x")).startsWith("250");
            clock.move(Duration.ofHours(5));
            assertThat(caller.mail("f@x", "g@x")).startsWith("250");
            assertThat(caller.mail("h@x")).startsWith("554 5.2.0");
        }
    }

    @Test
    void exchange_on_premises_delays_refusals_and_disconnects_after_five(FaultyRelay relay) throws IOException {
        relay.behaving(RelayBehaviour.exchangeOnPremises().withPause(Duration.ofMillis(1)))
                .at(FaultPoint.RCPT)
                .reply("550 5.1.1 no such user");

        try (var caller = TestSmtpClient.of(relay)) {
            for (int i = 0; i < 4; i++)
                assertThat(caller.mail("unknown@example.org")).startsWith("550");
            assertThat(caller.mail("unknown@example.org")).startsWith("421 4.7.0 Too many errors");
            assertThat(caller.reply()).isEmpty();
        }
    }

    @Test
    void google_accepts_a_hundred_recipients_a_transaction_and_the_rest_in_the_next(FaultyRelay relay)
            throws IOException {
        relay.behaving(RelayBehaviour.googleRelay());
        String[] people =
                IntStream.range(0, 101).mapToObj(i -> "p" + i + "@example.org").toArray(String[]::new);

        try (var caller = TestSmtpClient.of(relay)) {
            assertThat(caller.mail(people)).startsWith("452 4.5.3");
            assertThat(caller.mail(people[100])).startsWith("250");
        }
    }

    @Test
    void ses_offers_no_pipelining_throttles_and_replaces_the_message_id(FaultyRelay relay) throws IOException {
        relay.behaving(RelayBehaviour.ses()).withClock(clock);

        try (var caller = TestSmtpClient.of(relay)) {
            assertThat(caller.say("EHLO again")).doesNotContain("PIPELINING");
            for (int i = 0; i < 14; i++)
                assertThat(caller.mail("ann@example.org")).startsWith("250 Ok ");
            assertThat(caller.mail("ann@example.org")).startsWith("454 Throttling failure: Maximum sending rate");
            clock.move(Duration.ofSeconds(1));
            String answer = caller.mail("ann@example.org");

            AcceptedRecipient last = relay.took().get(14);
            assertThat(answer).isEqualTo("250 Ok " + last.queueId());
            assertThat(last.messageId()).as("as it was handed in").isEqualTo("<1@belay.example>");
            assertThat(relay.mails().get(14).messageId()).isEqualTo("<" + last.queueId() + "@faulty.relay>");
        }
    }

    @Test
    void every_predefined_relay_accepts_a_mail(FaultyRelay relay) throws IOException {
        for (String name : RelayBehaviour.names()) {
            try (var other = FaultyRelay.start().behaving(RelayBehaviour.named(name));
                    var caller = TestSmtpClient.of(other)) {
                assertThat(caller.mail("ann@example.org")).as(name).startsWith("250");
            }
        }
        assertThatThrownBy(() -> RelayBehaviour.named("postfixx")).hasMessageContaining("postfix");
    }

    /** A clock that the test moves. */
    private static final class ManualClock extends Clock {
        private volatile Instant now = Instant.parse("2026-11-24T08:00:00Z");

        void move(Duration on) {
            now = now.plus(on);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
