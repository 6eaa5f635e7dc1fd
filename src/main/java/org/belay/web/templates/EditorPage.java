package org.belay.web.templates;

import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.belay.access.RoleRules;
import org.belay.access.SignedIn;
import org.belay.platform.RequestRefused;
import org.belay.template.files.FileDiff;
import org.belay.template.versions.DraftConflict;
import org.belay.template.versions.TemplateDraft;
import org.belay.template.versions.TemplateDrafts;
import org.belay.template.versions.Templates;
import org.belay.web.text.Messages;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The editor of a template's draft. After a refusal the form still contains everything that was typed. */
@Controller
class EditorPage {
    private final Templates templates;
    private final TemplateDrafts drafts;
    private final EditorModel editor;
    private final Messages messages;

    EditorPage(Templates templates, TemplateDrafts drafts, EditorModel editor, Messages messages) {
        this.templates = templates;
        this.drafts = drafts;
        this.editor = editor;
        this.messages = messages;
    }

    @GetMapping("/templates/{key}/edit")
    String edit(
            @PathVariable String key,
            @RequestParam Map<String, String> in,
            @AuthenticationPrincipal SignedIn me,
            Model model) {
        if (!RoleRules.mayEditTemplates(me.user())) {
            throw new RequestRefused(messages.text("editor.authors-only"));
        }
        return drafts.of(key)
                .map(draft -> shown(model, key, EditorForm.of(draft, in), draft))
                .orElseGet(() -> "redirect:/templates/" + templates.latest(key).key());
    }

    /** Also what pressing Enter does. */
    @PostMapping("/templates/{key}/edit")
    String save(
            @PathVariable String key,
            @RequestParam Map<String, String> in,
            @RequestParam(defaultValue = "save") String act,
            @AuthenticationPrincipal SignedIn me,
            Model model,
            RedirectAttributes next) {
        EditorForm form = EditorForm.of(in);
        String place = act.equals("publish") ? "/publish" : "/edit" + form.place();
        return saveForm(key, form, place, me, model, next);
    }

    /** Replaces what another author saved in the meantime, after the page has shown it. */
    @PostMapping(value = "/templates/{key}/edit", params = "over")
    String saveOver(
            @PathVariable String key,
            @RequestParam Map<String, String> in,
            @RequestParam int over,
            @AuthenticationPrincipal SignedIn me,
            Model model,
            RedirectAttributes next) {
        EditorForm form = EditorForm.of(in);
        return saveForm(key, form.over(over), "/edit" + form.place(), me, model, next);
    }

    /** The same form with its preview and problems; saves nothing. */
    @PostMapping(value = "/templates/{key}/edit", params = "show")
    String show(
            @PathVariable String key,
            @RequestParam Map<String, String> in,
            @AuthenticationPrincipal SignedIn me,
            Model model) {
        return formAgain(model, key, EditorForm.of(in), me);
    }

    /** Takes one file as another author saved it; saves nothing yet. */
    @PostMapping(value = "/templates/{key}/edit", params = "take")
    String takeTheirs(
            @PathVariable String key,
            @RequestParam Map<String, String> in,
            @RequestParam String take,
            @AuthenticationPrincipal SignedIn me,
            Model model) {
        EditorForm form = EditorForm.of(in);
        var files = new TreeMap<>(form.files());
        drafts.of(key).ifPresent(theirs -> {
            if (theirs.files().containsKey(take)) files.put(take, theirs.files().get(take));
            else files.remove(take);
        });
        return formAgain(model, key, form.with(files), me);
    }

    @PostMapping(value = "/templates/{key}/edit", params = "language")
    String language(
            @PathVariable String key,
            @RequestParam Map<String, String> in,
            @RequestParam String language,
            @RequestParam(name = "new-language", defaultValue = "") String added,
            @AuthenticationPrincipal SignedIn me,
            Model model,
            RedirectAttributes next) {
        EditorForm form = EditorForm.of(in);
        String first = in.getOrDefault("first", "en");
        try {
            EditorForm changed = language.equals("add")
                    ? form.with(LanguageFiles.add(form.files(), added.strip(), first, messages))
                            .showing(added.strip())
                    : form.with(LanguageFiles.remove(form.files(), form.language(), first, messages))
                            .showing(first);
            return saveForm(key, changed, "/edit" + changed.place(), me, model, next);
        } catch (RequestRefused refused) {
            model.addAttribute("refusal", refused.getMessage());
            return formAgain(model, key, form, me);
        }
    }

    /** Preview, problems and palette for the current inputs. */
    @PostMapping("/templates/{key}/edit/preview")
    String preview(
            @PathVariable String key, @RequestParam Map<String, String> in, Model model, HttpServletResponse answer) {
        editor.fill(model, key, EditorForm.of(in));
        // keeps the last preview on the page while a word is half typed
        if (!model.containsAttribute("shown")) answer.setHeader("HX-Reswap", "none");
        return "template-edit-live";
    }

    private String saveForm(
            String key, EditorForm form, String place, SignedIn me, Model model, RedirectAttributes next) {
        try {
            boolean kept = drafts.of(key)
                    .filter(draft -> draft.revision() == form.revision())
                    .filter(draft -> draft.files().equals(form.files()))
                    .isPresent();
            if (!kept) {
                drafts.save(key, form.files(), form.revision(), me.user());
                next.addFlashAttribute("saved", true);
            }
            return "redirect:/templates/" + key + place;
        } catch (DraftConflict meanwhile) {
            return formAgain(model, key, form, me);
        } catch (RequestRefused refused) {
            model.addAttribute("refusal", refused.getMessage());
            return formAgain(model, key, form, me);
        }
    }

    /** The form as it was sent, with the differences to the current draft. */
    private String formAgain(Model model, String key, EditorForm form, SignedIn me) {
        Optional<TemplateDraft> there = drafts.of(key);
        boolean gone = there.isEmpty();
        TemplateDraft draft = there.orElseGet(() ->
                templates.exists(key) ? drafts.begin(key, me.user()) : drafts.create(key, form.files(), me.user()));
        boolean same = draft.files().equals(form.files());
        if (draft.revision() != form.revision() && !same) {
            model.addAttribute("theirs", FileComparison.of(FileDiff.of(draft.files(), form.files())));
        }
        model.addAttribute("gone", gone);
        model.addAttribute("unsaved", !same);
        // a draft that was published or discarded has been replaced by a new one, which contains no other author's text
        return shown(model, key, same || gone ? form.over(draft.revision()) : form, draft);
    }

    private String shown(Model model, String key, EditorForm form, TemplateDraft draft) {
        editor.fill(model, key, form);
        editor.around(model, key, draft);
        return "template-edit";
    }
}
