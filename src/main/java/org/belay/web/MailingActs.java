package org.belay.web;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Map;
import org.belay.access.SignedIn;
import org.belay.mailing.MailingDrafts;
import org.belay.mailing.MailingId;
import org.belay.mailing.Mailings;
import org.belay.mailing.OpenedTexts;
import org.belay.platform.Refused;
import org.belay.template.DateValue;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The buttons of a mailing. Each does one thing and shows the mailing again; what was refused is said there. */
@Controller
class MailingActs {
    private final Mailings mailings;
    private final MailingDrafts drafts;
    private final OpenedTexts opened;

    MailingActs(Mailings mailings, MailingDrafts drafts, OpenedTexts opened) {
        this.mailings = mailings;
        this.drafts = drafts;
        this.opened = opened;
    }

    @PostMapping("/mailings/{id}/submit")
    String submit(@PathVariable MailingId id, @AuthenticationPrincipal SignedIn me) {
        mailings.askLinks(id);
        mailings.submit(id, Map.of(), me.user());
        return shown(id);
    }

    @PostMapping("/mailings/{id}/approve")
    String approve(
            @PathVariable MailingId id,
            @RequestParam String count,
            @RequestParam(defaultValue = "") String digest,
            @AuthenticationPrincipal SignedIn me) {
        long typed = people(count);
        // what a stale page showed is refused as that below
        if (mailings.isInReview(id, digest)) opened.refuseUnlessAll(id, me.user());
        mailings.approve(id, typed, digest, me.user());
        return shown(id);
    }

    @PostMapping("/mailings/{id}/return")
    String sendBack(@PathVariable MailingId id, @RequestParam String reason, @AuthenticationPrincipal SignedIn me) {
        mailings.sendBack(id, reason, me.user());
        return shown(id);
    }

    @PostMapping("/mailings/{id}/withdraw")
    String withdraw(@PathVariable MailingId id, @AuthenticationPrincipal SignedIn me) {
        drafts.withdraw(id, me.user());
        return "redirect:/mailings/" + id + "/edit";
    }

    @PostMapping("/mailings/{id}/copy")
    String copy(@PathVariable MailingId id, @AuthenticationPrincipal SignedIn me) {
        return "redirect:/mailings/" + drafts.copy(id, me.user()).id() + "/edit";
    }

    @PostMapping("/mailings/{id}/schedule")
    String schedule(@PathVariable MailingId id, @AuthenticationPrincipal SignedIn me) {
        mailings.schedule(id, me.user());
        return shown(id);
    }

    /** Asks for the time, on a page that does not change while it is filled in. */
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
        mailings.reschedule(id, time(at, zone), me.user());
        return shown(id);
    }

    /** A mailing ends with this, so it is asked about once. */
    @GetMapping("/mailings/{id}/cancel")
    String askCancel(@PathVariable MailingId id, Model model) {
        model.addAttribute("m", mailings.get(id));
        return "mailing-cancel";
    }

    @PostMapping("/mailings/{id}/cancel")
    String cancel(@PathVariable MailingId id, @AuthenticationPrincipal SignedIn me) {
        mailings.cancel(id, me.user());
        return shown(id);
    }

    @PostMapping("/mailings/{id}/stop")
    String stop(@PathVariable MailingId id, @AuthenticationPrincipal SignedIn me) {
        mailings.stop(id, me.user());
        return shown(id);
    }

    @PostMapping("/mailings/{id}/resume")
    String resume(@PathVariable MailingId id, @AuthenticationPrincipal SignedIn me) {
        mailings.resume(id, me.user());
        return shown(id);
    }

    static String shown(MailingId id) {
        return "redirect:/mailings/" + id;
    }

    /** As people type it: 2431, 2,431, 2.431 or 2 431. */
    static long people(String typed) {
        return TypedNumber.read(typed)
                .orElseThrow(() -> new Refused("\"" + typed.strip()
                        + "\" is not a number of people. Nothing was approved. Type it in digits, as 2,431."));
    }

    static ZonedDateTime time(String local, String zone) {
        ZoneId chosen;
        try {
            chosen = ZoneId.of(zone.strip());
        } catch (DateTimeException e) {
            throw new Refused(
                    "\"" + zone + "\" is not a time zone. Nothing was changed. Choose one like Europe/Berlin.");
        }
        try {
            return DateValue.moment(local, chosen);
        } catch (DateTimeException e) {
            throw new Refused("The time \"" + local + "\" " + e.getMessage() + ". Nothing was changed.");
        }
    }
}
