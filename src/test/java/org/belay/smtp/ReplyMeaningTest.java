package org.belay.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.belay.smtp.wire.SmtpReply;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The meaning of replies and capabilities, without a connection. */
class ReplyMeaningTest {

    @ParameterizedTest
    @CsvSource({"550 5.1.1 no such user, 5.1.1", "421 4.7.0, 4.7.0", "250 2.1.5 ok, 2.1.5", "550 5.7.606 x, 5.7.606"})
    void an_enhanced_code_is_read_from_the_beginning_of_the_text(String line, String enhanced) {
        assertThat(reply(line).enhanced()).hasToString("Optional[" + enhanced + "]");
    }

    @ParameterizedTest
    @CsvSource({
        "550 no such user",
        "550 4.1.1 of another kind",
        "550 5.1 short",
        "550 x5.1.1",
        "550 5.1.1234 long",
        "550"
    })
    void other_text_is_not_taken_for_an_enhanced_code(String line) {
        assertThat(reply(line).enhanced()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "452 4.5.3 too many, true", "452 too many, true", "552 too many, true", "552 5.5.3 too many, true",
        "452 4.2.2 full, false", "452 4.3.1 disk, false", "552 5.2.2 full, false", "550 5.1.1 no, false",
        "450 later, false"
    })
    void S45_a_full_transaction_is_distinguished_from_a_full_mailbox(String line, boolean full) {
        assertThat(reply(line).tooManyRecipients()).isEqualTo(full);
    }

    @Test
    void capabilities_are_the_lines_after_the_greeting() {
        var can = EhloCapabilities.of(reply(
                "250-PIPELINING greets you",
                "250-size 35882577",
                "250-STARTTLS",
                "250-AUTH LOGIN plain",
                "250-AUTH=NTLM LOGIN",
                "250-SMTPUTF8",
                "250-8BITMIME",
                "250-",
                "250 DSN"));

        assertThat(can.pipelining()).isFalse();
        assertThat(can.size()).hasValue(35_882_577);
        assertThat(can.startTls()).isTrue();
        assertThat(can.smtpUtf8()).isTrue();
        assertThat(can.eightBit()).isTrue();
        assertThat(can.dsn()).isTrue();
        assertThat(can.mechanisms()).containsExactly("LOGIN", "PLAIN", "NTLM");
    }

    @ParameterizedTest
    @CsvSource({"SIZE", "SIZE 0", "SIZE many", "SIZE 99999999999999999999"})
    void an_invalid_size_limits_nothing(String line) {
        assertThat(EhloCapabilities.of(reply("250-hello", "250 " + line)).size())
                .isEmpty();
    }

    @Test
    void an_outcome_tells_who_may_have_the_message() {
        assertThat(new RecipientOutcome.Accepted(reply("250 ok")).mayHaveIt()).isTrue();
        assertThat(new RecipientOutcome.InDoubt("silence").mayHaveIt()).isTrue();
        assertThat(new RecipientOutcome.Rejected(SmtpStage.END, reply("554 no")).mayHaveIt())
                .isFalse();
        assertThat(new RecipientOutcome.Deferred(SmtpStage.END, reply("451 later")).mayHaveIt())
                .isFalse();
        assertThat(new RecipientOutcome.Withheld().mayHaveIt()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "MAIL, 550 5.7.1 not from you, true", "RCPT, 421 bye, true", "RCPT, 530 sign in first, true",
        "RCPT, 450 4.2.0 greylisted, false", "RCPT, 452 4.2.2 full, false", "RCPT, 552 full, false",
        "DATA, 451 later, false", "END, 451 later, false"
    })
    void S13_a_deferral_concerns_the_relay_only_if_it_says_nothing_about_the_recipient(
            SmtpStage stage, String line, boolean relay) {
        assertThat(new RecipientOutcome.Deferred(stage, reply(line)).concernsRelay())
                .isEqualTo(relay);
    }

    @Test
    void a_credential_is_never_printed() {
        assertThat(RelayCredentials.password("belay", "s3cret")).hasToString("belay (password hidden)");
        assertThat(RelayAddress.of("relay.example", 587, TransportSecurity.STARTTLS, "belay.example")
                        .withCredentials(RelayCredentials.password("belay", "s3cret")))
                .hasToString("relay.example:587");
    }

    private static SmtpReply reply(String... lines) {
        return new SmtpReply(Integer.parseInt(lines[0].substring(0, 3)), List.copyOf(Arrays.asList(lines)));
    }
}
