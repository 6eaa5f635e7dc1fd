package org.belay.mailing.store;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.belay.access.User;
import org.belay.access.UserId;
import org.belay.audience.SnapshotId;
import org.belay.delivery.DispatchId;
import org.belay.mailing.model.Draft;
import org.belay.mailing.model.MailingId;
import org.belay.mailing.model.MailingState;

/**
 * One row of the table {@code mailing}; {@link MailingAssembler} adds users, template and counts.
 *
 * @param correction the correction that was ordered last; before any, the prepared withdrawal
 * @param disregard the withdrawal that was approved with the notice and is not used yet
 * @param allStaff name of the audience marked ALL-STAFF of which it had half or more of the people when it was submitted
 * @param sendAt the start as the author wrote it, before any change of time zone rules
 */
public record MailingRow(
        MailingId id,
        MailingState state,
        String title,
        Draft draft,
        Optional<String> sendAt,
        long templateVersion,
        UUID thread,
        Optional<SnapshotId> snapshot,
        Optional<DispatchId> notice,
        Optional<DispatchId> correction,
        Optional<DispatchId> disregard,
        Map<String, String> answers,
        UserId author,
        Optional<Instant> startsAt,
        Optional<String> zoneRulesVersion,
        Optional<Instant> movedFrom,
        Optional<Instant> startedAt,
        Optional<Instant> endedAt,
        Optional<String> heldBecause,
        Instant createdAt,
        int revision,
        Optional<UserId> editedBy,
        Optional<Instant> editedAt,
        Optional<ReturnRow> returned,
        Optional<String> allStaff,
        long newcomers,
        Optional<User.TeamId> team) {

    public MailingRow withDraft(Draft other) {
        return new MailingRow(
                id,
                state,
                title,
                other,
                sendAt,
                templateVersion,
                thread,
                snapshot,
                notice,
                correction,
                disregard,
                answers,
                author,
                startsAt,
                zoneRulesVersion,
                movedFrom,
                startedAt,
                endedAt,
                heldBecause,
                createdAt,
                revision,
                editedBy,
                editedAt,
                returned,
                allStaff,
                newcomers,
                team);
    }

    /** A return from review. */
    record ReturnRow(UserId by, Instant at, String reason) {}
}
