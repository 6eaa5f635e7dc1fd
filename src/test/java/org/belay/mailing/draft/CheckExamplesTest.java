package org.belay.mailing.draft;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.belay.mailing.check.CheckFinding;
import org.belay.mailing.check.ContentCheck;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CheckExamplesTest {

    static Stream<ContentCheck> checks() {
        return CheckRegistry.ALL.stream();
    }

    @Test
    void a_good_draft_passes_every_check() {
        assertThat(DraftFixture.good().findings()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("checks")
    void each_check_passes_its_good_example_and_reports_its_bad_example(ContentCheck check) {
        assertThat(check.findings(
                        DraftFixture.good().with(check.description().passes()).checked()))
                .as("passes")
                .isEmpty();
        List<CheckFinding> found = check.findings(
                        DraftFixture.good().with(check.description().fails()).checked())
                .toList();
        assertThat(found).as("fails").isNotEmpty();
        assertThat(found.get(0).severity()).isEqualTo(check.description().severity());
        assertThat(found.get(0).fix()).isNotBlank();
    }

    @Test
    void ids_of_checks_are_unique() {
        assertThat(checks().map(check -> check.description().id())).doesNotHaveDuplicates();
    }
}
