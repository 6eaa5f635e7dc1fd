package org.belay.template.render;

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
import org.belay.placeholder.Placeholder;
import org.belay.template.AttributeGroup;
import org.belay.template.AuthoredValues;
import org.belay.template.CompiledPart;
import org.belay.template.Letterhead;
import org.belay.template.MailVariant;
import org.belay.template.PlaceholderFilling;
import org.belay.template.ShippedMailings;
import org.belay.template.SmallTemplate;
import org.belay.template.TemplateError;
import org.belay.template.TemplatePart;
import org.belay.template.TemplateVersion;
import org.belay.template.VariantAssignment;
import org.junit.jupiter.api.Test;

class TemplateCompilerTest {
    private static final List<AttributeGroup> SIX_COUNTRIES = List.of(
            SmallTemplate.people(900, "language", "en", "country", "GB"),
            SmallTemplate.people(400, "language", "de", "country", "DE"),
            SmallTemplate.people(50, "language", "en", "country", "DE"),
            SmallTemplate.people(30, "language", "pl", "country", "PL"),
            SmallTemplate.people(7, "language", "de-AT", "country", "AT"));

    private static SmallTemplate inTwoLanguages(String english, String german) {
        return SmallTemplate.template()
                .notice(english)
                .file("notice_de.md", SmallTemplate.mail("Betreff", german))
                .file("correction_de.md", SmallTemplate.mail("Betreff", "Worte."))
                .file("reminder_de.md", SmallTemplate.mail("Betreff", "Worte."));
    }

    private static AuthoredValues withGerman() {
        return SmallTemplate.values().withTranslation("de", Map.of("app", "TikTok"));
    }

    @Test
    void one_variant_for_each_language_and_each_answer_with_its_head_count() {
        String body = "<#if person.country == \"DE\">Works council knows.<#else>Manager knows.</#if>";
        CompiledPart compiled = TemplateCompiler.compile(
                inTwoLanguages(body, "Alle.").read(), TemplatePart.NOTICE, withGerman(), SIX_COUNTRIES);

        assertThat(compiled.variants())
                .extracting(MailVariant::number, MailVariant::language, MailVariant::condition, MailVariant::people)
                .containsExactly(
                        tuple(1, "en", "country is not \"DE\"", 930L),
                        tuple(2, "en", "country is \"DE\"", 50L),
                        tuple(3, "de", "", 407L));
        assertThat(compiled.variant(1).text()).contains("Manager knows.").doesNotContain("Works council");
        assertThat(compiled.variant(2).text()).contains("Works council knows.").doesNotContain("Manager");
        assertThat(compiled.assignments())
                .hasSize(5)
                .contains(new VariantAssignment(Map.of("language", "en", "country", "DE"), 2))
                .contains(new VariantAssignment(Map.of("language", "de-AT", "country", "AT"), 3));
    }

    @Test
    void a_language_that_the_template_lacks_reads_the_first_and_is_counted() {
        CompiledPart compiled = TemplateCompiler.compile(
                inTwoLanguages("Hi.", "Hallo.").read(), TemplatePart.NOTICE, withGerman(), SIX_COUNTRIES);

        assertThat(compiled.variant(1).readers()).isEqualTo(Map.of("en", 950L, "pl", 30L));
        assertThat(compiled.variant(2).readers()).isEqualTo(Map.of("de", 400L, "de-AT", 7L));
    }

    @Test
    void without_german_values_germans_read_the_whole_mail_in_english() {
        CompiledPart compiled = TemplateCompiler.compile(
                inTwoLanguages("Hi.", "Hallo.").read(), TemplatePart.NOTICE, SmallTemplate.values(), SIX_COUNTRIES);

        assertThat(compiled.variants()).hasSize(1);
        assertThat(compiled.variant(1).people()).isEqualTo(1387);
    }

    @Test
    void conditions_on_fields_only_make_no_variants() {
        String body = "<#if app == \"TikTok\">Yes.<#else>No.</#if>";
        CompiledPart compiled = TemplateCompiler.compile(
                SmallTemplate.template().notice(body).read(),
                TemplatePart.NOTICE,
                SmallTemplate.values(),
                SIX_COUNTRIES);

        assertThat(compiled.variants()).hasSize(1);
        assertThat(compiled.variant(1).condition()).isEmpty();
        assertThat(compiled.variant(1).text()).contains("Yes.").doesNotContain("No.");
    }

    @Test
    void a_condition_that_no_group_reaches_makes_no_variants() {
        String body = "<#if app == \"Zoom\"><#if person.country == \"DE\">x</#if></#if>Words.";
        assertThat(TemplateCompiler.compile(
                                SmallTemplate.template().notice(body).read(),
                                TemplatePart.NOTICE,
                                SmallTemplate.values(),
                                SIX_COUNTRIES)
                        .variants())
                .hasSize(1);
    }

    @Test
    void names_the_attributes_by_which_an_audience_must_be_grouped() {
        String body = "<#if person.country == \"DE\" && person.office != \"x\">x</#if> ${person.givenName!\"you\"}";
        assertThat(TemplateCompiler.groupingAttributes(
                        SmallTemplate.template().notice(body).read(), TemplatePart.NOTICE))
                .containsExactly("language", "country", "office");
        assertThat(TemplateCompiler.groupingAttributes(SmallTemplate.template().read(), TemplatePart.CORRECTION))
                .containsExactly("language");
    }

    @Test
    void more_than_50_variants_are_refused_with_the_condition_that_splits() {
        var body = new StringBuilder("<#if person.country == \"DE\">x</#if>\n\n<#if person.office == \"0\">0");
        var groups = new ArrayList<AttributeGroup>();
        for (int i = 0; i < 60; i++) {
            body.append("<#elseif person.office == \"").append(i).append("\">").append(i);
            groups.add(SmallTemplate.people(1, "language", "en", "office", "" + i));
        }
        TemplateVersion template = SmallTemplate.template()
                .notice(body.append("</#if>").toString())
                .read();

        assertThatThrownBy(
                        () -> TemplateCompiler.compile(template, TemplatePart.NOTICE, SmallTemplate.values(), groups))
                .hasMessage("try/notice.md:6:1: This would be 60 different mails; the limit is 50. "
                        + "The condition that splits them most begins here: office is \"0\". "
                        + "Use fewer conditions, or send two mailings.");
    }

    @Test
    void a_missing_value_is_refused_for_sending_and_shown_in_a_preview() {
        TemplateVersion template =
                SmallTemplate.template().notice("About ${app}.").read();
        AuthoredValues nothing = AuthoredValues.of("en", Map.of(), ZoneId.of("UTC"), new Letterhead("", ""));

        assertThatThrownBy(() -> TemplateCompiler.compile(template, TemplatePart.NOTICE, nothing, SIX_COUNTRIES))
                .hasMessage("app: App is missing. Fill in the field app.");
        assertThat(TemplateCompiler.preview(template, TemplatePart.NOTICE, nothing, SIX_COUNTRIES)
                        .variant(1)
                        .text())
                .contains("About [App is missing].");
    }

    @Test
    void a_value_of_the_wrong_kind_is_refused_for_sending() {
        TemplateVersion template = SmallTemplate.template().read();
        AuthoredValues values =
                SmallTemplate.values("deadline", "next Friday", "contact", "the service desk", "page", "javascript:x");

        assertThatThrownBy(() -> TemplateCompiler.compile(template, TemplatePart.NOTICE, values, SIX_COUNTRIES))
                .hasMessage("""
                        deadline: Deadline must be a date with a time like 2026-12-04T18:00[Europe/Berlin]. Fix the field deadline.
                        page: Page must begin with https:// or http://. Fix the field page.
                        contact: Contact must be an e-mail address, name@example.org. Fix the field contact.\
                        """);
    }

    @Test
    void a_correction_names_what_it_withdraws_in_the_readers_language() {
        TemplateVersion template = ShippedMailings.template("mandatory-app-removal");
        CompiledPart correction = ShippedMailings.compiled(template, TemplatePart.CORRECTION);

        assertThat(correction.variant(1).text())
                .contains("> Withdrawn. Sent on Tuesday 24 November 2026, 09:04 CET\n"
                        + "> Action required: remove TikTok by 04-Dec");
        assertThat(correction.variant(2).text())
                .contains("> Zurückgezogen. Gesendet am Dienstag, 24. November 2026, 09:04 Uhr\n"
                        + "> (MEZ)\n"
                        + "> Handlungsbedarf: TikTok muss");
        assertThat(correction.variants()).noneMatch(MailVariant::personal);
    }

    @Test
    void a_correction_that_is_frozen_before_its_notice_goes_out_keeps_a_place_for_the_time() {
        TemplateVersion naming = SmallTemplate.template()
                .file("notice.md", SmallTemplate.mail("A", "x"))
                .file(
                        "correction.md",
                        SmallTemplate.mail("Re: ${withdrawn.when}", "${withdrawn.when}\n\n::: withdrawn\n:::"))
                .read();
        CompiledPart notice =
                TemplateCompiler.compile(naming, TemplatePart.NOTICE, SmallTemplate.values(), SIX_COUNTRIES);
        AuthoredValues values = SmallTemplate.values("now_true", "All is well.", "if_already_acted", "Fine.")
                .forCorrectionOf(notice, Optional.empty());

        MailVariant correction = TemplateCompiler.compile(naming, TemplatePart.CORRECTION, values, SIX_COUNTRIES)
                .variant(1);

        assertThat(correction.personal()).isFalse();
        for (String text : List.of(correction.subject(), correction.html(), correction.text())) {
            assertThat(Placeholder.withDefaults(text)).contains("(time of sending)");
        }
        assertThat(Placeholder.withDefaults(correction.text())).contains("> Withdrawn. Sent on (time of sending)");
        assertThat(SendingTime.words("mailing.sent en America/Los_Angeles", Instant.parse("2020-07-10T16:00:00Z")))
                .isEqualTo("Friday 10 July 2020, 09:00 PDT");
    }

    @Test
    void a_withdrawn_subject_reads_without_its_placeholders() {
        TemplateVersion template = SmallTemplate.template()
                .file("notice.md", SmallTemplate.mail("For ${person.givenName!\"you\"}", "x"))
                .file("correction.md", SmallTemplate.mail("Re: ${withdrawn.subject}", "::: withdrawn\n:::"))
                .read();
        CompiledPart notice =
                TemplateCompiler.compile(template, TemplatePart.NOTICE, SmallTemplate.values(), SIX_COUNTRIES);
        AuthoredValues values = SmallTemplate.values("now_true", "All is well.", "if_already_acted", "Fine.")
                .forCorrectionOf(notice, Optional.of(ZonedDateTime.now(ZoneId.of("UTC"))));

        assertThat(TemplateCompiler.compile(template, TemplatePart.CORRECTION, values, SIX_COUNTRIES)
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
        AuthoredValues values = withGerman().withFields(Map.of("deadline", "2026-12-04T18:00", "day", "2026-07-01"));
        CompiledPart compiled = TemplateCompiler.compile(template, TemplatePart.NOTICE, values, SIX_COUNTRIES);

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
        assertThatThrownBy(() -> SmallTemplate.mailed("${steps}\n\n".repeat(6), "steps", "words ".repeat(3_300)))
                .hasMessageStartingWith("try/notice.md: The mail becomes 1")
                .hasMessageContaining("cut it off at 102 KB");
        assertThatThrownBy(() -> SmallTemplate.mailed("${steps} ".repeat(5_000), "steps", "words ".repeat(100)))
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

                In a row: <#list apps as one>${one}<#sep>, </#list>.\
                """;

        assertThat(SmallTemplate.mailed(body, "apps", "- **TikTok**\n- Temu").text())
                .startsWith("1. TikTok (1 of 2)\n2. Temu (2 of 2)\n\nIn a row: TikTok, Temu.\n");
        assertThat(SmallTemplate.mailed(body, "apps", "- **TikTok**\n- Temu").html())
                .contains("<strong>TikTok</strong> (1 of 2)</li>");
        assertThat(SmallTemplate.mailed(body).text()).startsWith("Nothing.\n\nIn a row: .\n");
        assertThat(SmallTemplate.mailed("${apps}", "apps", "TikTok\n# Temu").text())
                .startsWith("- TikTok\n- # Temu");
    }

    @Test
    void conditions_within_a_list_split_the_audience_too() {
        String body = "<#list apps as one><#if person.country == \"DE\">${one}!<#else>${one}?</#if> </#list>";
        CompiledPart compiled = TemplateCompiler.compile(
                SmallTemplate.template().notice(body).read(),
                TemplatePart.NOTICE,
                SmallTemplate.values("apps", "A\nB"),
                SIX_COUNTRIES);

        assertThat(TemplateCompiler.groupingAttributes(
                        SmallTemplate.template().notice(body).read(), TemplatePart.NOTICE))
                .containsExactly("language", "country");
        assertThat(compiled.variants()).extracting(MailVariant::people).containsExactly(937L, 450L);
        assertThat(compiled.variant(1).text()).startsWith("A? B?");
        assertThat(compiled.variant(2).text()).startsWith("A! B!");
    }

    @Test
    void numbers_choices_and_yes_or_no_are_written_in_the_readers_language() {
        String words = "${seats} ${device} ${remote} <#if seats gt 1000>many</#if><#if remote>home</#if>";
        AuthoredValues values = SmallTemplate.values("seats", "2500.5", "device", "phone", "remote", "yes")
                .withTranslation("de", Map.of("app", "TikTok"));
        CompiledPart compiled = TemplateCompiler.compile(
                inTwoLanguages(words, words).read(), TemplatePart.NOTICE, values, SIX_COUNTRIES);

        assertThat(compiled.variant(1).text()).startsWith("2,500.5 mobile phone yes manyhome");
        assertThat(compiled.variant(2).text()).startsWith("2.500,5 Telefon ja manyhome");
    }

    @Test
    void a_person_without_a_value_reads_the_declared_default() {
        SmallTemplate template = SmallTemplate.template()
                .file(
                        "template.yaml",
                        SmallTemplate.YAML.replace(
                                "person: [office]",
                                "person: {office: the office, givenName: {en: colleague, de: Kollege}}"))
                .notice("${person.givenName} in ${person.office}, ${person.office!\"there\"}");

        MailVariant variant = TemplateCompiler.compile(
                        template.read(),
                        TemplatePart.NOTICE,
                        SmallTemplate.values(),
                        List.of(SmallTemplate.people(1, "language", "en")))
                .variant(1);

        assertThat(PlaceholderFilling.text(variant.text(), Map.of())).startsWith("colleague in the office, there");
        assertThat(template.file("notice_fr.md", SmallTemplate.mail("S", "${person.givenName}"))
                        .file("correction_fr.md", SmallTemplate.mail("S", "W."))
                        .file("reminder_fr.md", SmallTemplate.mail("S", "W."))
                        .problems())
                .containsExactly(
                        "try/notice_fr.md:4:3: Some people have no givenName, and nothing says what they should"
                                + " read. Write ${person.givenName!\"colleague\"} or what fits.");
    }

    @Test
    void times_are_printed_in_each_readers_zone_if_the_template_uses_it() {
        SmallTemplate template = SmallTemplate.template()
                .file("template.yaml", SmallTemplate.YAML.replace("person: [office]", "person: [timezone]"))
                .notice("By ${deadline}.");
        List<AttributeGroup> people = List.of(
                SmallTemplate.people(4, "language", "en", "timezone", "America/New_York"),
                SmallTemplate.people(2, "language", "en", "timezone", "Mars/Olympus"),
                SmallTemplate.people(1, "language", "en", "timezone", ""));
        AuthoredValues values = SmallTemplate.values("deadline", "2026-12-04T18:00[Europe/Berlin]");

        CompiledPart compiled = TemplateCompiler.compile(template.read(), TemplatePart.NOTICE, values, people);

        assertThat(TemplateCompiler.groupingAttributes(template.read(), TemplatePart.NOTICE))
                .containsExactly("language", "timezone");
        assertThat(compiled.variants())
                .extracting(MailVariant::people, MailVariant::condition)
                .containsExactly(tuple(4L, "time zone is America/New_York"), tuple(3L, ""));
        assertThat(compiled.variant(1).text()).startsWith("By Friday 4 December 2026, 12:00 EST (UTC-5).");
        assertThat(compiled.variant(2).text()).startsWith("By Friday 4 December 2026, 18:00 CET.");
    }

    @Test
    void nested_lists_that_make_a_mail_too_long_are_refused() {
        String body = "<#list apps as a><#list apps as b>${a}${b}${a}${b}</#list></#list>";
        assertThatThrownBy(() -> SmallTemplate.mailed(body, "apps", "x\n".repeat(100)))
                .hasMessageContaining("the mail becomes too long");
    }
}
