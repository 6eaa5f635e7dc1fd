package org.belay.web.mailing;

import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.belay.access.Role;
import org.belay.access.SignedIn;
import org.belay.access.User;
import org.belay.audit.AuditEntry;
import org.belay.audit.AuditLog;
import org.belay.correction.Correction;
import org.belay.correction.Corrections;
import org.belay.delivery.DeliveryState;
import org.belay.delivery.DispatchKind;
import org.belay.mailing.MailingApprovals;
import org.belay.mailing.MailingReport;
import org.belay.mailing.MailingSubmissions;
import org.belay.mailing.Mailings;
import org.belay.mailing.model.Mailing;
import org.belay.mailing.model.MailingId;
import org.belay.mailing.model.MailingStatus;
import org.belay.platform.ObjectNotFound;
import org.belay.web.format.AccountNames;
import org.belay.web.format.Formats;
import org.belay.web.sending.ActiveMailings;
import org.belay.web.sending.LiveCounts;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** The page of one mailing: status, timeline and people. */
@Controller
class MailingPage {
    static final int PAGE = 50;
    private static final int LATEST = 12;

    private final Mailings mailings;
    private final MailingSubmissions submissions;
    private final MailingApprovals approvals;
    private final MailingReport report;
    private final Corrections corrections;
    private final ProposedCorrectionPage proposed;
    private final AuditLog audit;
    private final AccountNames people;
    private final ActiveMailings goingOut;
    private final Formats say;

    MailingPage(
            Mailings mailings,
            MailingSubmissions submissions,
            MailingApprovals approvals,
            MailingReport report,
            Corrections corrections,
            ProposedCorrectionPage proposed,
            AuditLog audit,
            AccountNames people,
            ActiveMailings goingOut,
            Formats say) {
        this.mailings = mailings;
        this.submissions = submissions;
        this.approvals = approvals;
        this.report = report;
        this.corrections = corrections;
        this.proposed = proposed;
        this.audit = audit;
        this.people = people;
        this.goingOut = goingOut;
        this.say = say;
    }

    /** An audit entry of the timeline, and the name of its actor. */
    public record TimelineStep(AuditEntry entry, String by) {}

    @GetMapping("/mailings/{id}")
    String show(@PathVariable MailingId id, @AuthenticationPrincipal SignedIn me, Model model) {
        fill(id, "", me, model);
        model.addAttribute("notices", report.variants(id, DispatchKind.NOTICE));
        model.addAttribute("corrections", report.variants(id, DispatchKind.CORRECTION));
        proposed.fill(id, me, model);
        addPermissions(mailings.get(id), me.user(), model);
        return "mailing";
    }

    /**
     * The live part of the page.
     *
     * @param shown state for which the page was rendered; after a change the whole page is loaded again, because its buttons differ
     */
    @GetMapping("/mailings/{id}/live")
    String live(
            @PathVariable MailingId id,
            @RequestParam String shown,
            @AuthenticationPrincipal SignedIn me,
            Model model,
            HttpServletResponse response) {
        LiveCounts live = fill(id, "", me, model);
        if (!live.state().equals(shown)) {
            response.setHeader("HX-Refresh", "true");
        }
        model.addAttribute("fragment", true);
        return "mailing-live";
    }

    /** @param page of the mailing: "" or "/take-back" */
    LiveCounts fill(MailingId id, String page, SignedIn me, Model model) {
        // read before the mailing, so that a finished correction always comes with the state CORRECTED
        Optional<Correction> correction = corrections.of(id);
        MailingStatus status = report.status(id);
        boolean taken = correction.isPresent();
        LiveCounts live = LiveCounts.of(status, taken);
        model.addAttribute("m", status.mailing());
        model.addAttribute("live", live);
        model.addAttribute("mine", goingOut.mine(me.user(), List.of(live)));
        model.addAttribute("helm", goingOut.bar(me.user(), "/mailings/" + id + page, live));
        correction.ifPresent(c -> model.addAttribute("correction", c));
        model.addAttribute("steps", steps(id));
        model.addAttribute("latest", report.latest(id, taken ? DispatchKind.CORRECTION : DispatchKind.NOTICE, LATEST));
        return live;
    }

    @GetMapping("/mailings/{id}/people")
    String people(
            @PathVariable MailingId id,
            @RequestParam(defaultValue = "notice") String kind,
            @RequestParam(defaultValue = "") String state,
            @RequestParam(defaultValue = "1") int page,
            @AuthenticationPrincipal SignedIn me,
            Model model) {
        DispatchKind dispatch = kind(kind);
        Optional<DeliveryState> wanted = state(state);
        int from = (Math.max(1, page) - 1) * PAGE;
        LiveCounts live = LiveCounts.of(report.status(id));
        model.addAttribute("m", live.status().mailing());
        model.addAttribute("live", live);
        model.addAttribute("helm", goingOut.bar(me.user(), "/mailings/" + id + "/people", live));
        model.addAttribute("kind", kind.toLowerCase(Locale.ROOT));
        model.addAttribute("state", state.toLowerCase(Locale.ROOT));
        model.addAttribute("rows", report.deliveries(id, dispatch, wanted, from, PAGE));
        model.addAttribute("from", from);
        model.addAttribute("page", Math.max(1, page));
        return "mailing-people";
    }

    private List<TimelineStep> steps(MailingId id) {
        return audit.entriesAbout(id.toString()).stream()
                .map(e -> new TimelineStep(e, people.nameOf(e.actor())))
                .toList();
    }

    private void addPermissions(Mailing mailing, User me, Model model) {
        model.addAttribute("mayWithdraw", submissions.mayWithdraw(mailing.id(), me));
        model.addAttribute("timePast", say.isPast(mailing.draft().sendAt()));
        boolean hand = me.is(Role.AUTHOR) || me.is(Role.APPROVER);
        model.addAttribute("mayAct", hand);
        model.addAttribute("mayEdit", me.is(Role.AUTHOR));
        model.addAttribute(
                "mayReview",
                me.is(Role.APPROVER)
                        && approvals.whyMayNotApprove(mailing.id(), me).isEmpty());
    }

    static DispatchKind kind(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "notice" -> DispatchKind.NOTICE;
            case "correction" -> DispatchKind.CORRECTION;
            default ->
                throw new ObjectNotFound("A mailing has a notice and a correction; there is no \"" + word + "\".");
        };
    }

    private static Optional<DeliveryState> state(String word) {
        if (word.isBlank()) {
            return Optional.empty();
        }
        try {
            return Optional.of(DeliveryState.valueOf(word.toUpperCase(Locale.ROOT)));
        } catch (IllegalArgumentException e) {
            throw new ObjectNotFound("There is no delivery state \"" + word + "\".");
        }
    }
}
