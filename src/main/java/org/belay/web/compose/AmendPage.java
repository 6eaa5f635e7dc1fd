package org.belay.web.compose;

import java.util.HashMap;
import java.util.Map;
import org.belay.access.SignedIn;
import org.belay.correction.CorrectionProposals;
import org.belay.mailing.Mailings;
import org.belay.mailing.model.Draft;
import org.belay.mailing.model.Mailing;
import org.belay.mailing.model.MailingId;
import org.belay.platform.RequestRefused;
import org.belay.template.TemplateField;
import org.belay.template.TemplateVersion;
import org.belay.web.format.Formats;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Writes an amendment: the form of the notice with the values that are valid now. After a refusal it keeps what was typed. */
@Controller
class AmendPage {
    private static final String NOTE = "note";

    private final Mailings mailings;
    private final CorrectionProposals proposals;
    private final ComposeModel compose;
    private final Formats say;

    AmendPage(Mailings mailings, CorrectionProposals proposals, ComposeModel compose, Formats say) {
        this.mailings = mailings;
        this.proposals = proposals;
        this.compose = compose;
        this.say = say;
    }

    @GetMapping("/mailings/{id}/amend")
    String form(@PathVariable MailingId id, Model model) {
        Mailing mailing = mailings.get(id);
        return form(mailing, withoutStart(proposals.validDraft(mailing), mailing.template()), model);
    }

    @PostMapping("/mailings/{id}/amend")
    String propose(
            @PathVariable MailingId id,
            @RequestParam Map<String, String> in,
            @AuthenticationPrincipal SignedIn me,
            Model model) {
        Mailing mailing = mailings.get(id);
        TemplateVersion template = mailing.template();
        ParsedDraft typed = DraftInputs.read(in, template, say.zone());
        try {
            mailings.check(typed.draft()); // probes links, outside of a transaction
            proposals.amend(
                    id,
                    allFields(typed.draft().values(), template, false),
                    translations(typed.draft(), template),
                    in.getOrDefault(NOTE, ""),
                    new ComposeForm(in).answers(),
                    me.user());
            return "redirect:/mailings/" + id + "/correction";
        } catch (RequestRefused refused) {
            model.addAttribute("refused", refused.getMessage());
            var kept = new HashMap<>(withoutStart(proposals.validDraft(mailing), template));
            kept.keySet().removeIf(name -> name.startsWith("v.") || name.startsWith("t."));
            kept.putAll(in);
            return form(mailing, kept, model);
        }
    }

    private String form(Mailing mailing, Map<String, String> in, Model model) {
        model.addAttribute("m", mailing);
        compose.fill(model, mailing.template(), in, true);
        return "amend";
    }

    private Map<String, String> withoutStart(Draft draft, TemplateVersion template) {
        return DraftInputs.inputs(draft.withoutSendAt(), template, say.zone());
    }

    /** A field that was emptied in the form has an empty value, not its old one. */
    private static Map<String, String> allFields(
            Map<String, String> typed, TemplateVersion template, boolean onlyTranslated) {
        var all = new HashMap<String, String>();
        template.fields().stream()
                .filter(field -> !field.correction() && (!onlyTranslated || field.translated()))
                .map(TemplateField::name)
                .forEach(field -> all.put(field, typed.getOrDefault(field, "")));
        return all;
    }

    private static Map<String, Map<String, String>> translations(Draft typed, TemplateVersion template) {
        var all = new HashMap<String, Map<String, String>>();
        template.languages().stream()
                .skip(1)
                .forEach(language -> all.put(
                        language, allFields(typed.translations().getOrDefault(language, Map.of()), template, true)));
        return all;
    }
}
