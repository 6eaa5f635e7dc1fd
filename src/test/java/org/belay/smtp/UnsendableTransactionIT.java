package org.belay.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.belay.smtp.TestTransactions.ANN;
import static org.belay.smtp.TestTransactions.BOB;
import static org.belay.smtp.TestTransactions.clear;
import static org.belay.smtp.TestTransactions.letter;
import static org.belay.smtp.TestTransactions.letterOf;
import static org.belay.smtp.TestTransactions.message;
import static org.belay.smtp.TestTransactions.offer;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.belay.testkit.AcceptedRecipient;
import org.belay.testkit.FaultyRelay;
import org.belay.testkit.ReceivedCommand;
import org.belay.testkit.junit.FaultyRelayExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What cannot be sent to a relay is not sent: its recipient gets an outcome with the reason, and the others get their
 * mail.
 */
@ExtendWith(FaultyRelayExtension.class)
class UnsendableTransactionIT {

    @Test
    void S47_a_message_larger_than_the_announced_size_is_not_begun(FaultyRelay relay) {
        relay.takingBytes(1_000);

        var outcomes = offer(clear(relay), letterOf(message("x".repeat(900) + "\r\n" + "y".repeat(900)), ANN, BOB));

        assertThat(outcomes).allSatisfy(o -> refusedHere(o, "the relay accepts at most 1,000"));
        assertThat(relay.heard()).noneMatch(h -> h.command().startsWith("MAIL"));
    }

    @Test
    void S47_the_size_is_declared_if_the_relay_supports_it(FaultyRelay relay) {
        relay.takingBytes(100_000);
        byte[] message = message();

        offer(clear(relay), letterOf(message, ANN));

        assertThat(relay.heard())
                .extracting(ReceivedCommand::command)
                .contains("MAIL FROM:<bounce@example.org> SIZE=" + message.length);
    }

    @Test
    void S48_an_address_that_is_not_ASCII_needs_SMTPUTF8(FaultyRelay relay) {
        var outcomes = offer(clear(relay), letter("jörg@example.org", "anna@xn--bcher-kva.example"));

        refusedHere(outcomes.get(0), "the address jörg@example.org needs SMTPUTF8");
        assertThat(outcomes.get(1)).isInstanceOf(RecipientOutcome.Accepted.class);

        relay.offering("SMTPUTF8", "8BITMIME");
        assertThat(offer(clear(relay), letter("jörg@example.org")).get(0))
                .isInstanceOf(RecipientOutcome.Accepted.class);
        assertThat(relay.heard())
                .extracting(ReceivedCommand::command)
                .contains("MAIL FROM:<bounce@example.org> SMTPUTF8", "RCPT TO:<jörg@example.org>");
        assertThat(relay.took())
                .extracting(AcceptedRecipient::recipient)
                .containsExactly("anna@xn--bcher-kva.example", "jörg@example.org");
    }

    @Test
    void S50_bounces_are_requested_only_if_the_relay_supports_DSN(FaultyRelay relay) {
        relay.offering();
        offer(clear(relay), letter("ann+x@example.org").withEnvelopeId("b+1 2"));
        relay.offering("DSN");
        offer(clear(relay), letter("ann+x@example.org"));
        assertThat(relay.heard())
                .extracting(ReceivedCommand::command)
                .filteredOn(c -> c.startsWith("MAIL") || c.startsWith("RCPT"))
                .containsOnly("MAIL FROM:<bounce@example.org>", "RCPT TO:<ann+x@example.org>");

        offer(clear(relay), letter("ann+x@example.org", BOB).withEnvelopeId("b+1 2"));

        assertThat(relay.heard())
                .extracting(ReceivedCommand::command)
                .contains(
                        "MAIL FROM:<bounce@example.org> RET=HDRS ENVID=b+2B1+202",
                        "RCPT TO:<ann+x@example.org> NOTIFY=FAILURE,DELAY ORCPT=rfc822;ann+2Bx@example.org",
                        "RCPT TO:<bob@example.org> NOTIFY=FAILURE,DELAY ORCPT=rfc822;bob@example.org");
        assertThat(relay.took()).hasSize(4);
    }

    @Test
    void S49_a_7_bit_message_is_the_same_with_and_without_8BITMIME(FaultyRelay relay) {
        byte[] message = message();
        relay.offering();
        offer(clear(relay), letterOf(message, ANN));
        relay.offering("8BITMIME");
        offer(clear(relay), letterOf(message, ANN));

        assertThat(relay.took())
                .hasSize(2)
                .extracting(AcceptedRecipient::sha256)
                .satisfies(h -> assertThat(h.get(0)).isEqualTo(h.get(1)));
        assertThat(relay.mails().get(0).bytes()).isEqualTo(message);
    }

    @Test
    void S49_an_8_bit_message_needs_8BITMIME(FaultyRelay relay) {
        relay.offering();
        refusedHere(offer(clear(relay), letterOf(message("Grüße\r\n"), ANN)).get(0), "does not offer 8BITMIME");

        relay.offering("8BITMIME");
        assertThat(offer(clear(relay), letterOf(message("Grüße\r\n"), ANN)).get(0))
                .isInstanceOf(RecipientOutcome.Accepted.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\nb", "a\rb", "a\r\n.\nb", "a\n.\r\nb", "a\r.\rb", "a\r\r\nb", "end\r", "end\n", "nul\0"})
    void S51_bytes_that_a_relay_could_take_for_the_end_of_a_message_are_never_sent(String body, FaultyRelay relay) {
        var outcome = offer(clear(relay), letterOf(message(body), ANN)).get(0);

        refusedHere(outcome, "of the message");
        assertThat(relay.heard()).noneMatch(h -> h.command().startsWith("MAIL"));
    }

    @ParameterizedTest
    @ValueSource(strings = {".", "..", ".\r\n", "\r\n.\r\n.\r\n", "a\r\n.b\r\n..\r\n\r\n", "no end", "\r\n\r\n"})
    void S51_dots_and_empty_lines_arrive_as_they_were(String body, FaultyRelay relay) {
        byte[] message = message(body);

        assertThat(offer(clear(relay), letterOf(message, ANN)).get(0)).isInstanceOf(RecipientOutcome.Accepted.class);

        String arrived = new String(relay.mails().get(0).bytes(), StandardCharsets.UTF_8);
        String sent = new String(message, StandardCharsets.UTF_8);
        assertThat(arrived).isEqualTo(sent.endsWith("\r\n") ? sent : sent + "\r\n");
        assertThat(relay.protocolErrors()).isEmpty();
    }

    @Test
    void S51_a_line_of_998_is_the_longest(FaultyRelay relay) {
        assertThat(offer(clear(relay), letterOf(message("." + "x".repeat(997) + "\r\nend\r\n"), ANN))
                        .get(0))
                .isInstanceOf(RecipientOutcome.Accepted.class);
        refusedHere(
                offer(clear(relay), letterOf(message("x".repeat(999) + "\r\nend\r\n"), ANN))
                        .get(0),
                "line 4 of the message is longer than 998");
        assertThat(relay.protocolErrors()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ann@example.org\r\nRCPT TO:<eve@example.org",
                "ann@example.org>\nDATA",
                "ann\0@example.org",
                "ann bob@example.org",
                "ann@example.org> NOTIFY=NEVER",
                "ann",
                "@example.org",
                "ann@",
                "\"a\"b@example.org"
            })
    void X05_an_address_cannot_end_its_own_line(String address, FaultyRelay relay) {
        var outcomes = offer(clear(relay), letter(address, BOB));

        refusedHere(outcomes.get(0), "the address \"");
        assertThat(outcomes.get(0).why()).doesNotContain("\r", "\n");
        assertThat(outcomes.get(1)).isInstanceOf(RecipientOutcome.Accepted.class);
        assertThat(relay.took()).extracting(AcceptedRecipient::recipient).containsExactly(BOB);
    }

    @Test
    void an_address_longer_than_SMTP_allows_is_not_sent(FaultyRelay relay) {
        refusedHere(
                offer(clear(relay), letter("a".repeat(300) + "@example.org")).get(0), "is longer than 254 bytes");
    }

    @Test
    void a_quoted_local_part_with_a_space_is_valid(FaultyRelay relay) {
        assertThat(offer(clear(relay), letter("\"ann of it\"@example.org")).get(0))
                .isInstanceOf(RecipientOutcome.Accepted.class);
    }

    @Test
    void X05_a_return_path_that_could_end_its_line_is_refused_when_it_is_made() {
        assertThatThrownBy(() -> SmtpTransaction.of("b@example.org\r\nX", List.of(ANN), message()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("control character");
        assertThatThrownBy(() -> RelayAddress.of("relay.example", 25, TransportSecurity.NONE, "a\r\nb"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static void refusedHere(RecipientOutcome outcome, String why) {
        assertThat(outcome).isInstanceOfSatisfying(RecipientOutcome.Rejected.class, r -> {
            assertThat(r.reply()).isEmpty();
            assertThat(r.why()).contains(why);
        });
    }
}
