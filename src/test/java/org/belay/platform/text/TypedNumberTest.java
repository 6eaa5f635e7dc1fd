package org.belay.platform.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TypedNumberTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"0|0", "600|600", " 1,200 |1200", "1.200|1200", "1 200 000|1200000", "2'431|2431"})
    void a_number_is_read_as_belay_prints_it_and_as_others_group_it(String typed, long number) {
        assertThat(TypedNumber.read(typed)).hasValue(number);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1.5",
                "-5",
                "+5",
                "fast",
                "1,00",
                "1,2000",
                "1.200,300",
                "1e3",
                "0x10",
                "٦٠٠",
                "½",
                "6 0 0",
                "600 a minute"
            })
    void nothing_else_is_made_into_one(String typed) {
        assertThat(TypedNumber.read(typed)).isEmpty();
    }
}
