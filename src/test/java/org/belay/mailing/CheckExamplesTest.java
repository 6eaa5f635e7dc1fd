package org.belay.mailing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CheckExamplesTest {

    static Stream<Check> checks() {
        return Checks.ALL.stream();
    }

    @Test
    void a_good_draft_passes_every_check() {
        assertThat(Drafted.good().findings()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("checks")
    void each_check_passes_its_good_example_and_reports_its_bad_example(Check check) {
        assertThat(check.of(Drafted.good().with(check.about().passes()).checked()))
                .as("passes")
                .isEmpty();
        List<Finding> found =
                check.of(Drafted.good().with(check.about().fails()).checked()).toList();
        assertThat(found).as("fails").isNotEmpty();
        assertThat(found.get(0).severity()).isEqualTo(check.about().severity());
        assertThat(found.get(0).fix()).isNotBlank();
    }

    @Test
    void ids_of_checks_are_unique() {
        assertThat(checks().map(check -> check.about().id())).doesNotHaveDuplicates();
    }
}
