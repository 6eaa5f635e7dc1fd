package org.belay.web.compose;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.belay.audience.Audience;
import org.belay.audience.Audiences;
import org.belay.audience.person.Person;
import org.belay.delivery.DispatchKind;
import org.belay.mailing.MailingReport;
import org.belay.mailing.Mailings;
import org.belay.mailing.check.CheckFinding;
import org.belay.mailing.model.Draft;
import org.belay.mailing.model.MailPreview;
import org.belay.mailing.model.Mailing;
import org.belay.template.TemplateField;
import org.belay.template.TemplateVersion;
import org.belay.web.format.Formats;
import org.belay.web.format.PreviewCache;
import org.belay.web.text.Messages;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;

/** Fills the model of a mailing's form: its fields, the people, the preview and the checks. */
@Component
class ComposeModel {
    private static final int SAMPLE = 8;

    private final Mailings mailings;
    private final MailingReport report;
    private final Audiences audiences;
    private final PreviewCache previews;
    private final Formats say;
    private final Messages messages;

    ComposeModel(
            Mailings mailings,
            MailingReport report,
            Audiences audiences,
            PreviewCache previews,
            Formats say,
            Messages messages) {
        this.mailings = mailings;
        this.report = report;
        this.audiences = audiences;
        this.previews = previews;
        this.say = say;
        this.messages = messages;
    }

    /** A field as one input of the form. */
    public record FieldInput(TemplateField field, String name, String value, List<CheckFinding> findings) {}

    /** The same fields once for each language of the template. */
    public record LanguageSection(String language, boolean correction, List<FieldInput> inputs, boolean filled) {}

    /** @param key of the preview, for the address of its frames */
    public record DraftPreview(MailPreview preview, String key) {}

    /** @param judged whether to show the results of the checks; false for an empty form */
    void fill(Model model, TemplateVersion template, Map<String, String> in, boolean judged) {
        ParsedDraft written = DraftInputs.read(in, template, say.zone());
        Draft draft = written.draft();
        List<CheckFinding> findings = judged
                ? mailings.check(draft).stream()
                        .sorted(Comparator.comparing(CheckFinding::severity))
                        .toList()
                : List.of();
        model.addAttribute("template", template);
        model.addAttribute("typed", in);
        model.addAttribute("draft", draft);
        model.addAttribute("judged", judged);
        var unreadable = new LinkedHashMap<String, String>();
        written.unreadable().forEach((input, why) -> unreadable.put(input, messages.text(why)));
        model.addAttribute("unreadable", unreadable);
        model.addAttribute("findings", findings);
        model.addAttribute("notice", sections(template, in, findings, false));
        model.addAttribute("correctionSections", sections(template, in, findings, true));
        model.addAttribute("audiences", audiences.list());
        Optional<Audience> chosen = audiences.byName(draft.audience());
        List<Person> readers = chosen.map(a -> audiences.sample(a.id(), SAMPLE)).orElse(List.of());
        model.addAttribute("readers", readers);
        chosen.ifPresent(a -> model.addAttribute("chosen", a));
        shown(draft, in, readers).ifPresent(p -> model.addAttribute("shown", p));
    }

    /** The form with what was written in it, and beside it what another save has put in its place. */
    void conflict(Model model, TemplateVersion template, Map<String, String> in, Mailing theirs) {
        fill(model, template, in, true);
        Map<String, String> saved = DraftInputs.inputs(theirs.draft(), template, say.zone());
        model.addAttribute("theirs", theirs);
        model.addAttribute("differences", DraftDifference.between(in, saved, template, say, messages));
    }

    private Optional<DraftPreview> shown(Draft draft, Map<String, String> in, List<Person> readers) {
        DispatchKind kind = "correction".equals(in.get("show")) ? DispatchKind.CORRECTION : DispatchKind.NOTICE;
        Optional<Person> reader = readers.stream()
                .filter(p -> p.address().text().equals(in.get("as")))
                .findFirst()
                .or(() -> readers.stream().findFirst());
        String language = reader.map(p -> p.attributes().getOrDefault("language", draft.language()))
                .orElse(draft.language());
        MailPreview preview = report.preview(draft, kind, language, reader);
        return Optional.of(new DraftPreview(preview, previews.keep(preview.html())));
    }

    private static List<LanguageSection> sections(
            TemplateVersion template, Map<String, String> in, List<CheckFinding> findings, boolean correction) {
        return template.languages().stream()
                .map(language -> section(template, language, in, findings, correction))
                .filter(s -> !s.inputs().isEmpty())
                .toList();
    }

    private static LanguageSection section(
            TemplateVersion template,
            String language,
            Map<String, String> in,
            List<CheckFinding> findings,
            boolean correction) {
        boolean first = language.equals(template.languages().get(0));
        List<FieldInput> inputs = template.fields().stream()
                .filter(f -> f.correction() == correction && (first || f.translated()))
                .map(f -> {
                    String name = DraftInputs.input(f, language, template);
                    var own = first
                            ? findings.stream()
                                    .filter(x -> x.field().equals(f.name()))
                                    .toList()
                            : List.<CheckFinding>of();
                    return new FieldInput(f, name, in.getOrDefault(name, ""), own);
                })
                .toList();
        return new LanguageSection(
                language,
                correction,
                inputs,
                inputs.stream().anyMatch(i -> !i.value().isBlank()));
    }
}
