package org.belay.mailing.model;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.belay.access.User;
import org.belay.audience.SnapshotId;
import org.belay.delivery.DispatchId;
import org.belay.template.TemplateVersion;

/**
 * One mailing: a notice, its correction, and the state of both.
 *
 * @param title subject of the notice
 * @param thread id of the mail thread that notice and correction share
 * @param people number of people: those of the snapshot once submitted, otherwise those of the audience now
 * @param notice the frozen notice, once submitted
 * @param correction the frozen correction, once submitted
 * @param answers answers to warnings, by the finding's id
 * @param approvals the approvals of what is frozen, first one first; a mailing in review may have one of the two that it needs
 * @param approvalsNeeded number of approvals that the policy asks for
 * @param startsAt when sending is to start; set once scheduled
 * @param movedFrom the earlier start, if new time zone rules moved it; the local time is the same
 * @param heldBecause why the mailing is HELD
 * @param revision increases with each change of the draft
 * @param newcomers number of people who joined the audience between submission and start; they do not get it
 * @param allStaff name of the audience marked ALL-STAFF to which it goes under this or another name; empty if to none
 * @param team the team that sees it; empty: everyone
 * @param returned why a reviewer returned it; empty once it is submitted again
 */
public record Mailing(
        MailingId id,
        MailingState state,
        String title,
        Draft draft,
        TemplateVersion template,
        UUID thread,
        long people,
        Optional<SnapshotId> snapshot,
        Optional<DispatchId> notice,
        Optional<DispatchId> correction,
        Map<String, String> answers,
        User author,
        List<Approval> approvals,
        int approvalsNeeded,
        Optional<Instant> startsAt,
        Optional<Instant> movedFrom,
        Optional<Instant> startedAt,
        Optional<Instant> endedAt,
        Optional<String> heldBecause,
        Instant createdAt,
        int revision,
        Optional<User> editedBy,
        Optional<Instant> editedAt,
        Optional<ReviewReturn> returned,
        Optional<String> allStaff,
        long newcomers,
        Optional<User.TeamId> team) {

    /** The approval with which it was approved; empty as long as one is missing. */
    public Optional<Approval> lastApproval() {
        return approvals.isEmpty() || approvals.size() < approvalsNeeded
                ? Optional.empty()
                : Optional.of(approvals.get(approvals.size() - 1));
    }
}
