package org.belay.mailing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.belay.template.AttributeGroup;
import org.belay.template.Compiled;
import org.belay.template.Compiler;
import org.belay.template.Letterhead;
import org.belay.template.Part;
import org.belay.template.TemplateSource;
import org.belay.template.TemplateVersion;
import org.belay.template.Values;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChecksTest {
    private static final TemplateVersion REMOVAL = TemplateSource.read(Path.of("templates/mandatory-app-removal"));
    private static final Instant NOW = Instant.parse("2026-11-24T08:00:00Z");
    private static final List<AttributeGroup> READERS =
            List.of(new AttributeGroup(Map.of("language", "en"), 1), new AttributeGroup(Map.of("language", "de"), 1));

    /** The template's own examples, and what a test changes about them. */
    private final Map<String, String> texts = new LinkedHashMap<>();

    private final Map<String, String> german = new LinkedHashMap<>();
    private TemplateVersion template = REMOVAL;
    private long people = 2431;

    ChecksTest() {
        examplesOf(REMOVAL);
    }

    private void examplesOf(TemplateVersion chosen) {
        template = chosen;
        texts.clear();
        chosen.fields().forEach(field -> texts.put(field.name(), field.example()));
    }

    private List<Finding> findings() {
        Values values = Values.of("en", texts, ZoneId.of("Europe/Berlin"), new Letterhead("Tessamar", "IT"))
                .translated("de", german);
        Compiled notice = Compiler.preview(template, Part.NOTICE, values, READERS);
        Compiled correction =
                Compiler.preview(template, Part.CORRECTION, values.withdrawing(notice, Optional.empty()), READERS);
        return Checks.of(template, values, people, notice.variants(), correction.variants(), NOW);
    }

    private List<String> ids() {
        return findings().stream().map(Finding::id).toList();
    }

    @Test
    void the_shipped_templates_pass_with_their_own_examples() {
        for (String key : List.of("mandatory-app-removal", "password-reset-required", "planned-outage")) {
            examplesOf(TemplateSource.read(Path.of("templates", key)));
            assertThat(findings()).as(key).isEmpty();
        }
    }

    @Test
    void a_memo_without_a_reason_does_not_pass() {
        texts.remove("reason");
        assertThat(findings())
                .containsExactly(new Finding(
                        "reason-missing",
                        Severity.ERROR,
                        "reason",
                        "People are asked to do something and not told why.",
                        "Fill in \"Reason\", for example: Our device review of November 2026 did not clear the app for"
                                + " devices that hold company data."));
    }

    @Test
    void a_deadline_that_is_past_is_an_error_and_one_on_a_weekend_a_question() {
        texts.put("deadline", "2020-07-10T18:00[America/Los_Angeles]");
        assertThat(findings())
                .extracting(Finding::id, Finding::message)
                .containsExactly(tuple("deadline-past", "Deadline is Friday 10 July 2020, 18:00 PDT, which is past."));
        texts.put("deadline", "2026-12-05T18:00");
        assertThat(findings())
                .extracting(Finding::id, Finding::severity)
                .containsExactly(tuple("deadline-weekend", Severity.WARNING));
    }

    @Test
    void a_date_that_cannot_be_read_is_an_error() {
        texts.put("deadline", "next Friday");
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
    void a_correction_that_only_says_disregard_does_not_pass(String now) {
        texts.put("now_true", now);
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
        texts.put("now_true", now);
        assertThat(ids()).isEmpty();
    }

    @Test
    void a_correction_without_words_for_those_who_acted_does_not_pass() {
        texts.put("if_already_acted", " ");
        texts.remove("now_true");
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
    void a_gap_left_for_later_is_an_error(String reason) {
        texts.put("reason", reason);
        assertThat(ids()).containsExactly("reason-placeholder");
    }

    @Test
    void links_and_plain_brackets_are_no_gaps() {
        texts.put("reason", "See [the review](https://example.org/review), section 4 [4], 3 < 4.");
        assertThat(ids()).isEmpty();
    }

    @Test
    void the_zone_of_a_deadline_is_no_gap() {
        texts.put("deadline", "2026-12-04T17:00[UTC]");
        assertThat(findings()).isEmpty();
    }

    @Test
    void urgency_without_a_date_is_a_question() {
        texts.put("deadline", "soon");
        texts.put("consequence", "Remove it as soon as possible.");
        assertThat(ids()).containsExactly("deadline-unfit", "consequence-vague");
    }

    @Test
    void nobody_to_tell_is_an_error() {
        people = 0;
        assertThat(ids()).containsExactly("audience-empty");
    }

    @Test
    void a_translation_that_was_begun_must_be_finished_the_correction_above_all() {
        german.put("reason", "Die Geräteprüfung hat die App nicht freigegeben.");
        assertThat(findings())
                .extracting(Finding::id, Finding::severity)
                .containsExactly(
                        tuple("correction-not-translated-de", Severity.ERROR),
                        tuple("notice-not-translated-de", Severity.WARNING));
    }

    @Test
    void an_outage_ends_after_it_begins() {
        examplesOf(TemplateSource.read(Path.of("templates/planned-outage")));
        texts.put("ends", "2026-12-05T19:00");
        assertThat(ids()).containsExactly("ends-before-start");
    }

    @Test
    void a_word_in_a_misspelt_field_is_not_lost_in_silence() {
        texts.put("exeption", "TikTok in the browser stays allowed.");
        german.put("resaon", "");

        assertThat(findings())
                .extracting(Finding::id, Finding::severity, Finding::fix)
                .contains(tuple("exeption-unknown", Severity.ERROR, "Call it \"exception\", or leave it out."));
        assertThat(ids()).doesNotContain("resaon-unknown");
    }
}
