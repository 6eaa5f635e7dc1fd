package org.belay.smtp.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FlatJsonTest {

    @Test
    void the_values_of_an_object_are_read_and_nested_ones_are_skipped() {
        assertThat(FlatJson.read("""
                {"access_token": "a\\"b\\\\c\\/d\\u00e9\\n", "expires_in":3599, "ok" : true, "none":null,
                 "more": {"access_token": "nested", "x": [1, {"y": "]"}, []]}, "list": ["access_token", {}] }
                """))
                .containsEntry("access_token", "a\"b\\c/dé\n")
                .containsEntry("expires_in", "3599")
                .containsEntry("ok", "true")
                .containsEntry("none", "null")
                .hasSize(4);
        assertThat(FlatJson.read("{}")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<html>",
                "[]",
                "{",
                "{\"a\"",
                "{\"a\":",
                "{\"a\":\"b",
                "{\"a\":\"\\u12",
                "{\"a\":\"\\uzzzz\"}",
                "{\"a\":}",
                "{\"a\":1,}",
                "{\"a\":1 \"b\":2}",
                "{\"a\":1} {}",
                "{a:1}"
            })
    void text_that_is_not_an_object_is_refused(String text) {
        assertThatThrownBy(() -> FlatJson.read(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void deep_nesting_is_refused() {
        assertThatThrownBy(() -> FlatJson.read("{\"a\":" + "[".repeat(100_000)))
                .hasMessageContaining("nested too deeply");
    }
}
