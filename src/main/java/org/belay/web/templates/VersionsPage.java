package org.belay.web.templates;

import java.util.List;
import org.belay.access.RoleRules;
import org.belay.access.SignedIn;
import org.belay.template.files.FileDiff;
import org.belay.template.versions.Templates;
import org.belay.web.format.AccountNames;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** Compares two versions of a template. */
@Controller
class VersionsPage {
    private final Templates templates;
    private final AccountNames people;

    VersionsPage(Templates templates, AccountNames people) {
        this.templates = templates;
        this.people = people;
    }

    @GetMapping("/templates/{key}/versions/{a:\\d+}..{b:\\d+}")
    String compare(
            @PathVariable String key,
            @PathVariable int a,
            @PathVariable int b,
            @AuthenticationPrincipal SignedIn me,
            Model model) {
        var before = templates.version(key, a);
        var after = templates.version(key, b);
        List<FileComparison> comparisons = FileComparison.of(FileDiff.of(before.files(), after.files()));
        model.addAttribute("template", after);
        model.addAttribute("before", before);
        model.addAttribute("history", templates.history(key));
        model.addAttribute("comparisons", comparisons);
        model.addAttribute("mayWrite", RoleRules.mayEditTemplates(me.user()));
        model.addAttribute("people", people);
        return "template-versions";
    }

    /** Target of the form that chooses the two versions. */
    @GetMapping("/templates/{key}/compare")
    String choose(@PathVariable String key, @RequestParam int a, @RequestParam int b) {
        return "redirect:/templates/" + key + "/versions/" + a + ".." + b;
    }
}
