package org.belay.web.templates;

import org.belay.access.SignedIn;
import org.belay.template.TemplateVersion;
import org.belay.template.folder.FolderImport;
import org.belay.template.versions.TemplateDrafts;
import org.belay.web.text.Messages;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The actions on a template. Each one returns to a page, which shows a refusal. */
@Controller
class TemplateActions {
    private final TemplateDrafts drafts;
    private final FolderImport folder;
    private final Messages messages;

    TemplateActions(TemplateDrafts drafts, FolderImport folder, Messages messages) {
        this.drafts = drafts;
        this.folder = folder;
        this.messages = messages;
    }

    @PostMapping("/templates/{key}/begin")
    String begin(@PathVariable String key, @AuthenticationPrincipal SignedIn me) {
        drafts.begin(key, me.user());
        return "redirect:/templates/" + key + "/edit";
    }

    @PostMapping("/templates/{key}/restore")
    String restore(
            @PathVariable String key,
            @RequestParam int number,
            @AuthenticationPrincipal SignedIn me,
            RedirectAttributes next) {
        drafts.restore(key, number, me.user());
        next.addFlashAttribute("done", messages.text("template.restored", number));
        return "redirect:/templates/" + key + "/edit";
    }

    @PostMapping("/templates/{key}/discard")
    String discard(
            @PathVariable String key,
            @RequestParam int revision,
            @AuthenticationPrincipal SignedIn me,
            RedirectAttributes next) {
        int base = drafts.of(key).map(draft -> draft.base()).orElse(0);
        drafts.discard(key, revision, me.user());
        next.addFlashAttribute("done", messages.text("template.discarded"));
        return base == 0 ? "redirect:/templates" : "redirect:/templates/" + key;
    }

    @PostMapping("/templates/{key}/take-folder")
    String takeFolder(
            @PathVariable String key,
            @RequestParam String seen,
            @AuthenticationPrincipal SignedIn me,
            RedirectAttributes next) {
        TemplateVersion taken = folder.takeFolder(key, seen, me.user());
        next.addFlashAttribute("done", messages.text("template.folder-taken", taken.number()));
        return "redirect:/templates/" + key;
    }

    @PostMapping("/templates/{key}/keep-published")
    String keepPublished(
            @PathVariable String key,
            @RequestParam String seen,
            @AuthenticationPrincipal SignedIn me,
            RedirectAttributes next) {
        folder.keepPublished(key, seen, me.user());
        next.addFlashAttribute("done", messages.text("template.published-kept"));
        return "redirect:/templates/" + key;
    }
}
