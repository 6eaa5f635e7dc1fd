package org.belay.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.belay.smtp.TestTransactions.ANN;
import static org.belay.smtp.TestTransactions.clear;
import static org.belay.smtp.TestTransactions.letter;
import static org.belay.smtp.TestTransactions.offerOne;
import static org.belay.smtp.TestTransactions.to;
import static org.belay.testkit.FaultPoint.AUTH;
import static org.belay.testkit.FaultPoint.HANDSHAKE;
import static org.belay.testkit.FaultPoint.STARTTLS;

import java.time.Duration;
import java.time.Instant;
import javax.net.ssl.SSLContext;
import org.belay.testkit.FaultyRelay;
import org.belay.testkit.ReceivedCommand;
import org.belay.testkit.TestAuthority;
import org.belay.testkit.junit.FaultyRelayExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing secret is sent unencrypted, and a password is tried once. */
@ExtendWith(FaultyRelayExtension.class)
class TlsFaultsIT {
    private static final TestAuthority AUTHORITY = new TestAuthority();
    private static final RelayCredentials ME = RelayCredentials.password("belay", "pässword");

    @ParameterizedTest
    @ValueSource(strings = {"PLAIN", "LOGIN"})
    void it_authenticates_after_STARTTLS(String mechanism, FaultyRelay relay) {
        relay.withStartTls(valid()).requiringAuth("belay", "pässword", mechanism);

        assertThat(offerOne(trusting(relay).withCredentials(ME))).isInstanceOf(RecipientOutcome.Accepted.class);

        assertThat(relay.heard())
                .filteredOn(h -> !h.encrypted())
                .extracting(ReceivedCommand::command)
                .containsExactly("EHLO belay.example.org", "STARTTLS");
        assertThat(relay.protocolErrors()).isEmpty();
    }

    @Test
    void it_authenticates_over_implicit_TLS_and_the_transcript_names_the_protocol(FaultyRelay relay) {
        relay.withTls(valid()).requiringAuth("belay", "pässword", "PLAIN");
        var notes = new TestTransactions.RecordedTranscript();

        try (var session = SmtpSession.open(
                to(relay, TransportSecurity.TLS).withTrust(AUTHORITY.client()).withCredentials(ME), notes)) {
            assertThat(session.offer(letter(ANN)).get(0)).isInstanceOf(RecipientOutcome.Accepted.class);
            assertThat(session.usable()).isTrue();
            assertThat(session.offer(letter(ANN)).get(0)).isInstanceOf(RecipientOutcome.Accepted.class);
        }

        assertThat(relay.heard()).allMatch(ReceivedCommand::encrypted);
        assertThat(notes.lines.get(0)).startsWith("C: [TLS: TLSv1.3");
    }

    @Test
    void S39_if_STARTTLS_is_not_offered_nothing_is_sent(FaultyRelay relay) {
        var told = refusal(to(relay, TransportSecurity.STARTTLS).withCredentials(ME));

        assertThat(told.stage()).isEqualTo(SmtpStage.STARTTLS);
        assertThat(told.permanent()).isTrue();
        assertThat(told)
                .hasMessageContaining("localhost:" + relay.port() + " does not offer STARTTLS. Nothing was sent.");
        assertThat(relay.heard()).extracting(ReceivedCommand::command).containsExactly("EHLO belay.example.org");
    }

    @Test
    void S39_a_password_is_never_sent_unencrypted_whatever_is_configured(FaultyRelay relay) {
        relay.requiringAuth("belay", "pässword", "PLAIN");

        var told = refusal(clear(relay).withCredentials(ME));

        assertThat(told.permanent()).isTrue();
        assertThat(relay.connections()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"454 4.7.0 not now, false", "501 5.5.4 no, true", "250 hm, true"})
    void S40_a_refused_STARTTLS_is_not_bypassed(String answer, boolean permanent, FaultyRelay relay) {
        relay.withStartTls(valid()).at(STARTTLS).reply(answer);

        var told = refusal(trusting(relay).withCredentials(ME));

        assertThat(told.stage()).isEqualTo(SmtpStage.STARTTLS);
        assertThat(relay.heard()).hasSize(2);
        if (!answer.startsWith("250")) {
            assertThat(told.permanent()).isEqualTo(permanent);
        }
    }

    @Test
    void S40_unencrypted_text_after_the_reply_to_STARTTLS_is_not_treated_as_encrypted(FaultyRelay relay) {
        relay.withStartTls(valid()).at(STARTTLS).reply("220 go on", "250-faulty.relay", "250 AUTH PLAIN");

        var told = refusal(trusting(relay).withCredentials(ME));

        assertThat(told.permanent()).isTrue();
        assertThat(told).hasMessageContaining("unencrypted text followed the reply to STARTTLS");
        assertThat(relay.heard()).hasSize(2);
    }

    @Test
    void S40_a_failed_handshake_tells_what_to_check(FaultyRelay relay) {
        relay.withStartTls(valid()).at(HANDSHAKE).reply("250 I only speak plain");

        var told = refusal(trusting(relay));

        assertThat(told.stage()).isEqualTo(SmtpStage.HANDSHAKE);
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
    void S41_a_certificate_of_an_unknown_authority(FaultyRelay relay) {
        assertThat(certificateRefused(relay, new TestAuthority().server("localhost")))
                .hasMessageContaining("not signed by an authority that this machine trusts");
    }

    @Test
    void S41_a_certificate_for_an_address_is_valid_if_the_address_is_configured(FaultyRelay relay) {
        relay.withTls(AUTHORITY.server("127.0.0.1"));
        var byAddress = RelayAddress.of("127.0.0.1", relay.port(), TransportSecurity.TLS, "belay.example.org");

        assertThat(offerOne(byAddress.withTrust(AUTHORITY.client()))).isInstanceOf(RecipientOutcome.Accepted.class);
        assertThat(refusal(to(relay, TransportSecurity.TLS).withTrust(AUTHORITY.client()))
                        .permanent())
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({"535 5.7.8 wrong, true", "534 5.7.9 too weak, true", "454 4.7.0 later, false", "432 4.3.2 full, false"})
    void S42_a_permanently_refused_password_is_not_retried(String answer, boolean permanent, FaultyRelay relay) {
        relay.withStartTls(valid()).requiringAuth("belay", "pässword", "PLAIN", "LOGIN");
        relay.at(AUTH).reply(answer);

        var told = refusal(trusting(relay).withCredentials(ME));

        assertThat(told.stage()).isEqualTo(SmtpStage.AUTH);
        assertThat(told.permanent()).isEqualTo(permanent);
        assertThat(told.getMessage()).contains(answer).doesNotContain("pässword");
        assertThat(relay.heard())
                .filteredOn(h -> h.command().startsWith("AUTH"))
                .hasSize(1);
    }

    @Test
    void S42_a_wrong_password_is_reported_with_the_relays_reply(FaultyRelay relay) {
        relay.withStartTls(valid()).requiringAuth("belay", "another", "LOGIN");

        assertThat(refusal(trusting(relay).withCredentials(ME)).reply())
                .hasValueSatisfying(r -> assertThat(r.code()).isEqualTo(535));
    }

    @ParameterizedTest
    @ValueSource(strings = {"GSSAPI", ""})
    void S42_no_common_authentication_mechanism(String mechanism, FaultyRelay relay) {
        relay.withStartTls(valid());
        if (!mechanism.isEmpty()) {
            relay.requiringAuth("belay", "pässword", mechanism);
        }

        var told = refusal(trusting(relay).withCredentials(ME));

        assertThat(told.stage()).isEqualTo(SmtpStage.AUTH);
        assertThat(told.permanent()).isTrue();
        assertThat(relay.heard()).noneMatch(h -> h.command().startsWith("AUTH"));
    }

    private static RelayUnavailable certificateRefused(FaultyRelay relay, SSLContext identity) {
        relay.withStartTls(identity).requiringAuth("belay", "pässword", "PLAIN");

        var told = refusal(trusting(relay).withCredentials(ME));

        assertThat(told.stage()).isEqualTo(SmtpStage.HANDSHAKE);
        assertThat(told.permanent()).isTrue();
        assertThat(relay.heard())
                .extracting(ReceivedCommand::command)
                .containsExactly("EHLO belay.example.org", "STARTTLS");
        return told;
    }

    private static SSLContext valid() {
        return AUTHORITY.server("localhost");
    }

    private static RelayAddress trusting(FaultyRelay relay) {
        return to(relay, TransportSecurity.STARTTLS).withTrust(AUTHORITY.client());
    }

    private static RelayUnavailable refusal(RelayAddress relay) {
        return catchThrowableOfType(
                RelayUnavailable.class, () -> SmtpSession.open(relay).close());
    }
}
