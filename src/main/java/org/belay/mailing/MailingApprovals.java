package org.belay.mailing;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.belay.access.RightsConfirmation;
import org.belay.access.Role;
import org.belay.access.User;
import org.belay.audience.AudienceSnapshot;
import org.belay.audience.Audiences;
import org.belay.audit.AuditLog;
import org.belay.audit.RefusalRecorder;
import org.belay.mailing.freeze.ApprovalDigest;
import org.belay.mailing.model.Mailing;
import org.belay.mailing.model.MailingId;
import org.belay.mailing.model.MailingReview;
import org.belay.mailing.model.MailingState;
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
    private final ApprovalDigest approvalDigest;
    private final RightsConfirmation rights;
    private final RefusalRecorder refusals;
    private final Audiences audiences;
    private final AuditLog audit;

    MailingApprovals(
            MailingStates states,
            MailingGuard guard,
            Mailings mailings,
            MailingWriters writers,
            ApprovalDigest approvalDigest,
            RightsConfirmation rights,
            RefusalRecorder refusals,
            Audiences audiences,
            AuditLog audit) {
        this.states = states;
        this.guard = guard;
        this.mailings = mailings;
        this.writers = writers;
        this.approvalDigest = approvalDigest;
        this.rights = rights;
        this.refusals = refusals;
        this.audiences = audiences;
        this.audit = audit;
    }

    /**
     * Approves exactly what was frozen.
     *
     * @param people number of people that the approver expects
     * @param digest digest of what the approver was shown ({@link MailingReview#digest}), so that a page that was opened before the mailing was
     *     returned and submitted again cannot approve it
     */
    public Mailing approve(MailingId id, long people, String digest, User by) {
        try {
            return consent(id, people, digest, by);
        } catch (RequestRefused refused) {
            refusals.recordKnown(by.address(), "approve-refused", id.toString(), refused.getMessage());
            throw refused;
        }
    }

    private Mailing consent(MailingId id, long people, String digest, User by) {
        MailingGuard.require(by, Role.APPROVER, "approve a mailing");
        MailingRow row = guard.lock(id);
        if (row.state() != MailingState.IN_REVIEW) {
            throw guard.refusal(id, "approved", "Only a mailing in review can be approved.");
        }
        whyMayNotApprove(id, by).ifPresent(why -> {
            throw new RequestRefused(id + " was not approved: " + why);
        });
        String now = approvalDigest.of(row);
        if (!matches(digest, now)) {
            throw new RequestRefused(
                    "%s was not approved: what you were shown (digest %s) is not what is in review now. The mailing was changed and submitted again after you opened it, or Belay's settings changed. Review it again."
                            .formatted(id, abbreviated(digest)));
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
        states.approve(id, by, people, now, ApprovalDigest.FORMAT);
        audit.record(by.address(), "approve", id.toString(), Map.of("people", Long.toString(people), "sha256", now));
        return mailings.get(id);
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
    public boolean isInReview(MailingId id, String digest) {
        MailingRow row = guard.find(id);
        return row.state() == MailingState.IN_REVIEW && matches(digest, approvalDigest.of(row));
    }

    private static boolean matches(String typed, String digest) {
        return digest.equals(typed.strip().toLowerCase(Locale.ROOT));
    }

    /** Why this approver may not approve this mailing, worded to follow "was not approved:"; empty if they may. */
    @Transactional(readOnly = true)
    public Optional<String> whyMayNotApprove(MailingId id, User by) {
        return writers.whyMayNotApprove(id, by)
                .or(() -> rights.pendingRights(by.id()).map(waiting -> waiting.explanation(by)));
    }

    private static String abbreviated(String digest) {
        String hex = digest.strip().replaceAll("[^0-9A-Fa-f]", "?");
        return hex.length() <= 16 ? hex : hex.substring(0, 16) + "…";
    }
}
