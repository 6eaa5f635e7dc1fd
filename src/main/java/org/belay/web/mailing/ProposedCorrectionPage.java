package org.belay.web.mailing;

import java.util.Optional;
import org.belay.access.SignedIn;
import org.belay.correction.CorrectionProposal;
import org.belay.correction.CorrectionProposals;
import org.belay.correction.Corrections;
import org.belay.mailing.MailingReport;
import org.belay.mailing.Mailings;
import org.belay.mailing.SendingControl;
import org.belay.mailing.model.MailingId;
import org.belay.mailing.model.VariantText;
import org.belay.platform.ObjectNotFound;
import org.belay.web.format.FramedMail;
import org.belay.web.text.Messages;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** A correction that waits for a second person: its texts, and the decision that sends it. */
@Controller
class ProposedCorrectionPage {
    private final Mailings mailings;
    private final CorrectionProposals proposals;
    private final Corrections corrections;
    private final SendingControl sending;
    private final MailingReport report;
    private final Messages messages;

    ProposedCorrectionPage(
            Mailings mailings,
            CorrectionProposals proposals,
            Corrections corrections,
            SendingControl sending,
            MailingReport report,
            Messages messages) {
        this.mailings = mailings;
        this.proposals = proposals;
        this.corrections = corrections;
        this.sending = sending;
        this.report = report;
        this.messages = messages;
    }

    @GetMapping("/mailings/{id}/correction")
    String show(@PathVariable MailingId id, @AuthenticationPrincipal SignedIn me, Model model) {
        Optional<CorrectionProposal> waiting = proposals.open(id);
        if (waiting.isEmpty()) {
            return MailingActions.redirectTo(id);
        }
        model.addAttribute("m", mailings.get(id));
        model.addAttribute("proposal", waiting.get());
        model.addAttribute("variants", report.variants(waiting.get().dispatch()));
        model.addAttribute("status", report.status(id));
        proposals.whyMayNotApprove(id, me.user()).ifPresent(why -> model.addAttribute("whyNot", why));
        model.addAttribute("mayWithdraw", sending.mayTakeBack(id, me.user()));
        return "correction";
    }

    @GetMapping("/mailings/{id}/correction/mail/{variant}")
    ResponseEntity<byte[]> mail(
            @PathVariable MailingId id,
            @PathVariable int variant,
            @RequestParam(defaultValue = "light") String scheme) {
        VariantText text = proposals.open(id).map(CorrectionProposal::dispatch).map(report::variants).stream()
                .flatMap(texts -> texts.stream())
                .filter(one -> one.number() == variant)
                .findFirst()
                .orElseThrow(() -> new ObjectNotFound(messages.text("mailing.no-variant", id.toString(), variant)));
        return FramedMail.of(text.html(), FramedMail.Scheme.of(scheme));
    }

    @PostMapping("/mailings/{id}/correction/approve")
    String approve(@PathVariable MailingId id, @RequestParam String digest, @AuthenticationPrincipal SignedIn me) {
        proposals.approve(id, digest, me.user());
        return MailingActions.redirectTo(id);
    }

    @PostMapping("/mailings/{id}/correction/withdraw")
    String withdraw(@PathVariable MailingId id, @AuthenticationPrincipal SignedIn me) {
        proposals.withdraw(id, me.user());
        return MailingActions.redirectTo(id);
    }

    @PostMapping("/mailings/{id}/reinstate")
    String reinstate(
            @PathVariable MailingId id,
            @RequestParam(defaultValue = "") String note,
            @AuthenticationPrincipal SignedIn me) {
        proposals.reinstate(id, note, me.user());
        return "redirect:/mailings/" + id + "/correction";
    }

    /** What the page of the mailing shows of its corrections. */
    void fill(MailingId id, SignedIn me, Model model) {
        model.addAttribute("chain", corrections.all(id));
        model.addAttribute("withdrawn", corrections.isWithdrawn(id));
        model.addAttribute("mayCorrect", sending.mayTakeBack(id, me.user()));
        proposals.open(id).ifPresent(waiting -> model.addAttribute("proposal", waiting));
    }
}
