package org.belay.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.belay.smtp.Letters.ANN;
import static org.belay.smtp.Letters.clear;
import static org.belay.smtp.Letters.letter;
import static org.belay.smtp.Letters.offerOne;
import static org.belay.smtp.Letters.to;
import static org.belay.testkit.Point.AUTH;
import static org.belay.testkit.Point.HANDSHAKE;
import static org.belay.testkit.Point.STARTTLS;

import java.time.Duration;
import java.time.Instant;
import javax.net.ssl.SSLContext;
import org.belay.testkit.Authority;
import org.belay.testkit.FaultyRelay;
import org.belay.testkit.Heard;
import org.belay.testsupport.FaultyRelayExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing is said in clear that must not be, and a password is tried once. */
@ExtendWith(FaultyRelayExtension.class)
class TlsFaultsIT {
    private static final Authority AUTHORITY = new Authority();
    private static final Credentials ME = Credentials.password("belay", "pässword");

    @ParameterizedTest
    @ValueSource(strings = {"PLAIN", "LOGIN"})
    void it_signs_in_behind_STARTTLS(String mechanism, FaultyRelay relay) {
        relay.withStartTls(valid()).requiringSignIn("belay", "pässword", mechanism);

        assertThat(offerOne(trusting(relay).as(ME))).isInstanceOf(Outcome.Accepted.class);

        assertThat(relay.heard())
                .filteredOn(h -> !h.encrypted())
                .extracting(Heard::command)
                .containsExactly("EHLO belay.example.org", "STARTTLS");
        assertThat(relay.offences()).isEmpty();
    }

    @Test
    void it_signs_in_behind_TLS_from_the_start_and_says_who_secured_it(FaultyRelay relay) {
        relay.withTls(valid()).requiringSignIn("belay", "pässword", "PLAIN");
        var notes = new Letters.Notes();

        try (var session = Session.open(
                to(relay, Security.TLS).trusting(AUTHORITY.client()).as(ME), notes)) {
            assertThat(session.offer(letter(ANN)).get(0)).isInstanceOf(Outcome.Accepted.class);
            assertThat(session.usable()).isTrue();
            assertThat(session.offer(letter(ANN)).get(0)).isInstanceOf(Outcome.Accepted.class);
        }

        assertThat(relay.heard()).allMatch(Heard::encrypted);
        assertThat(notes.lines.get(0)).startsWith("C: [TLS: TLSv1.3");
    }

    @Test
    void S39_without_an_offer_of_STARTTLS_nothing_is_sent(FaultyRelay relay) {
        var told = refusal(to(relay, Security.STARTTLS).as(ME));

        assertThat(told.stage()).isEqualTo(Stage.STARTTLS);
        assertThat(told.permanent()).isTrue();
        assertThat(told)
                .hasMessageContaining("localhost:" + relay.port() + " does not offer STARTTLS. Nothing was sent.");
        assertThat(relay.heard()).extracting(Heard::command).containsExactly("EHLO belay.example.org");
    }

    @Test
    void S39_a_password_is_never_said_in_clear_whatever_is_configured(FaultyRelay relay) {
        relay.requiringSignIn("belay", "pässword", "PLAIN");

        var told = refusal(clear(relay).as(ME));

        assertThat(told.permanent()).isTrue();
        assertThat(relay.connections()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"454 4.7.0 not now, false", "501 5.5.4 no, true", "250 hm, true"})
    void S40_a_refused_STARTTLS_is_not_gone_around(String answer, boolean permanent, FaultyRelay relay) {
        relay.withStartTls(valid()).at(STARTTLS).reply(answer);

        var told = refusal(trusting(relay).as(ME));

        assertThat(told.stage()).isEqualTo(Stage.STARTTLS);
        assertThat(relay.heard()).hasSize(2);
        if (!answer.startsWith("250")) {
            assertThat(told.permanent()).isEqualTo(permanent);
        }
    }

    @Test
    void S40_plain_text_behind_the_answer_to_STARTTLS_is_not_taken_for_encrypted(FaultyRelay relay) {
        relay.withStartTls(valid()).at(STARTTLS).reply("220 go on", "250-faulty.relay", "250 AUTH PLAIN");

        var told = refusal(trusting(relay).as(ME));

        assertThat(told.permanent()).isTrue();
        assertThat(told).hasMessageContaining("plain text stood behind the answer to STARTTLS");
        assertThat(relay.heard()).hasSize(2);
    }

    @Test
    void S40_a_handshake_that_is_none_says_what_to_look_at(FaultyRelay relay) {
        relay.withStartTls(valid()).at(HANDSHAKE).reply("250 I only speak plain");

        var told = refusal(trusting(relay));

        assertThat(told.stage()).isEqualTo(Stage.HANDSHAKE);
        assertThat(told.permanent()).isTrue();
        assertThat(told).hasMessageContaining("starttls on 587 or 25, tls on 465");
    }

    @Test
    void S41_a_certificate_for_another_name(FaultyRelay relay) {
        assertThat(certificateRefused(relay, AUTHORITY.server("mail.elsewhere.example")))
                .hasMessageContaining("its certificate is not for localhost");
    }

    @Test
    void S41_a_certificate_that_has_expired(FaultyRelay relay) {
        var now = Instant.now();
        assertThat(certificateRefused(
                        relay,
                        AUTHORITY.server(now.minus(Duration.ofDays(9)), now.minus(Duration.ofDays(2)), "localhost")))
                .hasMessageContaining("its certificate has expired");
    }

    @Test
    void S41_a_certificate_that_is_not_valid_yet(FaultyRelay relay) {
        var now = Instant.now();
        assertThat(certificateRefused(
                        relay,
                        AUTHORITY.server(now.plus(Duration.ofDays(2)), now.plus(Duration.ofDays(9)), "localhost")))
                .hasMessageContaining("its certificate is not valid yet");
    }

    @Test
    void S41_a_certificate_of_an_authority_that_nobody_knows(FaultyRelay relay) {
        assertThat(certificateRefused(relay, new Authority().server("localhost")))
                .hasMessageContaining("signed by nobody this machine trusts");
    }

    @Test
    void S41_a_certificate_for_an_address_holds_where_the_address_is_configured(FaultyRelay relay) {
        relay.withTls(AUTHORITY.server("127.0.0.1"));
        var byAddress = RelayAddress.of("127.0.0.1", relay.port(), Security.TLS, "belay.example.org");

        assertThat(offerOne(byAddress.trusting(AUTHORITY.client()))).isInstanceOf(Outcome.Accepted.class);
        assertThat(refusal(to(relay, Security.TLS).trusting(AUTHORITY.client())).permanent())
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({"535 5.7.8 wrong, true", "534 5.7.9 too weak, true", "454 4.7.0 later, false", "432 4.3.2 full, false"})
    void S42_a_password_that_is_refused_for_good_is_not_tried_again(
            String answer, boolean permanent, FaultyRelay relay) {
        relay.withStartTls(valid()).requiringSignIn("belay", "pässword", "PLAIN", "LOGIN");
        relay.at(AUTH).reply(answer);

        var told = refusal(trusting(relay).as(ME));

        assertThat(told.stage()).isEqualTo(Stage.AUTH);
        assertThat(told.permanent()).isEqualTo(permanent);
        assertThat(told.getMessage()).contains(answer).doesNotContain("pässword");
        assertThat(relay.heard())
                .filteredOn(h -> h.command().startsWith("AUTH"))
                .hasSize(1);
    }

    @Test
    void S42_a_wrong_password_is_the_relays_to_judge(FaultyRelay relay) {
        relay.withStartTls(valid()).requiringSignIn("belay", "another", "LOGIN");

        assertThat(refusal(trusting(relay).as(ME)).reply())
                .hasValueSatisfying(r -> assertThat(r.code()).isEqualTo(535));
    }

    @ParameterizedTest
    @ValueSource(strings = {"GSSAPI", ""})
    void S42_no_way_to_sign_in_that_both_know(String mechanism, FaultyRelay relay) {
        relay.withStartTls(valid());
        if (!mechanism.isEmpty()) {
            relay.requiringSignIn("belay", "pässword", mechanism);
        }

        var told = refusal(trusting(relay).as(ME));

        assertThat(told.stage()).isEqualTo(Stage.AUTH);
        assertThat(told.permanent()).isTrue();
        assertThat(relay.heard()).noneMatch(h -> h.command().startsWith("AUTH"));
    }

    private static RelayUnavailable certificateRefused(FaultyRelay relay, SSLContext identity) {
        relay.withStartTls(identity).requiringSignIn("belay", "pässword", "PLAIN");

        var told = refusal(trusting(relay).as(ME));

        assertThat(told.stage()).isEqualTo(Stage.HANDSHAKE);
        assertThat(told.permanent()).isTrue();
        assertThat(relay.heard()).extracting(Heard::command).containsExactly("EHLO belay.example.org", "STARTTLS");
        return told;
    }

    private static SSLContext valid() {
        return AUTHORITY.server("localhost");
    }

    private static RelayAddress trusting(FaultyRelay relay) {
        return to(relay, Security.STARTTLS).trusting(AUTHORITY.client());
    }

    private static RelayUnavailable refusal(RelayAddress relay) {
        return catchThrowableOfType(
                RelayUnavailable.class, () -> Session.open(relay).close());
    }
}
