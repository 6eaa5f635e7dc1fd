package org.belay.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CompilerTest {
    private static final List<AttributeGroup> SIX_COUNTRIES = List.of(
            Words.people(900, "language", "en", "country", "GB"),
            Words.people(400, "language", "de", "country", "DE"),
            Words.people(50, "language", "en", "country", "DE"),
            Words.people(30, "language", "pl", "country", "PL"),
            Words.people(7, "language", "de-AT", "country", "AT"));

    private static Words inTwoLanguages(String english, String german) {
        return Words.template()
                .notice(english)
                .file("notice_de.md", Words.mail("Betreff", german))
                .file("correction_de.md", Words.mail("Betreff", "Worte."))
                .file("reminder_de.md", Words.mail("Betreff", "Worte."));
    }

    private static Values withGerman() {
        return Words.values().translated("de", Map.of("app", "TikTok"));
    }

    @Test
    void one_variant_for_each_language_and_each_answer_with_its_head_count() {
        String body = "<#if person.country == \"DE\">Works council knows.<#else>Manager knows.</#if>";
        Compiled compiled =
                Compiler.compile(inTwoLanguages(body, "Alle.").read(), Part.NOTICE, withGerman(), SIX_COUNTRIES);

        assertThat(compiled.variants())
                .extracting(Variant::number, Variant::language, Variant::condition, Variant::people)
                .containsExactly(
                        tuple(1, "en", "country is not \"DE\"", 930L),
                        tuple(2, "en", "country is \"DE\"", 50L),
                        tuple(3, "de", "", 407L));
        assertThat(compiled.variant(1).text()).contains("Manager knows.").doesNotContain("Works council");
        assertThat(compiled.variant(2).text()).contains("Works council knows.").doesNotContain("Manager");
        assertThat(compiled.assignments())
                .hasSize(5)
                .contains(new Assignment(Map.of("language", "en", "country", "DE"), 2))
                .contains(new Assignment(Map.of("language", "de-AT", "country", "AT"), 3));
    }

    @Test
    void a_language_that_the_template_lacks_reads_the_first_and_is_counted() {
        Compiled compiled =
                Compiler.compile(inTwoLanguages("Hi.", "Hallo.").read(), Part.NOTICE, withGerman(), SIX_COUNTRIES);

        assertThat(compiled.variant(1).readers()).isEqualTo(Map.of("en", 950L, "pl", 30L));
        assertThat(compiled.variant(2).readers()).isEqualTo(Map.of("de", 400L, "de-AT", 7L));
    }

    @Test
    void without_german_values_germans_read_the_whole_mail_in_english() {
        Compiled compiled =
                Compiler.compile(inTwoLanguages("Hi.", "Hallo.").read(), Part.NOTICE, Words.values(), SIX_COUNTRIES);

        assertThat(compiled.variants()).hasSize(1);
        assertThat(compiled.variant(1).people()).isEqualTo(1387);
    }

    @Test
    void conditions_on_fields_only_make_no_variants() {
        String body = "<#if app == \"TikTok\">Yes.<#else>No.</#if>";
        Compiled compiled =
                Compiler.compile(Words.template().notice(body).read(), Part.NOTICE, Words.values(), SIX_COUNTRIES);

        assertThat(compiled.variants()).hasSize(1);
        assertThat(compiled.variant(1).condition()).isEmpty();
        assertThat(compiled.variant(1).text()).contains("Yes.").doesNotContain("No.");
    }

    @Test
    void a_condition_that_no_group_reaches_makes_no_variants() {
        String body = "<#if app == \"Zoom\"><#if person.country == \"DE\">x</#if></#if>Words.";
        assertThat(Compiler.compile(Words.template().notice(body).read(), Part.NOTICE, Words.values(), SIX_COUNTRIES)
                        .variants())
                .hasSize(1);
    }

    @Test
    void names_the_attributes_by_which_an_audience_must_be_grouped() {
        String body = "<#if person.country == \"DE\" && person.office != \"x\">x</#if> ${person.givenName!\"you\"}";
        assertThat(Compiler.splittingAttributes(Words.template().notice(body).read(), Part.NOTICE))
                .containsExactly("language", "country", "office");
        assertThat(Compiler.splittingAttributes(Words.template().read(), Part.CORRECTION))
                .containsExactly("language");
    }

    @Test
    void more_than_50_variants_are_refused_with_the_condition_that_splits() {
        var body = new StringBuilder("<#if person.country == \"DE\">x</#if>\n\n<#if person.office == \"0\">0");
        var groups = new ArrayList<AttributeGroup>();
        for (int i = 0; i < 60; i++) {
            body.append("<#elseif person.office == \"").append(i).append("\">").append(i);
            groups.add(Words.people(1, "language", "en", "office", "" + i));
        }
        TemplateVersion template =
                Words.template().notice(body.append("</#if>").toString()).read();

        assertThatThrownBy(() -> Compiler.compile(template, Part.NOTICE, Words.values(), groups))
                .hasMessage("try/notice.md:6:1: This would be 60 different mails; the limit is 50. "
                        + "The condition that splits them most begins here: office is \"0\". "
                        + "Use fewer conditions, or send two mailings.");
    }

    @Test
    void a_missing_value_is_refused_for_sending_and_shown_in_a_preview() {
        TemplateVersion template = Words.template().notice("About ${app}.").read();
        Values nothing = Values.of("en", Map.of(), ZoneId.of("UTC"), new Letterhead("", ""));

        assertThatThrownBy(() -> Compiler.compile(template, Part.NOTICE, nothing, SIX_COUNTRIES))
                .hasMessage("app: App is missing. Fill in the field app.");
        assertThat(Compiler.preview(template, Part.NOTICE, nothing, SIX_COUNTRIES)
                        .variant(1)
                        .text())
                .contains("About [App is missing].");
    }

    @Test
    void a_value_of_the_wrong_kind_is_refused_for_sending() {
        TemplateVersion template = Words.template().read();
        Values values = Words.values("deadline", "next Friday", "contact", "the service desk", "page", "javascript:x");

        assertThatThrownBy(() -> Compiler.compile(template, Part.NOTICE, values, SIX_COUNTRIES))
                .hasMessage("""
                        deadline: Deadline must be a date with a time like 2026-12-04T18:00[Europe/Berlin]. Fix the field deadline.
                        page: Page must begin with https:// or http://. Fix the field page.
                        contact: Contact must be an e-mail address, name@example.org. Fix the field contact.""");
    }

    @Test
    void a_correction_names_what_it_withdraws_in_the_readers_language() {
        TemplateVersion template = Shipped.template("mandatory-app-removal");
        Compiled correction = Shipped.compiled(template, Part.CORRECTION);

        assertThat(correction.variant(1).text())
                .contains(
                        "> Withdrawn. Sent on Tuesday 24 November 2026, 09:04 CET\n> Action required: remove TikTok by 04-Dec");
        assertThat(correction.variant(2).text())
                .contains(
                        "> Zurückgezogen. Gesendet am Dienstag, 24. November 2026, 09:04 Uhr\n> (MEZ)\n> Handlungsbedarf: TikTok muss");
        assertThat(correction.variants()).noneMatch(Variant::personal);
    }

    @Test
    void a_correction_that_is_frozen_before_its_notice_goes_out_keeps_a_place_for_the_time() {
        TemplateVersion naming = Words.template()
                .file("notice.md", Words.mail("A", "x"))
                .file("correction.md", Words.mail("Re: ${withdrawn.when}", "${withdrawn.when}\n\n::: withdrawn\n:::"))
                .read();
        Compiled notice = Compiler.compile(naming, Part.NOTICE, Words.values(), SIX_COUNTRIES);
        Values values = Words.values("now_true", "All is well.", "if_already_acted", "Fine.")
                .withdrawing(notice, Optional.empty());

        Variant correction =
                Compiler.compile(naming, Part.CORRECTION, values, SIX_COUNTRIES).variant(1);

        assertThat(correction.personal()).isFalse();
        for (String text : List.of(correction.subject(), correction.html(), correction.text())) {
            assertThat(Slots.withDefaults(text)).contains("(time of sending)");
        }
        assertThat(Slots.withDefaults(correction.text())).contains("> Withdrawn. Sent on (time of sending)");
        assertThat(SendingTime.words("mailing.sent en America/Los_Angeles", Instant.parse("2020-07-10T16:00:00Z")))
                .isEqualTo("Friday 10 July 2020, 09:00 PDT");
    }

    @Test
    void a_withdrawn_subject_reads_without_its_slots() {
        TemplateVersion template = Words.template()
                .file("notice.md", Words.mail("For ${person.givenName!\"you\"}", "x"))
                .file("correction.md", Words.mail("Re: ${withdrawn.subject}", "::: withdrawn\n:::"))
                .read();
        Compiled notice = Compiler.compile(template, Part.NOTICE, Words.values(), SIX_COUNTRIES);
        Values values = Words.values("now_true", "All is well.", "if_already_acted", "Fine.")
                .withdrawing(notice, Optional.of(ZonedDateTime.now(ZoneId.of("UTC"))));

        assertThat(Compiler.compile(template, Part.CORRECTION, values, SIX_COUNTRIES)
                        .variant(1)
                        .subject())
                .isEqualTo("Re: For you");
    }

    @Test
    void dates_are_in_the_format_of_the_readers_language() {
        TemplateVersion template = inTwoLanguages(
                        "${deadline}; ${deadline?short}; ${deadline?date}; ${deadline?time}; ${day}; ${day?short}",
                        "${deadline}; ${deadline?short}; ${deadline?date}; ${deadline?time}; ${day}")
                .read();
        Values values = withGerman().and(Map.of("deadline", "2026-12-04T18:00", "day", "2026-07-01"));
        Compiled compiled = Compiler.compile(template, Part.NOTICE, values, SIX_COUNTRIES);

        assertThat(compiled.variant(1).html())
                .contains("Friday 4 December 2026, 18:00 CET; 04-Dec; Friday 4 December 2026; 18:00 CET;"
                        + " Wednesday 1 July 2026; 01-Jul");
        assertThat(compiled.variant(2).html())
                .contains(
                        "Freitag, 4. Dezember 2026, 18:00 Uhr (MEZ); 4.12.; Freitag, 4. Dezember 2026; 18:00 Uhr (MEZ);"
                                + " Mittwoch, 1. Juli 2026");
    }

    @Test
    void a_mail_that_mail_programs_would_clip_is_refused() {
        assertThatThrownBy(() -> Words.mailed("${steps}\n\n".repeat(6), "steps", "words ".repeat(3_300)))
                .hasMessageStartingWith("try/notice.md: The mail becomes 1")
                .hasMessageContaining("cut it off at 102 KB");
        assertThatThrownBy(() -> Words.mailed("${steps} ".repeat(5_000), "steps", "words ".repeat(100)))
                .isInstanceOf(TemplateError.class);
    }

    @Test
    void a_list_repeats_its_text_and_leaves_no_trace_in_the_markdown() {
        String body = """
                <#list apps as one>
                1. ${one} (${one?counter} of ${apps?size})
                <#else>
                Nothing.
                </#list>

                In a row: <#list apps as one>${one}<#sep>, </#list>.""";

        assertThat(Words.mailed(body, "apps", "- **TikTok**\n- Temu").text())
                .startsWith("1. TikTok (1 of 2)\n2. Temu (2 of 2)\n\nIn a row: TikTok, Temu.\n");
        assertThat(Words.mailed(body, "apps", "- **TikTok**\n- Temu").html())
                .contains("<strong>TikTok</strong> (1 of 2)</li>");
        assertThat(Words.mailed(body).text()).startsWith("Nothing.\n\nIn a row: .\n");
        assertThat(Words.mailed("${apps}", "apps", "TikTok\n# Temu").text()).startsWith("- TikTok\n- # Temu");
    }

    @Test
    void conditions_within_a_list_split_the_audience_too() {
        String body = "<#list apps as one><#if person.country == \"DE\">${one}!<#else>${one}?</#if> </#list>";
        Compiled compiled = Compiler.compile(
                Words.template().notice(body).read(), Part.NOTICE, Words.values("apps", "A\nB"), SIX_COUNTRIES);

        assertThat(Compiler.splittingAttributes(Words.template().notice(body).read(), Part.NOTICE))
                .containsExactly("language", "country");
        assertThat(compiled.variants()).extracting(Variant::people).containsExactly(937L, 450L);
        assertThat(compiled.variant(1).text()).startsWith("A? B?");
        assertThat(compiled.variant(2).text()).startsWith("A! B!");
    }

    @Test
    void numbers_choices_and_yes_or_no_are_written_in_the_readers_language() {
        String words = "${seats} ${device} ${remote} <#if seats gt 1000>many</#if><#if remote>home</#if>";
        Values values = Words.values("seats", "2500.5", "device", "phone", "remote", "yes")
                .translated("de", Map.of("app", "TikTok"));
        Compiled compiled = Compiler.compile(inTwoLanguages(words, words).read(), Part.NOTICE, values, SIX_COUNTRIES);

        assertThat(compiled.variant(1).text()).startsWith("2,500.5 mobile phone yes manyhome");
        assertThat(compiled.variant(2).text()).startsWith("2.500,5 Telefon ja manyhome");
    }

    @Test
    void a_person_without_a_value_reads_the_declared_default() {
        Words template = Words.template()
                .file(
                        "template.yaml",
                        Words.YAML.replace(
                                "person: [office]",
                                "person: {office: the office, givenName: {en: colleague, de: Kollege}}"))
                .notice("${person.givenName} in ${person.office}, ${person.office!\"there\"}");

        Variant variant = Compiler.compile(
                        template.read(), Part.NOTICE, Words.values(), List.of(Words.people(1, "language", "en")))
                .variant(1);

        assertThat(Filling.text(variant.text(), Map.of())).startsWith("colleague in the office, there");
        assertThat(template.file("notice_fr.md", Words.mail("S", "${person.givenName}"))
                        .file("correction_fr.md", Words.mail("S", "W."))
                        .file("reminder_fr.md", Words.mail("S", "W."))
                        .problems())
                .containsExactly(
                        "try/notice_fr.md:4:3: Some people have no givenName, and nothing says what they should"
                                + " read. Write ${person.givenName!\"colleague\"} or what fits.");
    }

    @Test
    void times_are_printed_in_each_readers_zone_if_the_template_uses_it() {
        Words template = Words.template()
                .file("template.yaml", Words.YAML.replace("person: [office]", "person: [timezone]"))
                .notice("By ${deadline}.");
        List<AttributeGroup> people = List.of(
                Words.people(4, "language", "en", "timezone", "America/New_York"),
                Words.people(2, "language", "en", "timezone", "Mars/Olympus"),
                Words.people(1, "language", "en", "timezone", ""));
        Values values = Words.values("deadline", "2026-12-04T18:00[Europe/Berlin]");

        Compiled compiled = Compiler.compile(template.read(), Part.NOTICE, values, people);

        assertThat(Compiler.splittingAttributes(template.read(), Part.NOTICE)).containsExactly("language", "timezone");
        assertThat(compiled.variants())
                .extracting(Variant::people, Variant::condition)
                .containsExactly(tuple(4L, "time zone is America/New_York"), tuple(3L, ""));
        assertThat(compiled.variant(1).text()).startsWith("By Friday 4 December 2026, 12:00 EST (UTC-5).");
        assertThat(compiled.variant(2).text()).startsWith("By Friday 4 December 2026, 18:00 CET.");
    }

    @Test
    void nested_lists_that_make_a_mail_too_long_are_refused() {
        String body = "<#list apps as a><#list apps as b>${a}${b}${a}${b}</#list></#list>";
        assertThatThrownBy(() -> Words.mailed(body, "apps", "x\n".repeat(100)))
                .hasMessageContaining("the mail becomes too long");
    }
}
