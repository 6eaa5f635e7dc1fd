package org.belay.template.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.belay.placeholder.Placeholder;
import org.belay.template.AuthoredValues;
import org.belay.template.CompiledPart;
import org.belay.template.MailDom;
import org.belay.template.MailVariant;
import org.belay.template.ShippedMailings;
import org.belay.template.TemplatePart;
import org.belay.template.TemplateVersion;
import org.belay.template.files.TemplateFolder;
import org.belay.template.files.TemplateReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ShippedTemplatesTest {

    static Stream<TemplateVersion> all() {
        return TemplateFolder.folders(ShippedMailings.FOLDER).stream().map(TemplateReader::read);
    }

    @Test
    void all_shipped_templates_can_be_used() {
        assertThat(TemplateReader.check(ShippedMailings.FOLDER)).isEmpty();
        assertThat(all()).hasSize(13);
    }

    /** Writes target/mails/*.html and *.txt for visual inspection. */
    @ParameterizedTest
    @MethodSource("all")
    void every_part_becomes_a_mail_in_each_language(TemplateVersion template) throws IOException {
        Path mails = Files.createDirectories(Path.of("target", "mails"));
        for (TemplatePart part : TemplatePart.values()) {
            CompiledPart compiled = ShippedMailings.compiled(template, part);
            assertThat(compiled.variants()).extracting(MailVariant::language).containsExactly("en", "de", "es", "fr");
            for (MailVariant variant : compiled.variants()) {
                String name = template.key() + "-" + part.fileStem() + "-" + variant.language();
                Files.writeString(mails.resolve(name + ".html"), Placeholder.withDefaults(variant.html()));
                Files.writeString(
                        mails.resolve(name + ".txt"),
                        variant.subject() + "\n\n" + Placeholder.withDefaults(variant.text()));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void every_field_is_printed_in_every_language(TemplateVersion template) {
        for (TemplatePart part : TemplatePart.values()) {
            for (String language : template.languages()) {
                String mail = template.files().get(template.fileOf(part, language));
                template.fields().stream()
                        .filter(field ->
                                field.correction() ? part == TemplatePart.CORRECTION : part != TemplatePart.CORRECTION)
                        .forEach(field -> assertThat(mail)
                                .as(template.key() + " " + part + " " + language)
                                .containsPattern("(\\$\\{|<#list )" + field.name() + "\\b"));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void the_subject_of_a_notice_has_its_date(TemplateVersion template) {
        for (MailVariant notice :
                ShippedMailings.compiled(template, TemplatePart.NOTICE).variants()) {
            assertThat(notice.subject())
                    .matches(".*\\b(\\d\\d-(Nov|Dec)|\\d+\\.1[12]\\.|\\d+ (de"
                            + " )?(noviembre|diciembre|novembre|décembre)).*");
            assertThat(notice.subject().length()).isLessThanOrEqualTo(110);
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void a_correction_is_the_same_for_all_readers_of_a_language(TemplateVersion template) {
        for (MailVariant correction :
                ShippedMailings.compiled(template, TemplatePart.CORRECTION).variants()) {
            assertThat(Placeholder.in(correction.subject() + correction.html() + correction.text()))
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void a_correction_says_truth_action_remedy_withdrawn_mail_cause_and_contact_in_this_order(
            TemplateVersion template) {
        AuthoredValues values = ShippedMailings.examples(template);
        CompiledPart notice = ShippedMailings.compiled(template, TemplatePart.NOTICE);
        for (MailVariant correction :
                ShippedMailings.compiled(template, TemplatePart.CORRECTION).variants()) {
            String language = correction.language();
            String words = letters(
                    MailDom.all(MailDom.parse(correction.html()), "body").get(0).getTextContent());
            String withdrawn = letters(notice.largestVariant(language).subject());

            assertThat(words)
                    .containsSubsequence(
                            letters(values.text("now_true", language)),
                            letters(Map.of("en", "Nothing", "de", "Nichts", "fr", "Rien", "es", "Nada")
                                    .get(language)),
                            letters(values.text("if_already_acted", language)),
                            withdrawn,
                            letters(values.text("cause", language)),
                            letters(values.text("contact", language)));
            assertThat(words.split(withdrawn, -1))
                    .as("the withdrawn mail is named once")
                    .hasSize(2);
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void a_french_sign_of_two_parts_has_a_space_that_does_not_break(TemplateVersion template) {
        for (TemplatePart part : TemplatePart.values()) {
            template.files()
                    .get(template.fileOf(part, "fr"))
                    .lines()
                    .filter(line -> !line.startsWith(":::"))
                    .map(line -> line.replaceAll("\\$\\{[^}]*}|<[^>]*>|\\]\\([^)]*\\)", "x"))
                    .forEach(
                            line -> assertThat(line).doesNotContainPattern("[^\u00a0\\s][?!;»]|«[^\u00a0]| [?!:;»]|'"));
        }
    }

    private static String letters(String text) {
        return text.replaceAll("[^\\p{L}\\p{N}]", "").toLowerCase(java.util.Locale.ROOT);
    }
}
