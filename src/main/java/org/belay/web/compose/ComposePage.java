package org.belay.web.compose;

import jakarta.servlet.http.HttpServletResponse;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.belay.access.Role;
import org.belay.access.SignedIn;
import org.belay.mailing.MailingDrafts;
import org.belay.mailing.MailingSubmissions;
import org.belay.mailing.Mailings;
import org.belay.mailing.model.Mailing;
import org.belay.mailing.model.MailingConflict;
import org.belay.mailing.model.MailingId;
import org.belay.mailing.model.MailingState;
import org.belay.platform.RequestRefused;
import org.belay.template.TemplateVersion;
import org.belay.template.versions.Templates;
import org.belay.web.format.Formats;
import org.belay.web.mailing.MailingActions;
import org.belay.web.text.Messages;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * The form that writes a mailing: choose a template, fill in its fields, preview it, submit it for review. After a refusal the form still
 * contains everything that was typed.
 */
@Controller
class ComposePage {
    private final Mailings mailings;
    private final MailingSubmissions submissions;
    private final MailingDrafts drafts;
    private final Templates templates;
    private final ComposeModel compose;
    private final Formats say;
    private final Messages messages;

    ComposePage(
            Mailings mailings,
            MailingSubmissions submissions,
            MailingDrafts drafts,
            Templates templates,
            ComposeModel compose,
            Formats say,
            Messages messages) {
        this.mailings = mailings;
        this.submissions = submissions;
        this.drafts = drafts;
        this.templates = templates;
        this.compose = compose;
        this.say = say;
        this.messages = messages;
    }

    /** @param begun id of the form; once the form was sent, this address redirects to the mailing that it created */
    @GetMapping("/mailings/new")
    String begin(
            @RequestParam(defaultValue = "") String template,
            @RequestParam(defaultValue = "false") boolean example,
            @RequestParam(defaultValue = "") String begun,
            @AuthenticationPrincipal SignedIn me,
            Model model) {
        mustBeAuthor(me);
        Optional<Mailing> made = ComposeForm.formId(begun).flatMap(form -> drafts.byForm(form, me.user()));
        if (made.isPresent()) {
            return "redirect:/mailings/" + made.get().id() + "/edit";
        }
        if (template.isBlank()) {
            model.addAttribute("templates", templates.latest());
            return "compose-template";
        }
        TemplateVersion chosen = templates.latest(template);
        Map<String, String> in = new HashMap<>(Map.of(
                "pace", Integer.toString(DraftInputs.DEFAULT_PACE),
                "begun", ComposeForm.formId(begun).orElseGet(UUID::randomUUID).toString()));
        if (example) {
            in.putAll(DraftInputs.examples(chosen, say.now().atZone(say.zone())));
        }
        compose.fill(model, chosen, in, example);
        return "compose";
    }

    @PostMapping("/mailings")
    String create(
            @RequestParam Map<String, String> in,
            @AuthenticationPrincipal SignedIn me,
            Model model,
            RedirectAttributes next,
            HttpServletResponse answer) {
        return saveForm(Optional.empty(), new ComposeForm(in), me, model, next, answer);
    }

    @GetMapping("/mailings/{id}/edit")
    String edit(@PathVariable MailingId id, @AuthenticationPrincipal SignedIn me, Model model) {
        mustBeAuthor(me);
        Mailing mailing = mailings.get(id);
        if (mailing.state() != MailingState.DRAFT) {
            return MailingActions.redirectTo(id);
        }
        TemplateVersion chosen = templates.latest(mailing.draft().template());
        Map<String, String> in = ComposeForm.inputs(mailing, chosen, say.zone());
        model.addAttribute("m", mailing);
        compose.fill(model, chosen, in, true);
        return "compose";
    }

    @PostMapping("/mailings/{id}/edit")
    String save(
            @PathVariable MailingId id,
            @RequestParam Map<String, String> in,
            @AuthenticationPrincipal SignedIn me,
            Model model,
            RedirectAttributes next,
            HttpServletResponse answer) {
        return saveForm(Optional.of(mailings.get(id)), new ComposeForm(in), me, model, next, answer);
    }

    /** The preview and the checks for the current inputs; saves nothing. */
    @PostMapping("/mailings/preview")
    String preview(@RequestParam Map<String, String> in, Model model) {
        compose.fill(model, templates.latest(in.getOrDefault("template", "")), in, true);
        return "compose-live";
    }

    private String saveForm(
            Optional<Mailing> old,
            ComposeForm form,
            SignedIn me,
            Model model,
            RedirectAttributes next,
            HttpServletResponse answer) {
        TemplateVersion chosen =
                templates.latest(old.map(mailing -> mailing.draft().template()).orElse(form.template()));
        old.ifPresent(mailing -> model.addAttribute("m", mailing));
        if (form.isAction("show")) {
            compose.fill(model, chosen, form.in(), true);
            return "compose";
        }
        if (form.takenInput().isPresent()) {
            Map<String, String> theirs = ComposeForm.inputs(old.orElseThrow(), chosen, say.zone());
            ComposeForm taken = form.withTaken(theirs);
            compose.conflict(model, chosen, taken.in(), old.get());
            return "compose";
        }
        ParsedDraft typed = DraftInputs.read(form.in(), chosen, say.zone());
        if (!typed.readable()) {
            answer.setStatus(422);
            model.addAttribute("refusal", messages.text("compose.unreadable", typed.reasons(messages)));
            compose.fill(model, chosen, form.in(), true);
            return "compose";
        }
        try {
            Mailing kept = form.isAction("copy")
                    ? drafts.begin(UUID.randomUUID(), typed.draft(), form.answers(), me.user())
                    : persist(old, form, typed, me);
            return submitOrStay(kept.id(), form, me, next);
        } catch (MailingConflict conflict) {
            Mailing theirs = conflict.current();
            if (theirs.draft().equals(typed.draft()) && theirs.state() != MailingState.DRAFT) {
                next.addFlashAttribute(
                        "told",
                        messages.text("compose.submitted-already", theirs.id().toString()));
                return MailingActions.redirectTo(theirs.id());
            }
            answer.setStatus(409);
            model.addAttribute("m", theirs);
            model.addAttribute("refusal", conflict.getMessage());
            compose.conflict(model, chosen, form.in(), theirs);
            return "compose";
        }
    }

    private Mailing persist(Optional<Mailing> old, ComposeForm form, ParsedDraft typed, SignedIn me) {
        return old.map(mailing -> drafts.save(mailing.id(), typed.draft(), form.answers(), form.revision(), me.user()))
                .orElseGet(() -> saveNew(form, typed, me));
    }

    /** A form that is sent again updates the mailing that it created, unless another save has changed that mailing since. */
    private Mailing saveNew(ComposeForm form, ParsedDraft typed, SignedIn me) {
        UUID number = form.begun().orElseGet(UUID::randomUUID);
        Mailing made = drafts.begin(number, typed.draft(), form.answers(), me.user());
        return drafts.save(made.id(), typed.draft(), form.answers(), ComposeForm.FIRST_REVISION, me.user());
    }

    private String submitOrStay(MailingId id, ComposeForm form, SignedIn me, RedirectAttributes next) {
        if (form.isAction("submit")) {
            try {
                mailings.probeLinks(id);
                submissions.submit(id, form.answers(), me.user());
                return MailingActions.redirectTo(id);
            } catch (RequestRefused refused) {
                next.addFlashAttribute("refusal", refused.getMessage());
            }
        } else {
            next.addFlashAttribute("saved", true);
        }
        return "redirect:/mailings/" + id + "/edit";
    }

    private void mustBeAuthor(SignedIn me) {
        if (!me.user().is(Role.AUTHOR)) {
            throw new RequestRefused(messages.text("compose.authors-only"));
        }
    }
}
