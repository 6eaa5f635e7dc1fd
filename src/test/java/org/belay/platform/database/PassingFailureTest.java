package org.belay.platform.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PassingFailureTest {

    @ParameterizedTest
    @ValueSource(strings = {"08006", "08003", "57P01", "57P03", "40001", "40P01", "55P03"})
    void what_passes_is_found_however_deep_it_lies(String state) {
        var lost = new SQLException("gone", state);

        assertThat(PassingFailure.isCauseOf(new IllegalStateException("the wake-up", new RuntimeException(lost))))
                .isTrue();
    }

    @Test
    void what_stays_wrong_does_not_pass() {
        assertThat(PassingFailure.isCauseOf(new RuntimeException(new SQLException("no such column", "42703"))))
                .isFalse();
        assertThat(PassingFailure.isCauseOf(new RuntimeException("no database in it")))
                .isFalse();
    }
}
