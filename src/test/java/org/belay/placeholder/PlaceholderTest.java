package org.belay.placeholder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlaceholderTest {
    private static final Placeholder NAME = new Placeholder("givenName", "<you>");
    private static final Placeholder OFFICE = new Placeholder("office", "");

    @Test
    void a_text_is_split_into_what_was_written() {
        String text = "Dear " + NAME.notation() + OFFICE.notation() + "!";

        assertThat(TextPiece.split(text))
                .isEqualTo(List.of(new TextPiece.FixedText("Dear "), NAME, OFFICE, new TextPiece.FixedText("!")));
        assertThat(Placeholder.in(text)).containsExactly(NAME, OFFICE);
        assertThat(Placeholder.withDefaults(text)).isEqualTo("Dear <you>!");
    }

    @Test
    void a_blank_attribute_reads_as_the_default() {
        assertThat(NAME.valueFrom(Map.of("givenName", "Ann"))).isEqualTo("Ann");
        assertThat(NAME.valueFrom(Map.of("givenName", " "))).isEqualTo("<you>");
        assertThat(NAME.valueFrom(Map.of())).isEqualTo("<you>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a \uE000b", "a\uE001", "a\uE002", "\uE000\uE001", "\uE000a\uE000b\uE001", "\uE000 \uE002x\uE001"
            })
    void half_a_placeholder_is_refused(String text) {
        assertThatThrownBy(() -> TextPiece.split(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("placeholder");
    }
}
