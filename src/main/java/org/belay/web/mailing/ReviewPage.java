package org.belay.web.mailing;

import java.util.List;
import java.util.Optional;
import org.belay.access.Role;
import org.belay.access.SignedIn;
import org.belay.audience.Audiences;
import org.belay.audience.SnapshotId;
import org.belay.mailing.MailingApprovals;
import org.belay.mailing.MailingReport;
import org.belay.mailing.MailingReviews;
import org.belay.mailing.Mailings;
import org.belay.mailing.model.Mailing;
import org.belay.mailing.model.MailingId;
import org.belay.mailing.model.MailingReview;
import org.belay.mailing.model.MailingState;
import org.belay.web.format.Formats;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** The review page: every frozen text of notice and correction, the audience, and the results of the checks. */
@Controller
class ReviewPage {
    private final Mailings mailings;
    private final MailingApprovals approvals;
    private final MailingReport report;
    private final Audiences audiences;
    private final MailingReviews reviews;
    private final Formats say;

    ReviewPage(
            Mailings mailings,
            MailingApprovals approvals,
            MailingReport report,
            Audiences audiences,
            MailingReviews reviews,
            Formats say) {
        this.mailings = mailings;
        this.approvals = approvals;
        this.report = report;
        this.audiences = audiences;
        this.reviews = reviews;
        this.say = say;
    }

    /** @param share of the largest group, as an SVG length */
    public record GroupShare(String value, long people, String share) {}

    @GetMapping("/mailings/{id}/review")
    String review(@PathVariable MailingId id, @AuthenticationPrincipal SignedIn me, Model model) {
        Mailing mailing = mailings.get(id);
        if (mailing.snapshot().isEmpty()) {
            return MailingActions.redirectTo(id);
        }
        MailingReview review = reviews.of(id);
        SnapshotId snapshot = review.snapshot().id();
        model.addAttribute("m", review.mailing());
        model.addAttribute("snapshot", review.snapshot());
        model.addAttribute("digest", review.digest());
        model.addAttribute("sender", review.sender());
        model.addAttribute("answersTo", review.answersTo());
        model.addAttribute("notices", review.notices());
        model.addAttribute("corrections", review.corrections());
        model.addAttribute("placeholders", review.placeholders());
        model.addAttribute("departments", shares(snapshot, "department"));
        model.addAttribute("countries", shares(snapshot, "country"));
        model.addAttribute("languages", shares(snapshot, "language"));
        model.addAttribute("findings", mailings.check(id));
        model.addAttribute("leftOut", report.status(id).willBeLeftOut());
        report.forecast(id).ifPresent(forecast -> model.addAttribute("forecast", forecast));
        boolean open = mailing.state() == MailingState.IN_REVIEW;
        model.addAttribute("open", open);
        model.addAttribute("timePast", open && say.isPast(mailing.draft().sendAt()));
        boolean approver = open && me.user().is(Role.APPROVER);
        Optional<String> whyNot = approver ? approvals.whyMayNotApprove(id, me.user()) : Optional.empty();
        if (approver) {
            approvals.actingFor(id, me.user()).ifPresent(absent -> model.addAttribute("actingFor", absent));
        }
        model.addAttribute("mayApprove", approver && whyNot.isEmpty());
        whyNot.ifPresent(why -> model.addAttribute("whyNot", why));
        return "review";
    }

    private List<GroupShare> shares(SnapshotId snapshot, String attribute) {
        var counts = audiences.valueCounts(snapshot, attribute);
        long most = counts.stream().mapToLong(c -> c.people()).max().orElse(1);
        return counts.stream()
                .map(c -> new GroupShare(c.value(), c.people(), 100.0 * c.people() / most + "%"))
                .toList();
    }
}
