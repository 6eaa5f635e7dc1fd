package org.belay.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.belay.access.SignedIn;
import org.belay.api.problem.UnusableRequest;
import org.belay.api.view.MailingView;
import org.belay.correction.Correction;
import org.belay.correction.Corrections;
import org.belay.mailing.MailingApprovals;
import org.belay.mailing.MailingDrafts;
import org.belay.mailing.MailingReport;
import org.belay.mailing.MailingSubmissions;
import org.belay.mailing.Mailings;
import org.belay.mailing.SendingControl;
import org.belay.mailing.model.Mailing;
import org.belay.mailing.model.MailingId;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Decisions about a mailing. Each answers with the status of the mailing afterwards. */
@RestController
@RequestMapping("/api/v1/mailings/{id}")
class DecisionsApi {
    private final Mailings mailings;
    private final SendingControl sending;
    private final MailingApprovals approvals;
    private final MailingSubmissions submissions;
    private final MailingReport report;
    private final Corrections corrections;
    private final MailingDrafts drafts;

    DecisionsApi(
            Mailings mailings,
            SendingControl sending,
            MailingApprovals approvals,
            MailingSubmissions submissions,
            MailingReport report,
            Corrections corrections,
            MailingDrafts drafts) {
        this.drafts = drafts;
        this.mailings = mailings;
        this.sending = sending;
        this.approvals = approvals;
        this.submissions = submissions;
        this.report = report;
        this.corrections = corrections;
    }

    /** @param answers answers to the warnings of the checks, by the id of the finding */
    record Submission(Map<String, String> answers) {}

    @PostMapping("/submit")
    Map<String, Object> submit(
            @PathVariable("id") String id, @RequestBody Submission body, @AuthenticationPrincipal SignedIn me) {
        Map<String, String> answers = body.answers() == null ? Map.of() : body.answers();
        MailingId mailing = MailingId.parse(id);
        mailings.probeLinks(mailing);
        return shown(submissions.submit(mailing, answers, me.user()));
    }

    /**
     * @param digest digest of what the approver read, from {@code GET …/review}
     * @param actingFor address of the absent approver, for a deputy who wants to be sure; absent: as the deputies are now
     */
    record ApprovalRequest(
            Long headCount,
            String digest,
            @JsonProperty("for") Optional<String> actingFor) {}

    @PostMapping("/approve")
    Map<String, Object> approve(
            @PathVariable("id") String id, @RequestBody ApprovalRequest body, @AuthenticationPrincipal SignedIn me) {
        if (body.headCount() == null) {
            throw new UnusableRequest(
                    "\"headCount\" is missing: the number of people you expect. Nothing was approved.");
        }
        if (body.digest() == null || body.digest().isBlank()) {
            throw new UnusableRequest("\"digest\" is missing: it names the content that you read. GET /api/v1/mailings/"
                    + id + "/review returns it. Nothing was approved.");
        }
        return shown(
                approvals.approve(MailingId.parse(id), body.headCount(), body.digest(), body.actingFor(), me.user()));
    }

    record DecisionReason(String reason) {
        String words() {
            return reason == null ? "" : reason;
        }
    }

    @PostMapping("/return")
    Map<String, Object> returnToAuthor(
            @PathVariable("id") String id, @RequestBody DecisionReason body, @AuthenticationPrincipal SignedIn me) {
        return shown(submissions.returnToAuthor(MailingId.parse(id), body.words(), me.user()));
    }

    /** Turns the mailing into a draft again, so that a writer can change it. */
    @PostMapping("/withdraw")
    Map<String, Object> withdraw(@PathVariable("id") String id, @AuthenticationPrincipal SignedIn me) {
        return shown(submissions.withdraw(MailingId.parse(id), me.user()));
    }

    /** Creates a draft with the content of the mailing. */
    @PostMapping("/copy")
    @ResponseStatus(HttpStatus.CREATED)
    Map<String, Object> copy(@PathVariable("id") String id, @AuthenticationPrincipal SignedIn me) {
        return shown(drafts.copy(MailingId.parse(id), me.user()));
    }

    @PostMapping("/schedule")
    Map<String, Object> schedule(@PathVariable("id") String id, @AuthenticationPrincipal SignedIn me) {
        return shown(sending.schedule(MailingId.parse(id), me.user()));
    }

    record NewStart(String send) {}

    @PostMapping("/reschedule")
    Map<String, Object> reschedule(
            @PathVariable("id") String id, @RequestBody NewStart body, @AuthenticationPrincipal SignedIn me) {
        String send = body.send() == null ? "" : body.send();
        return shown(submissions.reschedule(MailingId.parse(id), DraftBody.moment(send), me.user()));
    }

    @PostMapping("/cancel")
    Map<String, Object> cancel(@PathVariable("id") String id, @AuthenticationPrincipal SignedIn me) {
        return shown(sending.cancel(MailingId.parse(id), me.user()));
    }

    @PostMapping("/stop")
    Map<String, Object> stop(@PathVariable("id") String id, @AuthenticationPrincipal SignedIn me) {
        return shown(sending.stop(MailingId.parse(id), me.user()));
    }

    @PostMapping("/resume")
    Map<String, Object> resume(@PathVariable("id") String id, @AuthenticationPrincipal SignedIn me) {
        return shown(sending.resume(MailingId.parse(id), me.user()));
    }

    /** A repeated request returns the first order; {@code correction.first} tells which it was. */
    @PostMapping("/disregard")
    Map<String, Object> disregard(
            @PathVariable("id") String id, @RequestBody DecisionReason body, @AuthenticationPrincipal SignedIn me) {
        MailingId mailing = MailingId.parse(id);
        Correction correction = corrections.order(mailing, body.words(), me.user());
        return MailingView.of(report.status(mailing), Optional.of(correction));
    }

    private Map<String, Object> shown(Mailing mailing) {
        // read before the mailing: if the correction is done, the mailing is then CORRECTED
        Optional<Correction> correction = corrections.of(mailing.id());
        return new LinkedHashMap<>(MailingView.of(report.status(mailing.id()), correction));
    }
}
