package org.belay.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.belay.smtp.Letters.clear;
import static org.belay.smtp.Letters.impatient;
import static org.belay.smtp.Letters.letter;
import static org.belay.smtp.Letters.offerOne;
import static org.belay.smtp.Letters.to;
import static org.belay.testkit.Point.AUTH;
import static org.belay.testkit.Point.BANNER;
import static org.belay.testkit.Point.EHLO;
import static org.belay.testkit.Point.HELO;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import org.belay.testkit.Authority;
import org.belay.testkit.FaultyRelay;
import org.belay.testkit.Point;
import org.belay.testsupport.FaultyRelayExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** If the relay is not ready, the client reports the stage, that nothing was sent, and whether waiting helps. */
@ExtendWith(FaultyRelayExtension.class)
class OpeningFaultsIT {
    private static final Authority AUTHORITY = new Authority();

    @Test
    void S01_a_closed_port_is_reported_and_the_relay_is_reached_once_it_is_back(FaultyRelay relay) {
        relay.goAway();

        var told = refusal(clear(relay));

        assertThat(told.stage()).isEqualTo(Stage.CONNECT);
        assertThat(told.permanent()).isFalse();
        assertThat(told)
                .hasMessageContaining("localhost:" + relay.port() + " cannot be reached")
                .hasMessageContaining("Nothing was sent.");
        relay.comeBack();
        assertThat(offerOne(clear(relay))).isInstanceOf(Outcome.Accepted.class);
    }

    @Test
    void S02_a_connection_without_an_answer_ends_at_its_deadline() throws IOException {
        try (var deaf = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            var relay = RelayAddress.of("127.0.0.1", deaf.getLocalPort(), Security.NONE, "belay.example.org")
                    .within(Deadlines.STANDARD
                            .with(Stage.CONNECT, Duration.ofMillis(300))
                            .with(Stage.GREETING, Duration.ofMillis(300)));
            // its backlog accepts a few connections into a queue that is never read; then packets are dropped
            for (int i = 0; i < 4; i++) {
                assertThat(refusal(relay).stage()).isIn(Stage.CONNECT, Stage.GREETING);
            }
        }
    }

    @Test
    void S03_what_was_accepted_before_the_relay_refuses_stays_accepted(FaultyRelay relay) {
        relay.takingTransactionsPerConnection(2);
        try (var session = Session.open(clear(relay))) {
            assertThat(session.offer(letter("p1@example.org")).get(0)).isInstanceOf(Outcome.Accepted.class);
            assertThat(session.offer(letter("p2@example.org")).get(0)).isInstanceOf(Outcome.Accepted.class);

            var third = session.offer(letter("p3@example.org")).get(0);

            assertThat(third).isInstanceOf(Outcome.Deferred.class);
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

        assertThat(told.stage()).isEqualTo(Stage.GREETING);
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

        assertThat(offerOne(clear(relay))).isInstanceOf(Outcome.Accepted.class);
        assertThat(relay.heard()).extracting("command").contains("HELO belay.example.org");
    }

    @Test
    void S07_but_not_if_encryption_is_required(FaultyRelay relay) {
        relay.withStartTls(AUTHORITY.server("localhost")).at(EHLO).reply("502 unknown");

        var told = refusal(to(relay, Security.STARTTLS).trusting(AUTHORITY.client()));

        assertThat(told.permanent()).isTrue();
        assertThat(relay.heard()).hasSize(1);
    }

    @Test
    void S07_and_a_refused_HELO_ends_it(FaultyRelay relay) {
        relay.at(EHLO).reply("502 unknown");
        relay.at(HELO).reply("554 not you");

        assertThat(refusal(clear(relay)).stage()).isEqualTo(Stage.EHLO);
    }

    @ParameterizedTest
    @CsvSource({"BANNER, GREETING", "EHLO, EHLO", "STARTTLS, STARTTLS", "HANDSHAKE, HANDSHAKE", "AUTH, AUTH"})
    void S28_silence_ends_at_the_deadline_of_its_stage(Point point, Stage stage, FaultyRelay relay) {
        relay.withStartTls(AUTHORITY.server("localhost")).requiringSignIn("me", "secret", "PLAIN");
        relay.at(point).fallSilent();

        var told = refusal(impatient(signedIn(relay), stage));

        assertThat(told.stage()).isEqualTo(stage);
        assertThat(told.permanent()).isFalse();
        assertThat(told).hasMessageContaining("no complete reply within 300 ms");
        assertThat(relay.took()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"BANNER, GREETING", "EHLO, EHLO", "STARTTLS, STARTTLS", "AUTH, AUTH"})
    void S30_slow_bytes_do_not_extend_a_deadline(Point point, Stage stage, FaultyRelay relay) {
        relay.withStartTls(AUTHORITY.server("localhost")).requiringSignIn("me", "secret", "PLAIN");
        relay.at(point).drip("220-still there", Duration.ofMillis(20));

        assertThat(refusal(impatient(signedIn(relay), stage)).stage()).isEqualTo(stage);
    }

    @ParameterizedTest
    @CsvSource({"BANNER, GREETING", "EHLO, EHLO", "STARTTLS, STARTTLS", "AUTH, AUTH"})
    void S31_garbage_is_not_a_reply(Point point, Stage stage, FaultyRelay relay) {
        relay.withStartTls(AUTHORITY.server("localhost")).requiringSignIn("me", "secret", "PLAIN");
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
    void a_connection_that_ends_reports_its_stage(Point point, Stage stage, FaultyRelay relay) {
        relay.withStartTls(AUTHORITY.server("localhost")).requiringSignIn("me", "secret", "PLAIN");
        relay.at(point).dropConnection();

        var told = refusal(signedIn(relay));

        assertThat(told.stage()).isEqualTo(stage);
        assertThat(told.permanent()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"EHLO, EHLO", "STARTTLS, STARTTLS", "AUTH, AUTH"})
    void S43_a_421_anywhere_is_temporary(Point point, Stage stage, FaultyRelay relay) {
        relay.withStartTls(AUTHORITY.server("localhost")).requiringSignIn("me", "secret", "PLAIN");
        relay.at(point).reply("421 4.3.2 going down").dropConnection();

        var told = refusal(signedIn(relay));

        assertThat(told.stage()).isEqualTo(stage);
        assertThat(told.permanent()).isFalse();
    }

    @Test
    void S43_a_421_directly_after_the_last_reply_of_the_opening_is_not_lost(FaultyRelay relay) {
        relay.withStartTls(AUTHORITY.server("localhost")).requiringSignIn("me", "secret", "PLAIN");
        relay.at(AUTH).reply("235 2.7.0 welcome", "421 4.3.2 but no").dropConnection();

        try (var session = Session.open(signedIn(relay))) {
            assertThat(session.usable()).isFalse();
        }
        assertThat(relay.took()).isEmpty();
    }

    @Test
    void S44_one_connection_too_many_is_reported_with_the_relays_reply(FaultyRelay relay) {
        relay.takingConnections(1);
        try (var first = Session.open(clear(relay))) {
            assertThat(refusal(clear(relay)).reply()).hasValueSatisfying(r -> {
                assertThat(r.code()).isEqualTo(421);
                assertThat(r.enhanced()).contains(new EnhancedCode(4, 7, 0));
            });
            assertThat(first.offer(letter("ann@example.org")).get(0)).isInstanceOf(Outcome.Accepted.class);
        }
    }

    @Test
    void S52_a_name_without_an_address_is_temporary() {
        var told = refusal(RelayAddress.of("relay.invalid", 25, Security.NONE, "belay.example.org"));

        assertThat(told.stage()).isEqualTo(Stage.CONNECT);
        assertThat(told.permanent()).isFalse();
        assertThat(told).hasMessageContaining("no address is known for this name");
    }

    private static RelayAddress signedIn(FaultyRelay relay) {
        return to(relay, Security.STARTTLS).trusting(AUTHORITY.client()).as(Credentials.password("me", "secret"));
    }

    private static RelayUnavailable refusal(RelayAddress relay) {
        return catchThrowableOfType(
                RelayUnavailable.class, () -> Session.open(relay).close());
    }
}
