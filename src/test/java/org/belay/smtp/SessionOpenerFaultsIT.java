package org.belay.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.belay.smtp.TestTransactions.clear;
import static org.belay.smtp.TestTransactions.impatient;
import static org.belay.smtp.TestTransactions.letter;
import static org.belay.smtp.TestTransactions.offerOne;
import static org.belay.smtp.TestTransactions.to;
import static org.belay.testkit.FaultPoint.AUTH;
import static org.belay.testkit.FaultPoint.BANNER;
import static org.belay.testkit.FaultPoint.EHLO;
import static org.belay.testkit.FaultPoint.HELO;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import org.belay.smtp.wire.EnhancedStatusCode;
import org.belay.testkit.FaultPoint;
import org.belay.testkit.FaultyRelay;
import org.belay.testkit.TestAuthority;
import org.belay.testkit.junit.FaultyRelayExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** If the relay is not ready, the client reports the stage, that nothing was sent, and whether waiting helps. */
@ExtendWith(FaultyRelayExtension.class)
class SessionOpenerFaultsIT {
    private static final TestAuthority AUTHORITY = new TestAuthority();

    @Test
    void S01_a_closed_port_is_reported_and_the_relay_is_reached_once_it_is_back(FaultyRelay relay) {
        relay.goAway();

        var told = refusal(clear(relay));

        assertThat(told.stage()).isEqualTo(SmtpStage.CONNECT);
        assertThat(told.permanent()).isFalse();
        assertThat(told)
                .hasMessageContaining("localhost:" + relay.port() + " cannot be reached")
                .hasMessageContaining("Nothing was sent.");
        relay.comeBack();
        assertThat(offerOne(clear(relay))).isInstanceOf(RecipientOutcome.Accepted.class);
    }

    @Test
    void S02_a_connection_without_an_answer_ends_at_its_deadline() throws IOException {
        try (var deaf = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            var relay = RelayAddress.of("127.0.0.1", deaf.getLocalPort(), TransportSecurity.NONE, "belay.example.org")
                    .withDeadlines(StageDeadlines.STANDARD
                            .with(SmtpStage.CONNECT, Duration.ofMillis(300))
                            .with(SmtpStage.GREETING, Duration.ofMillis(300)));
            // its backlog accepts a few connections into a queue that is never read; then packets are dropped
            for (int i = 0; i < 4; i++) {
                assertThat(refusal(relay).stage()).isIn(SmtpStage.CONNECT, SmtpStage.GREETING);
            }
        }
    }

    @Test
    void S03_what_was_accepted_before_the_relay_refuses_stays_accepted(FaultyRelay relay) {
        relay.takingTransactionsPerConnection(2);
        try (var session = SmtpSession.open(clear(relay))) {
            assertThat(session.offer(letter("p1@example.org")).get(0)).isInstanceOf(RecipientOutcome.Accepted.class);
            assertThat(session.offer(letter("p2@example.org")).get(0)).isInstanceOf(RecipientOutcome.Accepted.class);

            var third = session.offer(letter("p3@example.org")).get(0);

            assertThat(third).isInstanceOf(RecipientOutcome.Deferred.class);
            assertThat(third.reply())
                    .hasValueSatisfying(r -> assertThat(r.code()).isEqualTo(421));
            assertThat(session.usable()).isFalse();
        }
        assertThat(relay.took()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"421 4.3.2 busy", "450 later", "554 5.3.2 closed", "250 wrong number"})
    void S04_S05_a_relay_without_a_220_greeting_is_not_used(String banner, FaultyRelay relay) {
        relay.at(BANNER).reply(banner);

        var told = refusal(clear(relay));

        assertThat(told.stage()).isEqualTo(SmtpStage.GREETING);
        assertThat(told.reply()).hasValueSatisfying(r -> assertThat(r.lines()).containsExactly(banner));
        assertThat(told.permanent()).isFalse();
        assertThat(relay.heard()).isEmpty();
    }

    @Test
    void S06_a_temporary_refusal_of_EHLO_is_not_answered_with_HELO(FaultyRelay relay) {
        relay.at(EHLO).reply("451 later");

        assertThat(refusal(clear(relay)).permanent()).isFalse();
        assertThat(relay.heard()).extracting("command").containsExactly("EHLO belay.example.org");
    }

    @Test
    void S07_if_EHLO_is_unknown_HELO_is_used(FaultyRelay relay) {
        relay.at(EHLO).reply("502 unknown");

        assertThat(offerOne(clear(relay))).isInstanceOf(RecipientOutcome.Accepted.class);
        assertThat(relay.heard()).extracting("command").contains("HELO belay.example.org");
    }

    @Test
    void S07_but_not_if_encryption_is_required(FaultyRelay relay) {
        relay.withStartTls(AUTHORITY.server("localhost")).at(EHLO).reply("502 unknown");

        var told = refusal(to(relay, TransportSecurity.STARTTLS).withTrust(AUTHORITY.client()));

        assertThat(told.permanent()).isTrue();
        assertThat(relay.heard()).hasSize(1);
    }

    @Test
    void S07_and_a_refused_HELO_ends_it(FaultyRelay relay) {
        relay.at(EHLO).reply("502 unknown");
        relay.at(HELO).reply("554 not you");

        assertThat(refusal(clear(relay)).stage()).isEqualTo(SmtpStage.EHLO);
    }

    @ParameterizedTest
    @CsvSource({"BANNER, GREETING", "EHLO, EHLO", "STARTTLS, STARTTLS", "HANDSHAKE, HANDSHAKE", "AUTH, AUTH"})
    void S28_silence_ends_at_the_deadline_of_its_stage(FaultPoint point, SmtpStage stage, FaultyRelay relay) {
        relay.withStartTls(AUTHORITY.server("localhost")).requiringAuth("me", "secret", "PLAIN");
        relay.at(point).fallSilent();

        var told = refusal(impatient(signedIn(relay), stage));

        assertThat(told.stage()).isEqualTo(stage);
        assertThat(told.permanent()).isFalse();
        assertThat(told).hasMessageContaining("no complete reply within 300 ms");
        assertThat(relay.took()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"BANNER, GREETING", "EHLO, EHLO", "STARTTLS, STARTTLS", "AUTH, AUTH"})
    void S30_slow_bytes_do_not_extend_a_deadline(FaultPoint point, SmtpStage stage, FaultyRelay relay) {
        relay.withStartTls(AUTHORITY.server("localhost")).requiringAuth("me", "secret", "PLAIN");
        relay.at(point).drip("220-still there", Duration.ofMillis(20));

        assertThat(refusal(impatient(signedIn(relay), stage)).stage()).isEqualTo(stage);
    }

    @ParameterizedTest
    @CsvSource({"BANNER, GREETING", "EHLO, EHLO", "STARTTLS, STARTTLS", "AUTH, AUTH"})
    void S31_garbage_is_not_a_reply(FaultPoint point, SmtpStage stage, FaultyRelay relay) {
        relay.withStartTls(AUTHORITY.server("localhost")).requiringAuth("me", "secret", "PLAIN");
        relay.at(point).raw(new byte[] {0, (byte) 0xFF, '<', 'b', '>', 27, '\r', '\n'});

        var told = refusal(signedIn(relay));

        assertThat(told.stage()).isEqualTo(stage);
        assertThat(told).hasMessageContaining("not a reply: \"\\x00\\xFF<b>\\x1B\"");
    }

    @ParameterizedTest
    @CsvSource({
        "CONNECT, GREETING",
        "BANNER, GREETING",
        "EHLO, EHLO",
        "STARTTLS, STARTTLS",
        "HANDSHAKE, HANDSHAKE",
        "AUTH, AUTH"
    })
    void a_connection_that_ends_reports_its_stage(FaultPoint point, SmtpStage stage, FaultyRelay relay) {
        relay.withStartTls(AUTHORITY.server("localhost")).requiringAuth("me", "secret", "PLAIN");
        relay.at(point).dropConnection();

        var told = refusal(signedIn(relay));

        assertThat(told.stage()).isEqualTo(stage);
        assertThat(told.permanent()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"EHLO, EHLO", "STARTTLS, STARTTLS", "AUTH, AUTH"})
    void S43_a_421_anywhere_is_temporary(FaultPoint point, SmtpStage stage, FaultyRelay relay) {
        relay.withStartTls(AUTHORITY.server("localhost")).requiringAuth("me", "secret", "PLAIN");
        relay.at(point).reply("421 4.3.2 going down").dropConnection();

        var told = refusal(signedIn(relay));

        assertThat(told.stage()).isEqualTo(stage);
        assertThat(told.permanent()).isFalse();
    }

    @Test
    void S43_a_421_directly_after_the_last_reply_of_the_opening_is_not_lost(FaultyRelay relay) {
        relay.withStartTls(AUTHORITY.server("localhost")).requiringAuth("me", "secret", "PLAIN");
        relay.at(AUTH).reply("235 2.7.0 welcome", "421 4.3.2 but no").dropConnection();

        try (var session = SmtpSession.open(signedIn(relay))) {
            assertThat(session.usable()).isFalse();
        }
        assertThat(relay.took()).isEmpty();
    }

    @Test
    void S44_one_connection_too_many_is_reported_with_the_relays_reply(FaultyRelay relay) {
        relay.takingConnections(1);
        try (var first = SmtpSession.open(clear(relay))) {
            assertThat(refusal(clear(relay)).reply()).hasValueSatisfying(r -> {
                assertThat(r.code()).isEqualTo(421);
                assertThat(r.enhanced()).contains(new EnhancedStatusCode(4, 7, 0));
            });
            assertThat(first.offer(letter("ann@example.org")).get(0)).isInstanceOf(RecipientOutcome.Accepted.class);
        }
    }

    @Test
    void S52_a_name_without_an_address_is_temporary() {
        var told = refusal(RelayAddress.of("relay.invalid", 25, TransportSecurity.NONE, "belay.example.org"));

        assertThat(told.stage()).isEqualTo(SmtpStage.CONNECT);
        assertThat(told.permanent()).isFalse();
        assertThat(told).hasMessageContaining("no address is known for this name");
    }

    private static RelayAddress signedIn(FaultyRelay relay) {
        return to(relay, TransportSecurity.STARTTLS)
                .withTrust(AUTHORITY.client())
                .withCredentials(RelayCredentials.password("me", "secret"));
    }

    private static RelayUnavailable refusal(RelayAddress relay) {
        return catchThrowableOfType(
                RelayUnavailable.class, () -> SmtpSession.open(relay).close());
    }
}
