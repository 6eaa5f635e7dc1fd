package org.belay.mailing;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.belay.access.RightsConfirmation;
import org.belay.access.Role;
import org.belay.access.User;
import org.belay.access.UserId;
import org.belay.access.Users;
import org.belay.audience.AudienceSnapshot;
import org.belay.audience.Audiences;
import org.belay.audit.AuditLog;
import org.belay.audit.RefusalRecorder;
import org.belay.mailing.freeze.ApprovalDigest;
import org.belay.mailing.model.Mailing;
import org.belay.mailing.model.MailingId;
import org.belay.mailing.model.MailingReview;
import org.belay.mailing.model.MailingState;
import org.belay.mailing.store.ApprovalNeeds;
import org.belay.mailing.store.ApprovalStore;
import org.belay.mailing.store.ApprovalStore.ApprovalRow;
import org.belay.mailing.store.MailingRow;
import org.belay.mailing.store.MailingStates;
import org.belay.mailing.store.MailingWriters;
import org.belay.platform.RequestRefused;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Approvals: who may approve a mailing, and of exactly what. */
@Component
@Transactional
public class MailingApprovals {

    private final MailingStates states;
    private final MailingGuard guard;
    private final Mailings mailings;
    private final MailingWriters writers;
    private final ApprovalStore approvals;
    private final ApprovalNeeds needs;
    private final ApprovalValidity validity;
    private final DeputyRules deputies;
    private final Users users;
    private final ApprovalDigest digest;
    private final RightsConfirmation rights;
    private final RefusalRecorder refusals;
    private final Audiences audiences;
    private final AuditLog audit;

    MailingApprovals(
            MailingStates states,
            MailingGuard guard,
            Mailings mailings,
            MailingWriters writers,
            ApprovalStore approvals,
            ApprovalNeeds needs,
            ApprovalValidity validity,
            DeputyRules deputies,
            Users users,
            ApprovalDigest digest,
            RightsConfirmation rights,
            RefusalRecorder refusals,
            Audiences audiences,
            AuditLog audit) {
        this.states = states;
        this.guard = guard;
        this.mailings = mailings;
        this.writers = writers;
        this.approvals = approvals;
        this.needs = needs;
        this.validity = validity;
        this.deputies = deputies;
        this.users = users;
        this.digest = digest;
        this.rights = rights;
        this.refusals = refusals;
        this.audiences = audiences;
        this.audit = audit;
    }

    /**
     * Approves exactly what was frozen. The mailing is APPROVED with the last approval that the policy asks for; before that it stays in review.
     *
     * @param people number of people that the approver expects
     * @param shown digest of what the approver was shown ({@link MailingReview#digest}), so that a page that was opened before the mailing was
     *     returned and submitted again cannot approve it
     */
    public Mailing approve(MailingId id, long people, String shown, User by) {
        return approve(id, people, shown, Optional.empty(), by);
    }

    /**
     * As {@link #approve(MailingId, long, String, User)}, for the person whom the page named.
     *
     * @param actingFor address of the absent approver, or "" for the approver alone; empty: as the deputies are now
     */
    public Mailing approve(MailingId id, long people, String shown, Optional<String> actingFor, User by) {
        try {
            return consent(id, people, shown, actingFor, by);
        } catch (RequestRefused refused) {
            refusals.recordKnown(by.address(), "approve-refused", id.toString(), refused.getMessage());
            throw refused;
        }
    }

    private Mailing consent(MailingId id, long people, String shown, Optional<String> actingFor, User by) {
        MailingGuard.require(by, Role.APPROVER, "approve a mailing");
        MailingRow row = guard.lock(id);
        if (row.state() != MailingState.IN_REVIEW) {
            throw guard.refusal(id, "approved", "Only a mailing in review can be approved.");
        }
        whyMayNotApprove(id, by).ifPresent(why -> {
            throw new RequestRefused(id + " was not approved: " + why);
        });
        Optional<User> principal = deputies.principal(id, by);
        requireSame(id, actingFor, principal);
        String now = digest.of(row);
        if (!matches(shown, now)) {
            throw new RequestRefused(
                    "%s was not approved: what you were shown (digest %s) is not what is in review now. The mailing was changed and submitted again after you opened it, or Belay's settings changed. Review it again."
                            .formatted(id, abbreviated(shown)));
        }
        if (isPast(row)) {
            throw new RequestRefused(
                    "%s was not approved: its start, %s, is in the past. Set a new time first; it is then reviewed again."
                            .formatted(id, row.draft().sendAt().orElseThrow()));
        }
        AudienceSnapshot snapshot = audiences.snapshot(row.snapshot().orElseThrow());
        if (people != snapshot.people()) {
            throw new RequestRefused(
                    "%s was not approved: it goes to %,d people, but you typed %,d. Check the audience, then type its number of people."
                            .formatted(id, snapshot.people(), people));
        }
        Instant at = states.databaseTime();
        List<ApprovalRow> valid = valid(row, at);
        approvals.keepOnly(id, valid);
        int needed = needs.approvals(row);
        approvals.add(id, by, principal, at, people, now, ApprovalDigest.FORMAT);
        var detail = new LinkedHashMap<String, String>();
        detail.put("people", Long.toString(people));
        detail.put("sha256", now);
        detail.put("approval", (valid.size() + 1) + " of " + needed);
        principal.ifPresent(absent -> detail.put("for", absent.address()));
        audit.record(by.address(), "approve", id.toString(), detail);
        if (valid.size() + 1 >= needed) states.approve(id);
        return mailings.get(id);
    }

    /**
     * The approvals that count now. Not those that are too old, those of other content (a setting may have changed that the digest covers), and
     * those of approvers who could not approve any more: their account may have been disabled because another person used it.
     */
    private List<ApprovalRow> valid(MailingRow row, Instant now) {
        return approvals.of(row.id()).stream()
                .filter(given -> !validity.isOver(given, now) && mayStillApprove(row.id(), given.approver()))
                .filter(given -> given.actingFor()
                        .filter(principal -> !mayStillApprove(row.id(), principal))
                        .isEmpty())
                .filter(given -> digest.isOf(row, given))
                .toList();
    }

    private boolean mayStillApprove(MailingId id, UserId approver) {
        Users.UserAccount account = users.account(approver);
        return account.enabled()
                && account.user().is(Role.APPROVER)
                && rights.pendingRights(approver).isEmpty()
                && writers.whyMayNotApprove(id, account.user()).isEmpty();
    }

    /** A deputy's time may have begun or ended since the page was opened. */
    private static void requireSame(MailingId id, Optional<String> shown, Optional<User> principal) {
        String now = principal.map(User::address).orElse("");
        shown.map(String::strip).filter(one -> !one.equalsIgnoreCase(now)).ifPresent(one -> {
            throw new RequestRefused("%s was not approved: %s. Open the review again."
                    .formatted(
                            id,
                            now.isEmpty()
                                    ? "it is not for the person whom the page named, because you are no deputy any more"
                                    : "you are now the deputy of " + now));
        });
    }

    /** The absent approver for whom this approver would approve the mailing now. */
    @Transactional(readOnly = true)
    public Optional<User> actingFor(MailingId id, User by) {
        return deputies.principal(id, by);
    }

    /** Compares with the database's clock, like every decision about a start. */
    private boolean isPast(MailingRow row) {
        return row.draft()
                .sendAt()
                .filter(at -> at.toInstant().isBefore(states.databaseTime()))
                .isPresent();
    }

    /** Whether the mailing is in review and this is its digest. */
    @Transactional(readOnly = true)
    public boolean isInReview(MailingId id, String shown) {
        MailingRow row = guard.find(id);
        return row.state() == MailingState.IN_REVIEW && matches(shown, digest.of(row));
    }

    private static boolean matches(String typed, String exact) {
        return exact.equals(typed.strip().toLowerCase(Locale.ROOT));
    }

    /** Why this approver may not approve this mailing, worded to follow "was not approved:"; empty if they may. */
    @Transactional(readOnly = true)
    public Optional<String> whyMayNotApprove(MailingId id, User by) {
        return writers.whyMayNotApprove(id, by)
                .or(() -> hasApproved(id, by))
                .or(() -> rights.pendingRights(by.id()).map(waiting -> waiting.explanation(by)));
    }

    /** Two accounts of one person give one approval, and so do an approver and their deputy. */
    private Optional<String> hasApproved(MailingId id, User by) {
        MailingRow row = guard.find(id);
        if (row.state() != MailingState.IN_REVIEW) return Optional.empty();
        List<ApprovalRow> valid = valid(row, states.databaseTime());
        // after the policy became more lenient, the same person completes the approval
        if (valid.size() >= needs.approvals(row)) return Optional.empty();
        return deputies.counted(id, valid, by);
    }

    private static String abbreviated(String shown) {
        String hex = shown.strip().replaceAll("[^0-9A-Fa-f]", "?");
        return hex.length() <= 16 ? hex : hex.substring(0, 16) + "…";
    }
}
