package org.belay.correction.wording;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.belay.template.AttributeGroup;
import org.belay.template.AuthoredValues;
import org.belay.template.CompiledPart;
import org.belay.template.FieldType;
import org.belay.template.Letterhead;
import org.belay.template.MailVariant;
import org.belay.template.TemplateField;
import org.belay.template.TemplatePart;
import org.belay.template.TemplateVersion;
import org.belay.template.files.ShippedTemplates;
import org.belay.template.files.TemplateReader;
import org.belay.template.render.TemplateCompiler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CorrectionTemplateTest {

    private static final ZonedDateTime SENT = ZonedDateTime.of(2026, 12, 4, 18, 0, 0, 0, ZoneId.of("Europe/Berlin"));

    static Stream<TemplateVersion> shipped() {
        return ShippedTemplates.all().entrySet().stream()
                .map(one -> TemplateReader.parse(one.getKey(), one.getValue()));
    }

    @ParameterizedTest
    @MethodSource("shipped")
    void every_shipped_template_can_be_amended_in_every_field_and_language(TemplateVersion template) {
        List<String> changed = template.fields().stream()
                .filter(field -> !field.correction())
                .map(TemplateField::name)
                .toList();
        TemplateVersion amending = CorrectionTemplate.amending(template, changed, false);

        assertThat(compiled(amending, template, changed).variants())
                .hasSize(template.languages().size())
                .allSatisfy(mail -> assertThat(mail.text()).doesNotContain("<#", "${", "[", "withdrawn.when"));
    }

    @ParameterizedTest
    @MethodSource("shipped")
    void every_shipped_template_can_be_reinstated(TemplateVersion template) {
        for (MailVariant mail : compiled(CorrectionTemplate.reinstating(template), template, List.of())
                .variants()) {
            assertThat(mail.text()).contains("2026").doesNotContain("<#", "${");
            assertThat(mail.subject())
                    .startsWith(OpeningWords.of(mail.language()).valid());
        }
    }

    @Test
    void shows_old_and_new_value_with_the_label_of_the_notice_and_names_the_mail_by_time() {
        TemplateVersion template =
                TemplateReader.parse("mfa-enrolment", ShippedTemplates.all().get("mfa-enrolment"));

        var mails = compiled(
                CorrectionTemplate.amending(template, List.of("deadline"), false), template, List.of("deadline"));

        MailVariant english = mails.largestVariant("en");
        assertThat(english.subject()).startsWith("Corrected: ");
        assertThat(english.text().replaceAll("\\s+", " "))
                .contains("This email replaces our email", "of Friday 4 December 2026, 18:00")
                .contains("By when (before)", "By when (now)");
        assertThat(mails.largestVariant("de").text().replaceAll("\\s+", " ")).contains("(bisher)", "(jetzt)");
    }

    private static CompiledPart compiled(TemplateVersion derived, TemplateVersion template, List<String> changed) {
        Map<String, String> texts = new HashMap<>();
        template.fields().forEach(field -> texts.put(field.name(), example(field)));
        changed.forEach(name -> texts.put(
                CorrectionTemplate.old(name), example(template.field(name).orElseThrow())));
        AuthoredValues values = AuthoredValues.of("en", texts, SENT.getZone(), new Letterhead("Example", "IT"));
        for (String language : template.languages()) {
            values = values.withTranslation(language, texts);
        }
        List<AttributeGroup> groups = template.languages().stream()
                .map(language -> new AttributeGroup(Map.of("language", language), 1))
                .toList();
        CompiledPart notice = TemplateCompiler.preview(template, TemplatePart.NOTICE, values, groups);
        return TemplateCompiler.compile(
                derived, TemplatePart.CORRECTION, values.forCorrectionOf(notice, Optional.of(SENT)), groups);
    }

    private static String example(TemplateField field) {
        if (!field.example().isBlank()) return field.example();
        return field.type() == FieldType.YES_NO ? "yes" : "text";
    }
}
