package org.belay.smtp.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.NumericChars;
import org.belay.smtp.SmtpTransaction;
import org.belay.smtp.TestTransactions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class XtextEncoderTest {

    @ParameterizedTest
    @CsvSource({
        "ann@example.org, rfc822;ann@example.org",
        "ann+news=x@example.org, rfc822;ann+2Bnews+3Dx@example.org",
        "'\"ann of it\"@example.org', 'rfc822;\"ann+20of+20it\"@example.org'",
        "jörg@example.org, utf-8;j\\x{F6}rg@example.org",
        "'\"a\\b\"+ö@example.org', 'utf-8;\"a\\x{5C}b\"\\x{2B}\\x{F6}@example.org'"
    })
    void an_address_is_encoded_so_that_a_bounce_can_repeat_it(String address, String written) {
        assertThat(XtextEncoder.encodeAddress(address)).isEqualTo(written);
    }

    @Property(tries = 200)
    void no_value_ends_its_parameter(
            @ForAll @AlphaChars @NumericChars @Chars({' ', '+', '=', '<', '>', '\\', 'ö'}) String text) {
        assertThat(XtextEncoder.encodeAddress(text)).matches("(rfc822|utf-8);[!-~&&[^=]]*");
    }

    @Test
    void an_envelope_id_may_be_as_long_as_RFC_3461_allows() {
        assertThat(letter("x".repeat(100)).envelopeId()).isPresent();
        for (String id : List.of("x".repeat(101), "=".repeat(34))) {
            assertThatThrownBy(() -> letter(id)).hasMessageContaining("1 to 100 characters");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a\r\nRCPT TO:<eve@example.org>", "ö", "\0"})
    void X05_an_envelope_id_that_could_end_its_line_is_refused_when_it_is_made(String id) {
        assertThatThrownBy(() -> letter(id)).isInstanceOf(IllegalArgumentException.class);
    }

    private static SmtpTransaction letter(String id) {
        return TestTransactions.letter(TestTransactions.ANN).withEnvelopeId(id);
    }
}
