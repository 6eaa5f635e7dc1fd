package org.belay.web;

import java.util.HashMap;
import java.util.Map;
import org.belay.access.Role;
import org.belay.access.SignedIn;
import org.belay.mailing.Draft;
import org.belay.mailing.Mailing;
import org.belay.mailing.MailingId;
import org.belay.mailing.MailingState;
import org.belay.mailing.Mailings;
import org.belay.platform.Refused;
import org.belay.template.TemplateVersion;
import org.belay.template.Templates;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Writing a mailing: choose a template, fill its fields, see what its readers will see, submit it for review. */
@Controller
class ComposePage {
    private static final String ANSWER = "answer.";

    private final Mailings mailings;
    private final Templates templates;
    private final ComposeModel compose;
    private final Say say;

    ComposePage(Mailings mailings, Templates templates, ComposeModel compose, Say say) {
        this.mailings = mailings;
        this.templates = templates;
        this.compose = compose;
        this.say = say;
    }

    @GetMapping("/mailings/new")
    String begin(
            @RequestParam(defaultValue = "") String template,
            @RequestParam(defaultValue = "false") boolean example,
            @AuthenticationPrincipal SignedIn me,
            Model model) {
        mustBeAuthor(me);
        if (template.isBlank()) {
            model.addAttribute("templates", templates.latest());
            return "compose-template";
        }
        TemplateVersion chosen = templates.latest(template);
        Map<String, String> in = new HashMap<>(Map.of("pace", Integer.toString(DraftForm.PACE)));
        if (example) {
            in.putAll(DraftForm.examples(chosen, say.now().atZone(say.zone())));
        }
        model.addAttribute("action", "/mailings");
        compose.fill(model, chosen, in, example);
        return "compose";
    }

    @PostMapping("/mailings")
    String create(
            @RequestParam Map<String, String> in,
            @AuthenticationPrincipal SignedIn me,
            Model model,
            RedirectAttributes next) {
        TemplateVersion chosen = templates.latest(in.getOrDefault("template", ""));
        model.addAttribute("action", "/mailings");
        if (shownOnly(in, chosen, model)) {
            return "compose";
        }
        Mailing mailing = mailings.create(DraftForm.draft(in, chosen, say.zone()), me.user());
        return go(mailing.id(), in, me, next);
    }

    @GetMapping("/mailings/{id}/edit")
    String edit(@PathVariable MailingId id, @AuthenticationPrincipal SignedIn me, Model model) {
        mustBeAuthor(me);
        Mailing mailing = mailings.get(id);
        if (mailing.state() != MailingState.DRAFT) {
            return MailingActs.shown(id);
        }
        TemplateVersion chosen = templates.latest(mailing.draft().template());
        Map<String, String> in = new HashMap<>(DraftForm.inputs(mailing.draft(), chosen, say.zone()));
        mailing.answers().forEach((finding, answer) -> in.put(ANSWER + finding, answer));
        if (model.getAttribute("answered") instanceof Map<?, ?> typed) {
            typed.forEach((name, value) -> in.put(name.toString(), value.toString()));
        }
        model.addAttribute("m", mailing);
        model.addAttribute("action", "/mailings/" + id + "/edit");
        compose.fill(model, chosen, in, true);
        return "compose";
    }

    @PostMapping("/mailings/{id}/edit")
    String save(
            @PathVariable MailingId id,
            @RequestParam Map<String, String> in,
            @AuthenticationPrincipal SignedIn me,
            Model model,
            RedirectAttributes next) {
        Mailing mailing = mailings.get(id);
        TemplateVersion chosen = templates.latest(mailing.draft().template());
        model.addAttribute("m", mailing);
        model.addAttribute("action", "/mailings/" + id + "/edit");
        if (shownOnly(in, chosen, model)) {
            return "compose";
        }
        Draft draft = DraftForm.draft(in, chosen, say.zone());
        if (!draft.equals(mailing.draft())) {
            mailings.edit(id, draft, me.user());
        }
        return go(id, in, me, next);
    }

    /** The preview and the checks alone, for what stands in the form; nothing is kept. */
    @PostMapping("/mailings/preview")
    String preview(@RequestParam Map<String, String> in, Model model) {
        compose.fill(model, templates.latest(in.getOrDefault("template", "")), in, true);
        return "compose-live";
    }

    /** "Show it" without script: the same form again, with its preview. */
    private boolean shownOnly(Map<String, String> in, TemplateVersion chosen, Model model) {
        if (!"show".equals(in.get("act"))) {
            return false;
        }
        compose.fill(model, chosen, in, true);
        return true;
    }

    private String go(MailingId id, Map<String, String> in, SignedIn me, RedirectAttributes next) {
        if ("submit".equals(in.get("act"))) {
            try {
                mailings.submit(id, answers(in), me.user());
                return MailingActs.shown(id);
            } catch (Refused refused) {
                next.addFlashAttribute("refusal", refused.getMessage());
                next.addFlashAttribute("answered", typedAnswers(in));
            }
        } else {
            next.addFlashAttribute("saved", true);
        }
        return "redirect:/mailings/" + id + "/edit";
    }

    private static void mustBeAuthor(SignedIn me) {
        if (!me.user().is(Role.AUTHOR)) {
            throw new Refused(
                    "Mailings are written by authors, and you are not one. An administrator can make you one.");
        }
    }

    private static Map<String, String> answers(Map<String, String> in) {
        var answers = new HashMap<String, String>();
        typedAnswers(in).forEach((name, text) -> answers.put(name.substring(ANSWER.length()), text));
        return answers;
    }

    private static Map<String, String> typedAnswers(Map<String, String> in) {
        var typed = new HashMap<>(in);
        typed.entrySet()
                .removeIf(e -> !e.getKey().startsWith(ANSWER) || e.getValue().isBlank());
        return typed;
    }
}
