package org.belay.web.mailing;

import org.belay.access.SignedIn;
import org.belay.correction.Corrections;
import org.belay.mailing.MailingReport;
import org.belay.mailing.SendingControl;
import org.belay.mailing.model.MailingId;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Takes a notice back: shows who has it and what they will read; afterwards the progress of the correction. */
@Controller
class TakeBackPage {
    private final SendingControl sending;
    private final MailingReport report;
    private final Corrections corrections;
    private final MailingPage page;

    TakeBackPage(SendingControl sending, MailingReport report, Corrections corrections, MailingPage page) {
        this.sending = sending;
        this.report = report;
        this.corrections = corrections;
        this.page = page;
    }

    @GetMapping("/mailings/{id}/take-back")
    String ask(@PathVariable MailingId id, @AuthenticationPrincipal SignedIn me, Model model) {
        page.fill(id, "/take-back", me, model);
        if (corrections.isWithdrawn(id)) {
            return "takeback-done";
        }
        model.addAttribute("variants", report.preparedWithdrawal(id));
        model.addAttribute("mayTakeBack", sending.mayTakeBack(id, me.user()));
        return "takeback";
    }

    /** The live part of both pages, loaded every second. */
    @GetMapping("/mailings/{id}/take-back/live")
    String live(@PathVariable MailingId id, @AuthenticationPrincipal SignedIn me, Model model) {
        page.fill(id, "/take-back", me, model);
        model.addAttribute("fragment", true);
        model.addAttribute("button", sending.mayTakeBack(id, me.user()));
        // one look-up per request: a correction ordered meanwhile is shown by the next request
        return corrections.isWithdrawn(id) ? "takeback-done-live" : "takeback-live";
    }

    @PostMapping("/mailings/{id}/take-back")
    String takeBack(@PathVariable MailingId id, @RequestParam String reason, @AuthenticationPrincipal SignedIn me) {
        corrections.order(id, reason, me.user());
        return "redirect:/mailings/" + id + "/take-back";
    }
}
