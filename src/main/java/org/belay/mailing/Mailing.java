package org.belay.mailing;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.belay.access.User;
import org.belay.audience.SnapshotId;
import org.belay.delivery.DispatchId;
import org.belay.template.TemplateVersion;

/**
 * One act of communication.
 *
 * @param title the notice's subject
 * @param thread names its conversation in the mails
 * @param people how many it goes to: the snapshot's once submitted, else the audience's now
 * @param notice the frozen notice, once submitted
 * @param correction the frozen correction, once submitted
 * @param answers to warnings, by the finding's id
 * @param startsAt when it is to start; set when scheduled
 * @param movedFrom when it was to start before the rules of its zone changed; its local time is the same
 * @param heldBecause why it is HELD
 * @param revision rises with each change of the draft
 * @param returned why it came back from review, until it is submitted again
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
        Optional<Approval> approval,
        Optional<Instant> startsAt,
        Optional<Instant> movedFrom,
        Optional<Instant> startedAt,
        Optional<Instant> endedAt,
        Optional<String> heldBecause,
        Instant createdAt,
        int revision,
        Optional<User> editedBy,
        Optional<Instant> editedAt,
        Optional<Returned> returned) {}
