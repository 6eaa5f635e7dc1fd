package org.belay.web.compose;

import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.belay.access.SignedIn;
import org.belay.mailing.MailingDrafts;
import org.belay.mailing.Mailings;
import org.belay.mailing.model.Mailing;
import org.belay.mailing.model.MailingConflict;
import org.belay.mailing.model.MailingId;
import org.belay.platform.RequestRefused;
import org.belay.template.versions.Templates;
import org.belay.web.format.Formats;
import org.belay.web.text.Messages;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Saves a mailing's form while a person writes. */
@RestController
class AutosaveRoute {
    private final Mailings mailings;
    private final MailingDrafts drafts;
    private final Templates templates;
    private final Formats say;
    private final Messages messages;

    AutosaveRoute(Mailings mailings, MailingDrafts drafts, Templates templates, Formats say, Messages messages) {
        this.mailings = mailings;
        this.drafts = drafts;
        this.templates = templates;
        this.say = say;
        this.messages = messages;
    }

    /**
     * Result of a save.
     *
     * @param state "saved", or "refused" or "conflict" with nothing written
     * @param said text for the author
     */
    record SaveResult(String state, String id, int revision, String said) {}

    /** The first save creates the mailing. */
    @PostMapping("/mailings/autosave")
    ResponseEntity<SaveResult> begin(@RequestParam Map<String, String> in, @AuthenticationPrincipal SignedIn me) {
        var form = new ComposeForm(in);
        return json(saveResult(form, form.template(), typed -> {
            UUID number = form.begun().orElseThrow(() -> new RequestRefused(messages.text("compose.form-without-id")));
            Mailing made = drafts.begin(number, typed.draft(), form.answers(), me.user());
            return drafts.save(made.id(), typed.draft(), form.answers(), ComposeForm.FIRST_REVISION, me.user());
        }));
    }

    @PostMapping("/mailings/{id}/autosave")
    ResponseEntity<SaveResult> save(
            @PathVariable MailingId id, @RequestParam Map<String, String> in, @AuthenticationPrincipal SignedIn me) {
        var form = new ComposeForm(in);
        String template = mailings.get(id).draft().template();
        return json(saveResult(
                form, template, typed -> drafts.save(id, typed.draft(), form.answers(), form.revision(), me.user())));
    }

    /** The current CSRF token, for a page whose session ended and whose user signed in again in another tab. */
    @GetMapping(value = "/form-token", produces = "text/plain")
    String formToken(CsrfToken token) {
        return token.getToken();
    }

    /** JSON whatever the {@code Accept} header says: the script reads nothing else. */
    private static ResponseEntity<SaveResult> json(SaveResult kept) {
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(kept);
    }

    private interface DraftSave {
        Mailing of(ParsedDraft typed);
    }

    private SaveResult saveResult(ComposeForm form, String template, DraftSave saving) {
        ParsedDraft typed = DraftInputs.read(form.in(), templates.latest(template), say.zone());
        if (!typed.readable()) {
            return new SaveResult("refused", "", 0, typed.reasons(messages));
        }
        try {
            Mailing mailing = saving.of(typed);
            return new SaveResult(
                    "saved",
                    mailing.id().toString(),
                    mailing.revision(),
                    messages.text("compose.saved-at", say.clock(Duration.ZERO)));
        } catch (MailingConflict conflict) {
            return new SaveResult("conflict", conflict.current().id().toString(), 0, conflict.getMessage());
        } catch (RequestRefused refused) {
            return new SaveResult("refused", "", 0, refused.getMessage());
        }
    }
}
