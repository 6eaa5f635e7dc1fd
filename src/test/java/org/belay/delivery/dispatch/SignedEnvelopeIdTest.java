package org.belay.delivery.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.belay.delivery.DispatchId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignedEnvelopeIdTest {
    private static final MessageIdentifiers NAMES = new MessageIdentifiers("a token of 128 bits");

    @Test
    void it_names_the_dispatch_and_one_recipient_or_a_range() {
        assertThat(named(12, 4711).toString()).matches("12\\.4711\\.[0-9a-f]{16}");
        assertThat(named(12, 4500, 4501, 4599).toString()).matches("12\\.4500x100\\.[0-9a-f]{16}");
    }

    @Test
    void an_identifier_is_parsed_as_it_was_formatted() {
        for (SignedEnvelopeId name : List.of(named(12, 4711), named(3, 0, 7))) {
            assertThat(SignedEnvelopeId.parse(name.toString())).contains(name);
            assertThat(name.isSignedBy(NAMES)).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"13.4711.", "12.4712.", "12.4711x2.", "12.4711x100."})
    void b04_another_number_under_the_same_signature_is_invalid(String other) {
        String seal = named(12, 4711).signature();

        assertThat(SignedEnvelopeId.parse(other + seal).orElseThrow().isSignedBy(NAMES))
                .isFalse();
    }

    @Test
    void b04_the_signature_of_another_dispatch_is_invalid() {
        assertThat(named(12, 4711).isSignedBy(new MessageIdentifiers("another token")))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "12",
                "12.4711",
                "12.4711.",
                "12.4711x.0123456789abcdef",
                "12.-1.0123456789abcdef",
                "12.4711.0123456789ABCDEF",
                "12.4711.0123456789abcdef0",
                "99999999999999999999.1.0123456789abcdef"
            })
    void other_text_is_not_an_identifier(String text) {
        assertThat(SignedEnvelopeId.parse(text)).isEmpty();
    }

    @Test
    void with_a_bounce_name_of_27_characters_it_fits_into_an_address() {
        int afterTheName = 64 - 27;
        assertThat("+" + named(9_999_999, 9_999_500, 9_999_999)).hasSizeLessThanOrEqualTo(afterTheName);
    }

    private static SignedEnvelopeId named(long dispatch, int... ordinals) {
        return SignedEnvelopeId.of(new DispatchId(dispatch), ordinals[0], ordinals[ordinals.length - 1], NAMES);
    }
}
