package org.belay.web.templates;

import java.util.List;
import java.util.Optional;
import org.belay.access.RoleRules;
import org.belay.access.SignedIn;
import org.belay.audience.Audience;
import org.belay.audience.Audiences;
import org.belay.mailing.MailingReport;
import org.belay.template.TemplateError;
import org.belay.template.TemplatePart;
import org.belay.template.TemplateVersion;
import org.belay.template.files.FileDiff;
import org.belay.template.folder.FolderImport;
import org.belay.template.versions.FolderConflict;
import org.belay.template.versions.TemplateDraft;
import org.belay.template.versions.TemplateDrafts;
import org.belay.template.versions.Templates;
import org.belay.template.versions.VersionRecord;
import org.belay.web.format.AccountNames;
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
    private final TemplatePreviews trial;
    private final Audiences audiences;
    private final AccountNames people;

    TemplatePage(
            Templates templates,
            TemplateDrafts drafts,
            FolderImport folder,
            MailingReport report,
            TemplatePreviews trial,
            Audiences audiences,
            AccountNames people) {
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
        List<VersionRecord> history = templates.history(key);
        TemplateVersion shown = version == 0 ? templates.latest(key) : templates.version(key, version);
        String language =
                shown.languages().contains(lang) ? lang : shown.languages().get(0);
        model.addAttribute("template", shown);
        model.addAttribute("newest", history.get(0));
        model.addAttribute("history", history);
        model.addAttribute("part", TemplatePreviews.part(part).fileStem());
        model.addAttribute("parts", TemplatePreviews.parts());
        model.addAttribute("language", language);
        model.addAttribute("shown", trial.preview(shown, TemplatePreviews.part(part), language, Optional.empty()));
        model.addAttribute("uses", report.openMailingsUsing(key));
        model.addAttribute("mayWrite", RoleRules.mayEditTemplates(me.user()));
        model.addAttribute("people", people);
        model.addAttribute("audiences", audiences.list());
        audiences.byName(audience).ifPresent(chosen -> readers(shown, TemplatePreviews.part(part), chosen, model));
        draft.ifPresent(open -> model.addAttribute("draft", open));
        folder.conflict(key).ifPresent(conflict -> conflict(conflict, model));
        return "template";
    }

    private void readers(TemplateVersion template, TemplatePart part, Audience chosen, Model model) {
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
        model.addAttribute("conflictDiff", FileComparison.of(FileDiff.of(newest.files(), conflict.files())));
    }
}
