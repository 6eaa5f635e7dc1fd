package org.belay.web.templates;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.belay.audience.Audience;
import org.belay.audience.Audiences;
import org.belay.audience.person.Person;
import org.belay.mailing.MailingReport;
import org.belay.template.TemplateProblem;
import org.belay.template.TemplateVersion;
import org.belay.template.files.TemplateReader;
import org.belay.template.versions.TemplateDraft;
import org.belay.template.versions.Templates;
import org.belay.web.format.AccountNames;
import org.belay.web.text.Messages;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;

/** Fills the model of the editor: the problems of the text, a preview, and the names that can be inserted. */
@Component
class EditorModel {
    private static final int SAMPLE = 12;

    private final Templates templates;
    private final Audiences audiences;
    private final MailingReport report;
    private final TemplatePreviews trial;
    private final AccountNames people;
    private final Messages messages;

    EditorModel(
            Templates templates,
            Audiences audiences,
            MailingReport report,
            TemplatePreviews trial,
            AccountNames people,
            Messages messages) {
        this.templates = templates;
        this.audiences = audiences;
        this.report = report;
        this.trial = trial;
        this.people = people;
        this.messages = messages;
    }

    /** @param problems number of problems in the file */
    public record EditorFile(TemplateTextFile file, String text, long problems) {}

    /** @param file name without the template's folder */
    public record EditorProblem(String file, int line, int column, String message, String fix) {}

    /** Everything that depends on the text in the form, saved or not. */
    void fill(Model model, String key, EditorForm form) {
        TemplateReader.DraftReading sketch = TemplateReader.parseDraft(key, form.files());
        Optional<TemplateVersion> known = sketch.version()
                .or(() -> templates.exists(key) ? Optional.of(templates.latest(key)) : Optional.empty());
        List<String> languages = languages(sketch, known, form);
        String language = languages.contains(form.language()) ? form.language() : languages.get(0);
        List<EditorProblem> problems =
                sketch.problems().stream().map(problem -> found(key, problem)).toList();
        Optional<Audience> audience = audiences.byName(form.audience());
        List<Person> readers =
                audience.map(one -> audiences.sample(one.id(), SAMPLE)).orElse(List.of());
        Optional<Person> reader = readers.stream()
                .filter(one -> one.address().text().equals(form.reader()))
                .findFirst()
                .or(() -> readers.stream().findFirst());
        model.addAttribute("key", key);
        model.addAttribute("form", form);
        model.addAttribute(
                "title",
                sketch.version()
                        .or(() -> known)
                        .map(TemplateVersion::title)
                        .filter(title -> !title.isBlank())
                        .orElse(key));
        model.addAttribute("problems", problems);
        model.addAttribute(
                "palette",
                known.map(version -> PaletteEntry.of(version, messages)).orElse(List.of()));
        model.addAttribute("languages", languages);
        model.addAttribute("language", language);
        model.addAttribute("sources", sources(form, languages.get(0), languages, problems));
        model.addAttribute("audiences", audiences.list());
        model.addAttribute("readers", readers);
        reader.ifPresent(one -> model.addAttribute("reader", one));
        trial.preview(sketch, TemplatePreviews.part(form.tab()), language, reader)
                .ifPresent(shown -> model.addAttribute("shown", shown));
    }

    /** Who saved the draft last, and which mailings use the template. */
    void around(Model model, String key, TemplateDraft draft) {
        model.addAttribute("draft", draft);
        model.addAttribute(
                "newest", templates.exists(key) ? templates.latest(key).number() : 0);
        model.addAttribute("uses", report.openMailingsUsing(key));
        model.addAttribute("people", people);
    }

    private static List<String> languages(
            TemplateReader.DraftReading sketch, Optional<TemplateVersion> known, EditorForm form) {
        if (sketch.version().isPresent()) return sketch.version().get().languages();
        var languages = new LinkedHashSet<String>();
        String first = known.map(one -> one.languages().get(0)).orElse("en");
        languages.add(first);
        form.files().keySet().stream()
                .map(name -> TemplateTextFile.of(name, first))
                .filter(file -> file.part().isPresent())
                .forEach(file -> languages.add(file.language()));
        return List.copyOf(languages);
    }

    private static List<EditorFile> sources(
            EditorForm form, String first, List<String> languages, List<EditorProblem> problems) {
        Map<String, Long> counts =
                problems.stream().collect(Collectors.groupingBy(EditorProblem::file, Collectors.counting()));
        return form.files().entrySet().stream()
                .map(file -> new EditorFile(
                        TemplateTextFile.of(file.getKey(), first),
                        file.getValue(),
                        counts.getOrDefault(file.getKey(), 0L)))
                .sorted((one, other) -> TemplateTextFile.order(languages).compare(one.file(), other.file()))
                .toList();
    }

    private static EditorProblem found(String key, TemplateProblem problem) {
        return new EditorProblem(
                TemplatePreviews.shortName(key, problem.file()),
                problem.line(),
                problem.column(),
                problem.message(),
                problem.fix());
    }
}
