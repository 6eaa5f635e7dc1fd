package org.belay.web.templates;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.belay.access.SignedIn;
import org.belay.mailing.MailingReport;
import org.belay.platform.RequestRefused;
import org.belay.template.TemplateVersion;
import org.belay.template.folder.FolderImport;
import org.belay.template.versions.FolderConflict;
import org.belay.template.versions.TemplateDraft;
import org.belay.template.versions.TemplateDrafts;
import org.belay.template.versions.Templates;
import org.belay.web.format.AccountNames;
import org.belay.web.text.Messages;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The list of templates with its search, and the form that starts a new one from another. */
@Controller
class TemplatesPage {
    private final Templates templates;
    private final TemplateDrafts drafts;
    private final FolderImport folder;
    private final MailingReport report;
    private final AccountNames people;
    private final Messages messages;

    TemplatesPage(
            Templates templates,
            TemplateDrafts drafts,
            FolderImport folder,
            MailingReport report,
            AccountNames people,
            Messages messages) {
        this.templates = templates;
        this.drafts = drafts;
        this.folder = folder;
        this.report = report;
        this.people = people;
        this.messages = messages;
    }

    @GetMapping("/templates")
    String list(@RequestParam(defaultValue = "") String q, @RequestParam(defaultValue = "") String from, Model model) {
        fill(q, Map.of("from", from), model);
        return "templates";
    }

    @PostMapping("/templates")
    String create(@RequestParam Map<String, String> in, @AuthenticationPrincipal SignedIn me, Model model) {
        String key = in.getOrDefault("key", "").strip();
        try {
            TemplateVersion from = templates.latest(in.getOrDefault("from", ""));
            drafts.create(key, TemplateCopy.files(from, in.getOrDefault("title", ""), messages), me.user());
            return "redirect:/templates/" + key + "/edit?part=fields";
        } catch (RequestRefused refused) {
            model.addAttribute("refusal", refused.getMessage());
            fill("", in, model);
            return "templates";
        }
    }

    private void fill(String words, Map<String, String> typed, Model model) {
        List<TemplateVersion> all = templates.latest();
        Map<String, TemplateDraft> open = new LinkedHashMap<>();
        drafts.all().forEach(draft -> open.put(draft.key(), draft));
        var conflicts = new TreeSet<>(
                folder.conflicts().stream().map(FolderConflict::key).toList());
        List<TemplateRow> rows = all.stream()
                .flatMap(template -> TemplateSearch.find(template, words).stream())
                .map(hit -> row(hit, open, conflicts.contains(hit.template().key())))
                .toList();
        model.addAttribute("all", all);
        model.addAttribute("rows", rows);
        model.addAttribute("q", words.strip());
        model.addAttribute("typed", new HashMap<>(typed));
        model.addAttribute(
                "unpublished",
                open.values().stream().filter(draft -> draft.base() == 0).toList());
        model.addAttribute("people", people);
    }

    private TemplateRow row(TemplateSearch.SearchHit hit, Map<String, TemplateDraft> open, boolean conflict) {
        String key = hit.template().key();
        return new TemplateRow(
                hit.template(),
                templates.history(key).get(0),
                open.get(key),
                report.openMailingsUsing(key).size(),
                conflict,
                hit);
    }
}
