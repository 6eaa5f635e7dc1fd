package org.belay.web.templates;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.belay.audience.Audience;
import org.belay.audience.person.Person;
import org.belay.delivery.DispatchKind;
import org.belay.mailing.MailingReport;
import org.belay.mailing.model.MailPreview;
import org.belay.placeholder.Placeholder;
import org.belay.template.TemplateError;
import org.belay.template.TemplatePart;
import org.belay.template.TemplateVersion;
import org.belay.template.files.TemplateReader;
import org.belay.web.compose.DraftInputs;
import org.belay.web.format.Formats;
import org.belay.web.format.PreviewCache;
import org.springframework.stereotype.Component;

/** Previews of a template, filled with its examples; rendered by the same code as the preview of a mailing. */
@Component
class TemplatePreviews {
    private final MailingReport report;
    private final PreviewCache previews;
    private final Formats say;

    TemplatePreviews(MailingReport report, PreviewCache previews, Formats say) {
        this.report = report;
        this.previews = previews;
        this.say = say;
    }

    /** @param key of the preview, for the address of its frames */
    public record TemplatePreview(MailPreview preview, String key) {}

    /**
     * One of the texts that an audience reads.
     *
     * @param condition who reads it, as text; empty if only the language decides
     */
    public record AudienceText(String language, String condition, long people, String subject) {}

    TemplatePreview preview(TemplateVersion template, TemplatePart part, String language, Optional<Person> reader) {
        MailPreview preview = report.preview(
                template,
                DraftInputs.example(template, say.now().atZone(say.zone())),
                DispatchKind.valueOf(part.name()),
                language,
                reader);
        return new TemplatePreview(preview, previews.keep(preview.html()));
    }

    /** The texts that the people of an audience read, by language and by the conditions of the template. */
    List<AudienceText> texts(TemplateVersion template, TemplatePart part, Audience audience) {
        return report
                .texts(
                        template,
                        DraftInputs.example(template, say.now().atZone(say.zone())),
                        DispatchKind.valueOf(part.name()),
                        audience)
                .stream()
                .map(text -> new AudienceText(
                        text.language(), text.condition(), text.people(), Placeholder.withDefaults(text.subject())))
                .toList();
    }

    /** Preview of a text that is being written; empty while its files have problems. */
    Optional<TemplatePreview> preview(
            TemplateReader.DraftReading sketch, TemplatePart part, String language, Optional<Person> reader) {
        if (sketch.version().isEmpty()) return Optional.empty();
        TemplateVersion template = sketch.version().get();
        String first = template.languages().get(0);
        // a correction quotes its notice
        Set<String> needed = new HashSet<>(List.of(
                TemplateTextFile.YAML,
                TemplateTextFile.name(part, language, first),
                TemplateTextFile.name(part == TemplatePart.CORRECTION ? TemplatePart.NOTICE : part, language, first)));
        boolean broken = !template.files().keySet().containsAll(needed)
                || sketch.problems().stream()
                        .map(problem -> shortName(template.key(), problem.file()))
                        .anyMatch(file -> file.equals(template.key()) || needed.contains(file));
        if (broken) return Optional.empty();
        try {
            return Optional.of(preview(template, part, language, reader));
        } catch (TemplateError tooMuch) {
            return Optional.empty();
        }
    }

    /** {@code planned-outage/notice.md} as {@code notice.md}. */
    static String shortName(String key, String file) {
        return file.startsWith(key + "/") ? file.substring(key.length() + 1) : file;
    }

    static List<TemplatePart> parts() {
        return List.of(TemplatePart.values());
    }

    static TemplatePart part(String word) {
        return Map.of("correction", TemplatePart.CORRECTION, "reminder", TemplatePart.REMINDER)
                .getOrDefault(word, TemplatePart.NOTICE);
    }
}
