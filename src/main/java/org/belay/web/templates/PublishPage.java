package org.belay.web.templates;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.belay.access.RoleRules;
import org.belay.access.SignedIn;
import org.belay.mailing.MailingReport;
import org.belay.platform.ObjectNotFound;
import org.belay.platform.RequestRefused;
import org.belay.template.TemplateVersion;
import org.belay.template.files.FileDiff;
import org.belay.template.files.TemplateReader;
import org.belay.template.versions.TemplateDraft;
import org.belay.template.versions.TemplateDrafts;
import org.belay.template.versions.Templates;
import org.belay.web.format.AccountNames;
import org.belay.web.text.Messages;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The page that publishes a draft: shows what changes, and which mailings it affects. */
@Controller
class PublishPage {
    private final Templates templates;
    private final TemplateDrafts drafts;
    private final MailingReport report;
    private final AccountNames people;
    private final Messages messages;

    PublishPage(
            Templates templates, TemplateDrafts drafts, MailingReport report, AccountNames people, Messages messages) {
        this.templates = templates;
        this.drafts = drafts;
        this.report = report;
        this.people = people;
        this.messages = messages;
    }

    @GetMapping("/templates/{key}/publish")
    String show(@PathVariable String key, @AuthenticationPrincipal SignedIn me, Model model) {
        if (!RoleRules.mayEditTemplates(me.user())) {
            throw new RequestRefused(messages.text("publish.authors-only"));
        }
        TemplateDraft draft =
                drafts.of(key).orElseThrow(() -> new ObjectNotFound(messages.text("publish.no-draft", key)));
        Optional<TemplateVersion> newest =
                templates.exists(key) ? Optional.of(templates.latest(key)) : Optional.empty();
        Map<String, String> before = newest.map(TemplateVersion::files).orElse(Map.of());
        TemplateReader.DraftReading sketch = TemplateReader.parseDraft(key, draft.files());
        model.addAttribute("key", key);
        model.addAttribute(
                "title",
                sketch.version().or(() -> newest).map(TemplateVersion::title).orElse(key));
        model.addAttribute("draft", draft);
        model.addAttribute("people", people);
        model.addAttribute("next", newest.map(TemplateVersion::number).orElse(0) + 1);
        model.addAttribute("problems", sketch.problems());
        model.addAttribute("comparisons", FileComparison.of(FileDiff.of(before, draft.files())));
        model.addAttribute("losses", losses(key, draft));
        model.addAttribute("seen", RemovedField.seen(losses(key, draft)));
        model.addAttribute("uses", report.openMailingsUsing(key));
        newest.filter(one -> one.number() != draft.base()).ifPresent(one -> addNewerVersion(draft, one, model));
        return "template-publish";
    }

    private void addNewerVersion(TemplateDraft draft, TemplateVersion newest, Model model) {
        model.addAttribute("newest", newest);
        model.addAttribute("by", templates.history(draft.key()).get(0));
        Map<String, String> base = draft.base() == 0
                ? Map.of()
                : templates.version(draft.key(), draft.base()).files();
        model.addAttribute("meanwhile", FileComparison.of(FileDiff.of(base, newest.files())));
    }

    @PostMapping("/templates/{key}/publish")
    String publish(
            @PathVariable String key,
            @RequestParam int revision,
            @RequestParam(defaultValue = "") String note,
            @RequestParam(defaultValue = "") String agreed,
            @AuthenticationPrincipal SignedIn me,
            RedirectAttributes next) {
        try {
            TemplateDraft draft = drafts.of(key).orElse(null);
            List<RemovedField> losses = draft == null ? List.of() : losses(key, draft);
            if (!losses.isEmpty() && !agreed.equals(RemovedField.seen(losses))) {
                throw new RequestRefused(messages.text("publish.not-agreed"));
            }
            TemplateVersion published = drafts.publish(key, revision, note, me.user());
            next.addFlashAttribute("done", messages.text("publish.done", published.number()));
            return "redirect:/templates/" + key;
        } catch (RequestRefused refused) {
            next.addFlashAttribute("refusal", refused.getMessage());
            next.addFlashAttribute("note", note);
            return "redirect:/templates/" + key + (drafts.of(key).isPresent() ? "/publish" : "");
        }
    }

    /** The author has checked the newer version and keeps the draft's text. */
    @PostMapping("/templates/{key}/go-on")
    String goOn(
            @PathVariable String key,
            @RequestParam int number,
            @RequestParam int revision,
            @AuthenticationPrincipal SignedIn me) {
        drafts.rebase(key, number, revision, me.user());
        return "redirect:/templates/" + key + "/publish";
    }

    private List<RemovedField> losses(String key, TemplateDraft draft) {
        Optional<TemplateVersion> after =
                TemplateReader.parseDraft(key, draft.files()).version();
        return after.isEmpty() || !templates.exists(key)
                ? List.of()
                : RemovedField.of(templates.latest(key), after.get(), report.openMailingsUsing(key));
    }
}
