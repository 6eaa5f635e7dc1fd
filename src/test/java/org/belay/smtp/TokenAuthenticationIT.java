package org.belay.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.belay.smtp.TestTransactions.clear;
import static org.belay.smtp.TestTransactions.offerOne;
import static org.belay.smtp.TestTransactions.to;
import static org.belay.testkit.FaultPoint.AUTH;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.belay.smtp.oauth.BearerTokenSource;
import org.belay.smtp.oauth.TokenRefused;
import org.belay.testkit.FaultyRelay;
import org.belay.testkit.ReceivedCommand;
import org.belay.testkit.TestAuthority;
import org.belay.testkit.junit.FaultyRelayExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** AUTH XOAUTH2: over TLS only, once, and the reason of the relay is read completely. */
@ExtendWith(FaultyRelayExtension.class)
class TokenAuthenticationIT {
    private static final TestAuthority AUTHORITY = new TestAuthority();
    private static final String BOX = "notices@example.org";
    private static final String TOKEN = "eyJ0.a-b_c~d+e/f==";

    @BeforeEach
    void it_signs_in_by_token(FaultyRelay relay) {
        relay.withStartTls(AUTHORITY.server("localhost")).requiringAuth(BOX, TOKEN, "XOAUTH2", "PLAIN");
    }

    private static RelayAddress by(BearerTokenSource tokens, FaultyRelay relay) {
        return to(relay, TransportSecurity.STARTTLS)
                .withTrust(AUTHORITY.client())
                .withCredentials(RelayCredentials.bearerToken(BOX, tokens));
    }

    @Test
    void a_token_authenticates_and_is_not_shown(FaultyRelay relay) {
        var notes = new TestTransactions.RecordedTranscript();

        try (var session = SmtpSession.open(by(() -> TOKEN, relay), notes)) {
            assertThat(session.offer(TestTransactions.letter(TestTransactions.ANN))
                            .get(0))
                    .isInstanceOf(RecipientOutcome.Accepted.class);
        }

        assertThat(notes.lines).contains("C: AUTH XOAUTH2 ****").noneMatch(l -> l.contains("dXNlcj"));
        assertThat(relay.heard())
                .filteredOn(h -> h.command().startsWith("AUTH"))
                .hasSize(1)
                .allMatch(ReceivedCommand::encrypted);
        assertThat(relay.protocolErrors()).isEmpty();
    }

    @Test
    void S42_a_challenge_is_answered_with_an_empty_line_and_the_refused_token_is_dropped(FaultyRelay relay) {
        List<String> dropped = new ArrayList<>();
        var notes = new TestTransactions.RecordedTranscript();
        var stale = new BearerTokenSource() {
            @Override
            public String token() {
                return "stale";
            }

            @Override
            public void refused(String token) {
                dropped.add(token);
            }
        };

        var told = catchThrowableOfType(
                RelayUnavailable.class,
                () -> SmtpSession.open(by(stale, relay), notes).close());

        assertThat(told.stage()).isEqualTo(SmtpStage.AUTH);
        assertThat(told.permanent()).isTrue();
        assertThat(told.reply()).hasValueSatisfying(r -> assertThat(r.code()).isEqualTo(535));
        assertThat(told.getMessage()).doesNotContain("stale");
        assertThat(notes.lines.subList(notes.lines.size() - 4, notes.lines.size()))
                .satisfies(last -> {
                    assertThat(last.get(0)).isEqualTo("C: AUTH XOAUTH2 ****");
                    assertThat(last.get(1)).startsWith("S: 334 ");
                    assertThat(last.get(2)).isEqualTo("C: [an empty line]");
                    assertThat(last.get(3)).startsWith("S: 535 ");
                });
        assertThat(dropped).containsExactly("stale");
    }

    @Test
    void S42_a_temporary_refusal_keeps_the_token(FaultyRelay relay) {
        relay.at(AUTH).reply("454 4.7.0 later").once();
        var fetched = new AtomicInteger();
        BearerTokenSource tokens = () -> {
            fetched.incrementAndGet();
            return TOKEN;
        };

        assertThat(refusal(by(tokens, relay)).permanent()).isFalse();
        assertThat(offerOne(by(tokens, relay))).isInstanceOf(RecipientOutcome.Accepted.class);
        assertThat(fetched).hasValue(2);
    }

    @Test
    void S42_without_a_token_nothing_is_sent_to_the_relay(FaultyRelay relay) {
        var away = refusal(by(
                () -> {
                    throw new IOException("The endpoint is away.");
                },
                relay));
        var refused = refusal(by(
                () -> {
                    throw new TokenRefused("The client is unknown.");
                },
                relay));

        assertThat(away.stage()).isEqualTo(SmtpStage.AUTH).isEqualTo(refused.stage());
        assertThat(away.permanent()).isFalse();
        assertThat(refused.permanent()).isTrue();
        assertThat(refused).hasMessageContaining("The client is unknown. Nothing was sent.");
        assertThat(relay.heard()).noneMatch(h -> h.command().startsWith("AUTH"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a\1auth=x", "a\r\nb", "ä"})
    void a_token_with_invalid_characters_is_not_sent(String token, FaultyRelay relay) {
        assertThat(refusal(by(() -> token, relay))).hasMessageContaining("not a token");
        assertThat(relay.heard()).noneMatch(h -> h.command().startsWith("AUTH"));
    }

    @Test
    void S39_a_token_is_never_sent_unencrypted_and_never_used_as_a_password(FaultyRelay relay) {
        relay.requiringAuth(BOX, TOKEN, "PLAIN", "LOGIN");

        assertThat(refusal(clear(relay).withCredentials(RelayCredentials.bearerToken(BOX, () -> TOKEN)))
                        .permanent())
                .isTrue();
        assertThat(relay.connections()).isZero();
        assertThat(refusal(by(() -> TOKEN, relay)))
                .hasMessageContaining("offers AUTH only by PLAIN, LOGIN; Belay knows XOAUTH2 with a token");
    }

    private static RelayUnavailable refusal(RelayAddress relay) {
        return catchThrowableOfType(
                RelayUnavailable.class, () -> SmtpSession.open(relay).close());
    }
}
