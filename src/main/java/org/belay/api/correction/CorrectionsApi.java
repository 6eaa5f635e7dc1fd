package org.belay.api.correction;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.belay.access.SignedIn;
import org.belay.api.DraftBody;
import org.belay.api.problem.UnusableRequest;
import org.belay.api.view.CorrectionView;
import org.belay.api.view.MailingView;
import org.belay.correction.Correction;
import org.belay.correction.CorrectionProposal;
import org.belay.correction.CorrectionProposals;
import org.belay.mailing.MailingReport;
import org.belay.mailing.model.MailingId;
import org.belay.platform.NearestName;
import org.belay.platform.ObjectNotFound;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Corrections that are written after the start: one person writes them, another approves and thereby orders them. */
@RestController
@RequestMapping("/api/v1/mailings/{id}")
class CorrectionsApi {

    private static final List<String> KNOWN = List.of("values", "note", "answers");

    private final CorrectionProposals proposals;
    private final MailingReport report;

    CorrectionsApi(CorrectionProposals proposals, MailingReport report) {
        this.proposals = proposals;
        this.report = report;
    }

    /** Writes an amendment: {@code values}, {@code values_de} … that change, {@code note}, {@code answers} to warnings. */
    @PostMapping("/amend")
    Map<String, Object> amend(
            @PathVariable("id") String id,
            @RequestBody Map<String, Object> body,
            @AuthenticationPrincipal SignedIn me) {
        requireKnown(body);
        return shown(proposals.amend(
                MailingId.parse(id),
                DraftBody.values(body),
                DraftBody.valueTranslations(body),
                word(body, "note"),
                answers(body),
                me.user()));
    }

    /** @param note what the writer adds for readers; may be absent */
    record ReinstateBody(Optional<String> note) {}

    @PostMapping("/reinstate")
    Map<String, Object> reinstate(
            @PathVariable("id") String id, @RequestBody ReinstateBody body, @AuthenticationPrincipal SignedIn me) {
        return shown(proposals.reinstate(MailingId.parse(id), body.note().orElse(""), me.user()));
    }

    /** What waits for a second person, and the digest that its approval names. */
    @GetMapping("/correction")
    Map<String, Object> waiting(@PathVariable("id") String id) {
        MailingId mailing = MailingId.parse(id);
        return shown(proposals
                .open(mailing)
                .orElseThrow(() -> new ObjectNotFound("No correction of " + mailing + " waits for approval.")));
    }

    /** @param digest digest of what the approver read, from {@code GET …/correction} */
    record CorrectionApproval(Optional<String> digest) {}

    @PostMapping("/correction/approve")
    Map<String, Object> approve(
            @PathVariable("id") String id, @RequestBody CorrectionApproval body, @AuthenticationPrincipal SignedIn me) {
        MailingId mailing = MailingId.parse(id);
        Correction ordered = proposals.approve(mailing, body.digest().orElse(""), me.user());
        return new LinkedHashMap<>(MailingView.of(report.status(mailing), Optional.of(ordered)));
    }

    @PostMapping("/correction/withdraw")
    Map<String, Object> withdraw(@PathVariable("id") String id, @AuthenticationPrincipal SignedIn me) {
        MailingId mailing = MailingId.parse(id);
        proposals.withdraw(mailing, me.user());
        return Map.of("mailing", mailing.toString());
    }

    private Map<String, Object> shown(CorrectionProposal proposal) {
        return CorrectionView.of(proposal, report.variants(proposal.dispatch()));
    }

    private static void requireKnown(Map<String, Object> body) {
        for (String key : body.keySet()) {
            if (!KNOWN.contains(key) && !key.matches("values_[A-Za-z-]{2,12}")) {
                String near = NearestName.to(key, KNOWN)
                        .map(word -> " Did you mean \"" + word + "\"?")
                        .orElse("");
                throw new UnusableRequest("An amendment has no \"" + key + "\"." + near + " Nothing was done.");
            }
        }
    }

    private static Map<String, String> answers(Map<String, Object> body) {
        var answers = new LinkedHashMap<String, String>();
        if (body.get("answers") instanceof Map<?, ?> given) {
            given.forEach((finding, text) -> answers.put(finding.toString(), String.valueOf(text)));
        }
        return answers;
    }

    private static String word(Map<String, Object> body, String key) {
        Object text = body.get(key);
        return text == null ? "" : text.toString();
    }
}
