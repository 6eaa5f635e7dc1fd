package org.belay.cli.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class JsonCodecTest {
    @Test
    void reads_objects_arrays_numbers_and_literals() {
        assertThat(
                        JsonCodec.read(
                                " {\"id\": \"M-1\", \"people\": 2431, \"rate\": 1.5e1, \"ok\":true, \"none\":null, \"a\":[{},[]]} "))
                .isEqualTo(Map.of(
                        "id", "M-1", "people", 2431L, "rate", 15.0, "ok", true, "a", List.of(Map.of(), List.of())));
    }

    @Test
    void names_the_position_of_a_syntax_error() {
        assertThatThrownBy(() -> JsonCodec.read("{\"id\" \"M-1\"}"))
                .hasMessage("not JSON: ':' expected at character 6");
        assertThatThrownBy(() -> JsonCodec.read("<html>")).hasMessage("not JSON: a value expected at character 0");
        assertThatThrownBy(() -> JsonCodec.read("")).hasMessageContaining("a value expected");
    }

    @Property
    void reads_back_what_it_wrote(@ForAll String text, @ForAll int number) {
        assertThat(JsonCodec.read(JsonCodec.write(Map.of("text", text, "number", number, "more", List.of(text, true)))))
                .isEqualTo(Map.of("text", text, "number", (long) number, "more", List.of(text, true)));
    }
}
