package org.belay.web.templates;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.belay.audience.Audience;
import org.belay.audience.Person;
import org.belay.delivery.DispatchKind;
import org.belay.mailing.MailingReport;
import org.belay.mailing.Preview;
import org.belay.template.Part;
import org.belay.template.Slots;
import org.belay.template.TemplateError;
import org.belay.template.TemplateSource;
import org.belay.template.TemplateVersion;
import org.belay.web.DraftForm;
import org.belay.web.Previews;
import org.belay.web.Say;
import org.springframework.stereotype.Component;

/** Previews of a template, filled with its examples; rendered by the same code as the preview of a mailing. */
@Component
class TemplateTrial {
    private final MailingReport report;
    private final Previews previews;
    private final Say say;

    TemplateTrial(MailingReport report, Previews previews, Say say) {
        this.report = report;
        this.previews = previews;
        this.say = say;
    }

    /** @param key of the preview, for the address of its frames */
    public record Shown(Preview preview, String key) {}

    /**
     * One of the texts that an audience reads.
     *
     * @param condition who reads it, as text; empty if only the language decides
     */
    public record Text(String language, String condition, long people, String subject) {}

    Shown of(TemplateVersion template, Part part, String language, Optional<Person> reader) {
        Preview preview = report.preview(
                template,
                DraftForm.example(template, say.now().atZone(say.zone())),
                DispatchKind.valueOf(part.name()),
                language,
                reader);
        return new Shown(preview, previews.keep(preview.html()));
    }

    /** The texts that the people of an audience read, by language and by the conditions of the template. */
    List<Text> texts(TemplateVersion template, Part part, Audience audience) {
        return report
                .texts(
                        template,
                        DraftForm.example(template, say.now().atZone(say.zone())),
                        DispatchKind.valueOf(part.name()),
                        audience)
                .stream()
                .map(text ->
                        new Text(text.language(), text.condition(), text.people(), Slots.withDefaults(text.subject())))
                .toList();
    }

    /** Preview of a text that is being written; empty while its files have problems. */
    Optional<Shown> of(TemplateSource.Sketch sketch, Part part, String language, Optional<Person> reader) {
        if (sketch.version().isEmpty()) return Optional.empty();
        TemplateVersion template = sketch.version().get();
        String first = template.languages().get(0);
        // a correction quotes its notice
        Set<String> needed = new HashSet<>(List.of(
                WordsFile.YAML,
                WordsFile.name(part, language, first),
                WordsFile.name(part == Part.CORRECTION ? Part.NOTICE : part, language, first)));
        boolean broken = !template.files().keySet().containsAll(needed)
                || sketch.problems().stream()
                        .map(problem -> shortName(template.key(), problem.file()))
                        .anyMatch(file -> file.equals(template.key()) || needed.contains(file));
        if (broken) return Optional.empty();
        try {
            return Optional.of(of(template, part, language, reader));
        } catch (TemplateError tooMuch) {
            return Optional.empty();
        }
    }

    /** {@code planned-outage/notice.md} as {@code notice.md}. */
    static String shortName(String key, String file) {
        return file.startsWith(key + "/") ? file.substring(key.length() + 1) : file;
    }

    static List<Part> parts() {
        return List.of(Part.values());
    }

    static Part part(String word) {
        return Map.of("correction", Part.CORRECTION, "reminder", Part.REMINDER).getOrDefault(word, Part.NOTICE);
    }
}
