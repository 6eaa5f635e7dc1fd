package org.belay.mailing.draft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Path;
import java.util.List;
import org.belay.mailing.check.CheckFinding;
import org.belay.mailing.check.FindingSeverity;
import org.belay.template.TemplateVersion;
import org.belay.template.files.TemplateReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckRegistryTest {
    private static final TemplateVersion REMOVAL = TemplateReader.read(Path.of("templates/mandatory-app-removal"));

    private DraftFixture draft = DraftFixture.of(REMOVAL);

    private List<CheckFinding> findings() {
        return draft.findings();
    }

    private List<String> ids() {
        return findings().stream().map(CheckFinding::id).toList();
    }

    @Test
    void shipped_templates_pass_with_their_own_examples() {
        for (String key : List.of("mandatory-app-removal", "password-reset-required", "planned-outage")) {
            draft = DraftFixture.of(TemplateReader.read(Path.of("templates", key)));
            assertThat(findings()).as(key).isEmpty();
        }
    }

    @Test
    void a_notice_without_a_reason_is_an_error() {
        draft.with("reason", "");
        assertThat(findings())
                .containsExactly(new CheckFinding(
                        "missing",
                        "reason-missing",
                        FindingSeverity.ERROR,
                        "reason",
                        "",
                        "The notice does not say why.",
                        "Fill in \"Reason\", for example: Our device review of November 2026 did not clear the app for"
                                + " devices that hold company data."));
    }

    @Test
    void a_past_deadline_is_an_error_and_a_weekend_deadline_a_warning() {
        draft.with("deadline", "2020-07-10T18:00[America/Los_Angeles]");
        assertThat(findings())
                .extracting(CheckFinding::id, CheckFinding::message)
                .containsExactly(
                        tuple("deadline-past", "Deadline is Friday 10 July 2020, 18:00 PDT, which is in the past."));
        draft.with("deadline", "2026-12-05T18:00[Europe/Berlin]");
        assertThat(findings())
                .extracting(CheckFinding::id, CheckFinding::severity)
                .containsExactly(tuple("deadline-weekend", FindingSeverity.WARNING));
    }

    @Test
    void a_value_that_is_no_date_is_an_error() {
        draft.with("deadline", "next Friday");
        assertThat(ids()).containsExactly("deadline-unfit");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Disregard the TikTok e-mail.",
                "Please disregard the e-mail that we sent this morning.",
                "Please ignore our previous message. We apologize for any confusion.",
                "Bitte beachten Sie diese Nachricht nicht.",
                "**Ignore this email.** Sorry for the inconvenience."
            })
    void a_correction_that_only_says_disregard_is_an_error(String now) {
        draft.with("now_true", now);
        assertThat(ids()).containsExactly("now_true-bare");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "You may keep TikTok.",
                "Our rules for apps have not changed. Please disregard this morning's email.",
                "Nothing changes: the app stays allowed on all devices.",
                "Sie können die App behalten."
            })
    void a_correction_that_says_what_is_true_passes(String now) {
        draft.with("now_true", now);
        assertThat(ids()).isEmpty();
    }

    @Test
    void a_correction_without_text_for_readers_who_acted_is_an_error() {
        draft.with("if_already_acted", " ");
        draft.with("now_true", "");
        assertThat(ids()).containsExactly("now_true-missing", "if_already_acted-missing");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "TBD",
                "Because of [reason].",
                "See <link> for more.",
                "It is XXX.",
                "By ${deadline}.",
                "Ask {{name}}.",
                "____",
                "Lorem ipsum dolor",
            })
    void a_leftover_placeholder_is_an_error(String reason) {
        draft.with("reason", reason);
        assertThat(ids()).containsExactly("reason-placeholder");
    }

    @Test
    void links_and_plain_brackets_are_no_placeholders() {
        draft.with("reason", "See [the review](https://example.org/review), section 4 [4], 3 < 4.");
        assertThat(ids()).isEmpty();
    }

    @Test
    void the_zone_of_a_deadline_is_no_placeholder() {
        draft.with("deadline", "2026-12-04T17:00[UTC]");
        assertThat(findings()).isEmpty();
    }

    @Test
    void urgency_without_a_date_is_a_warning() {
        draft.with("deadline", "soon");
        draft.with("consequence", "Remove it as soon as possible.");
        assertThat(ids()).containsExactly("deadline-unfit", "consequence-vague");
    }

    @Test
    void an_empty_audience_is_an_error() {
        draft.with("people", "0");
        assertThat(ids()).containsExactly("audience-empty");
    }

    @Test
    void a_partial_translation_is_an_error_for_the_correction_and_a_warning_for_the_notice() {
        draft.with("reason_de", "Die Geräteprüfung hat die App nicht freigegeben.");
        assertThat(findings())
                .extracting(CheckFinding::id, CheckFinding::severity)
                .containsExactly(
                        tuple("correction-not-translated-de", FindingSeverity.ERROR),
                        tuple("notice-not-translated-de", FindingSeverity.WARNING));
    }

    @Test
    void an_end_before_the_start_is_an_error() {
        draft = DraftFixture.of(TemplateReader.read(Path.of("templates/planned-outage")));
        draft.with("ends", "2026-12-05T19:00[Europe/Berlin]");
        assertThat(ids()).containsExactly("ends-before-start");
    }

    @Test
    void a_misspelt_field_name_is_an_error_if_it_has_text() {
        draft.with("exeption", "TikTok in the browser stays allowed.");
        draft.with("resaon_de", "");

        assertThat(findings())
                .extracting(CheckFinding::id, CheckFinding::severity, CheckFinding::fix)
                .contains(tuple("exeption-unknown", FindingSeverity.ERROR, "Call it \"exception\", or remove it."));
        assertThat(ids()).doesNotContain("resaon-unknown");
    }
}
