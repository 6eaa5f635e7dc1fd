package org.belay.web.templates;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.belay.access.SignedIn;
import org.belay.mailing.MailingReport;
import org.belay.platform.Refused;
import org.belay.template.FolderConflict;
import org.belay.template.FolderImport;
import org.belay.template.TemplateDraft;
import org.belay.template.TemplateDrafts;
import org.belay.template.TemplateVersion;
import org.belay.template.Templates;
import org.belay.web.People;
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
    private final People people;
    private final Messages messages;

    TemplatesPage(
            Templates templates,
            TemplateDrafts drafts,
            FolderImport folder,
            MailingReport report,
            People people,
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
            drafts.create(key, NewTemplate.files(from, in.getOrDefault("title", ""), messages), me.user());
            return "redirect:/templates/" + key + "/edit?part=fields";
        } catch (Refused refused) {
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

    private TemplateRow row(TemplateSearch.Hit hit, Map<String, TemplateDraft> open, boolean conflict) {
        String key = hit.template().key();
        return new TemplateRow(
                hit.template(),
                templates.history(key).get(0),
                open.get(key),
                report.using(key).size(),
                conflict,
                hit);
    }
}
