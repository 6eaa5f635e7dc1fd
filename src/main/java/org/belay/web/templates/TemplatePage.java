package org.belay.web.templates;

import java.util.List;
import java.util.Optional;
import org.belay.access.Role;
import org.belay.access.SignedIn;
import org.belay.audience.Audience;
import org.belay.audience.Audiences;
import org.belay.mailing.MailingReport;
import org.belay.template.FileDiff;
import org.belay.template.FolderConflict;
import org.belay.template.FolderImport;
import org.belay.template.Part;
import org.belay.template.TemplateDraft;
import org.belay.template.TemplateDrafts;
import org.belay.template.TemplateError;
import org.belay.template.TemplateHistory;
import org.belay.template.TemplateVersion;
import org.belay.template.Templates;
import org.belay.web.People;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The page of one template: preview, versions, and the mailings that use it. */
@Controller
class TemplatePage {
    private final Templates templates;
    private final TemplateDrafts drafts;
    private final FolderImport folder;
    private final MailingReport report;
    private final TemplateTrial trial;
    private final Audiences audiences;
    private final People people;

    TemplatePage(
            Templates templates,
            TemplateDrafts drafts,
            FolderImport folder,
            MailingReport report,
            TemplateTrial trial,
            Audiences audiences,
            People people) {
        this.templates = templates;
        this.drafts = drafts;
        this.folder = folder;
        this.report = report;
        this.trial = trial;
        this.audiences = audiences;
        this.people = people;
    }

    @GetMapping("/templates/{key}")
    String show(
            @PathVariable String key,
            @RequestParam(defaultValue = "0") int version,
            @RequestParam(defaultValue = "notice") String part,
            @RequestParam(defaultValue = "") String lang,
            @RequestParam(defaultValue = "") String audience,
            @AuthenticationPrincipal SignedIn me,
            Model model,
            RedirectAttributes next) {
        Optional<TemplateDraft> draft = drafts.of(key);
        if (!templates.exists(key) && draft.isPresent()) {
            Optional.ofNullable(model.getAttribute("refusal"))
                    .ifPresent(said -> next.addFlashAttribute("refusal", said));
            return "redirect:/templates/" + key + "/edit";
        }
        List<TemplateHistory> history = templates.history(key);
        TemplateVersion shown = version == 0 ? templates.latest(key) : templates.version(key, version);
        String language =
                shown.languages().contains(lang) ? lang : shown.languages().get(0);
        model.addAttribute("template", shown);
        model.addAttribute("newest", history.get(0));
        model.addAttribute("history", history);
        model.addAttribute("part", TemplateTrial.part(part).fileStem());
        model.addAttribute("parts", TemplateTrial.parts());
        model.addAttribute("language", language);
        model.addAttribute("shown", trial.of(shown, TemplateTrial.part(part), language, Optional.empty()));
        model.addAttribute("uses", report.using(key));
        model.addAttribute("mayWrite", me.user().is(Role.AUTHOR));
        model.addAttribute("people", people);
        model.addAttribute("audiences", audiences.list());
        audiences.byName(audience).ifPresent(chosen -> readers(shown, TemplateTrial.part(part), chosen, model));
        draft.ifPresent(open -> model.addAttribute("draft", open));
        folder.conflict(key).ifPresent(conflict -> conflict(conflict, model));
        return "template";
    }

    private void readers(TemplateVersion template, Part part, Audience chosen, Model model) {
        model.addAttribute("chosen", chosen);
        try {
            model.addAttribute("texts", trial.texts(template, part, chosen));
        } catch (TemplateError tooMany) {
            model.addAttribute("tooMany", tooMany.getMessage());
        }
    }

    private void conflict(FolderConflict conflict, Model model) {
        TemplateVersion newest = templates.latest(conflict.key());
        model.addAttribute("conflict", conflict);
        model.addAttribute("newestFiles", newest.files());
        model.addAttribute("conflictDiff", Comparison.of(FileDiff.of(newest.files(), conflict.files())));
    }
}
