package org.belay.web.mailing;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.belay.access.SignedIn;
import org.belay.mailing.MailingApprovals;
import org.belay.mailing.MailingDrafts;
import org.belay.mailing.MailingSubmissions;
import org.belay.mailing.Mailings;
import org.belay.mailing.OpenedTexts;
import org.belay.mailing.SendingControl;
import org.belay.mailing.model.MailingId;
import org.belay.platform.RequestRefused;
import org.belay.platform.text.TypedNumber;
import org.belay.template.DateValue;
import org.belay.web.text.Messages;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The actions on a mailing. Each one returns to the mailing's page, which shows a refusal. */
@Controller
public class MailingActions {
    private final Mailings mailings;
    private final SendingControl sending;
    private final MailingApprovals approvals;
    private final MailingSubmissions submissions;
    private final MailingDrafts drafts;
    private final OpenedTexts opened;
    private final Messages messages;

    MailingActions(
            Mailings mailings,
            SendingControl sending,
            MailingApprovals approvals,
            MailingSubmissions submissions,
            MailingDrafts drafts,
            OpenedTexts opened,
            Messages messages) {
        this.mailings = mailings;
        this.sending = sending;
        this.approvals = approvals;
        this.submissions = submissions;
        this.drafts = drafts;
        this.opened = opened;
        this.messages = messages;
    }

    @PostMapping("/mailings/{id}/submit")
    String submit(@PathVariable MailingId id, @AuthenticationPrincipal SignedIn me) {
        mailings.probeLinks(id);
        submissions.submit(id, Map.of(), me.user());
        return redirectTo(id);
    }

    @PostMapping("/mailings/{id}/approve")
    String approve(
            @PathVariable MailingId id,
            @RequestParam String count,
            @RequestParam(defaultValue = "") String digest,
            @RequestParam Optional<String> actingFor,
            @AuthenticationPrincipal SignedIn me) {
        long typed = people(count);
        // approve() refuses a stale page with a reason of its own, so only a current page is asked for its opened texts
        if (approvals.isInReview(id, digest)) opened.requireAllOpened(id, me.user());
        approvals.approve(id, typed, digest, actingFor, me.user());
        return redirectTo(id);
    }

    @PostMapping("/mailings/{id}/return")
    String sendBack(@PathVariable MailingId id, @RequestParam String reason, @AuthenticationPrincipal SignedIn me) {
        submissions.returnToAuthor(id, reason, me.user());
        return redirectTo(id);
    }

    @PostMapping("/mailings/{id}/withdraw")
    String withdraw(@PathVariable MailingId id, @AuthenticationPrincipal SignedIn me) {
        submissions.withdraw(id, me.user());
        return "redirect:/mailings/" + id + "/edit";
    }

    @PostMapping("/mailings/{id}/copy")
    String copy(@PathVariable MailingId id, @AuthenticationPrincipal SignedIn me) {
        return "redirect:/mailings/" + drafts.copy(id, me.user()).id() + "/edit";
    }

    @PostMapping("/mailings/{id}/schedule")
    String schedule(@PathVariable MailingId id, @AuthenticationPrincipal SignedIn me) {
        sending.schedule(id, me.user());
        return redirectTo(id);
    }

    /** The page that asks for the new time; it does not refresh while a person types. */
    @GetMapping("/mailings/{id}/reschedule")
    String askTime(@PathVariable MailingId id, Model model) {
        model.addAttribute("m", mailings.get(id));
        return "mailing-time";
    }

    @PostMapping("/mailings/{id}/reschedule")
    String reschedule(
            @PathVariable MailingId id,
            @RequestParam String at,
            @RequestParam String zone,
            @AuthenticationPrincipal SignedIn me) {
        submissions.reschedule(id, time(at, zone), me.user());
        return redirectTo(id);
    }

    /** Asks for confirmation, because cancelling cannot be undone. */
    @GetMapping("/mailings/{id}/cancel")
    String askCancel(@PathVariable MailingId id, Model model) {
        model.addAttribute("m", mailings.get(id));
        return "mailing-cancel";
    }

    @PostMapping("/mailings/{id}/cancel")
    String cancel(@PathVariable MailingId id, @AuthenticationPrincipal SignedIn me) {
        sending.cancel(id, me.user());
        return redirectTo(id);
    }

    @PostMapping("/mailings/{id}/stop")
    String stop(@PathVariable MailingId id, @AuthenticationPrincipal SignedIn me) {
        sending.stop(id, me.user());
        return redirectTo(id);
    }

    @PostMapping("/mailings/{id}/resume")
    String resume(@PathVariable MailingId id, @AuthenticationPrincipal SignedIn me) {
        sending.resume(id, me.user());
        return redirectTo(id);
    }

    public static String redirectTo(MailingId id) {
        return "redirect:/mailings/" + id;
    }

    private long people(String typed) {
        return TypedNumber.read(typed)
                .orElseThrow(() -> new RequestRefused(messages.text("mailing.wrong-count", typed.strip())));
    }

    private ZonedDateTime time(String local, String zone) {
        ZoneId chosen;
        try {
            chosen = ZoneId.of(zone.strip());
        } catch (DateTimeException e) {
            throw new RequestRefused(messages.text("mailing.unknown-zone", zone));
        }
        try {
            return DateValue.moment(local, chosen);
        } catch (DateTimeException e) {
            throw new RequestRefused(messages.text(
                    "mailing.wrong-time", local, Objects.requireNonNullElse(e.getMessage(), e.toString())));
        }
    }
}
