package org.belay.mailing;

import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.belay.access.Role;
import org.belay.access.User;
import org.belay.audit.AuditLog;
import org.belay.delivery.DispatchId;
import org.belay.delivery.DispatchState;
import org.belay.delivery.dispatch.Dispatches;
import org.belay.mailing.model.Mailing;
import org.belay.mailing.model.MailingId;
import org.belay.mailing.model.MailingScheduled;
import org.belay.mailing.model.MailingState;
import org.belay.mailing.model.MailingUnscheduled;
import org.belay.mailing.store.ApprovalStore;
import org.belay.mailing.store.MailingRow;
import org.belay.mailing.store.MailingStates;
import org.belay.mailing.store.MailingWriters;
import org.belay.mailing.store.StartTimes;
import org.belay.platform.RequestRefused;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What people do to the sending of an approved mailing: schedule, cancel, stop, resume. {@link MailingStarter} does what follows by itself. */
@Component
@Transactional
public class SendingControl {

    private final MailingStates states;
    private final ApprovalStore approvals;
    private final ApprovalValidity validity;
    private final MailingGuard guard;
    private final Mailings mailings;
    private final MailingWriters writers;
    private final Dispatches dispatches;
    private final AuditLog audit;
    private final ApplicationEventPublisher events;

    SendingControl(
            MailingStates states,
            ApprovalStore approvals,
            ApprovalValidity validity,
            MailingGuard guard,
            Mailings mailings,
            MailingWriters writers,
            Dispatches dispatches,
            AuditLog audit,
            ApplicationEventPublisher events) {
        this.states = states;
        this.approvals = approvals;
        this.validity = validity;
        this.guard = guard;
        this.mailings = mailings;
        this.writers = writers;
        this.dispatches = dispatches;
        this.audit = audit;
        this.events = events;
    }

    /**
     * Schedules an approved mailing for its time, or for now if it has none.
     *
     * @throws RequestRefused if its time is in the past; it is never sent at once instead
     */
    public Mailing schedule(MailingId id, User by) {
        if (!by.is(Role.APPROVER)) {
            MailingGuard.require(by, Role.AUTHOR, "schedule a mailing");
        }
        MailingRow row = guard.lock(id);
        Instant now = states.databaseTime();
        Instant at = row.draft().sendAt().map(ZonedDateTime::toInstant).orElse(now);
        if (row.state() != MailingState.APPROVED) {
            throw guard.refusal(id, "scheduled", "Only an approved mailing can be scheduled.");
        }
        if (at.isBefore(now)) {
            throw new RequestRefused(
                    "%s was not scheduled and nothing was sent: its start, %s, is in the past. Set a new time; it then needs approval again."
                            .formatted(id, row.draft().sendAt().orElseThrow()));
        }
        if (approvals.of(id).stream().anyMatch(given -> validity.isOver(given, now))) {
            throw new RequestRefused(
                    "%s was not scheduled and nothing was sent: it was approved more than %,d days ago. Make it a draft again, and submit it for a new approval."
                            .formatted(id, validity.length().toDays()));
        }
        states.schedule(id, at, StartTimes.zoneRulesVersion());
        events.publishEvent(new MailingScheduled(id, at));
        audit.record(by.address(), "schedule", id.toString(), Map.of("at", at.toString()));
        return mailings.get(id);
    }

    /** Ends a mailing of which nothing has been sent. */
    public Mailing cancel(MailingId id, User by) {
        if (!by.is(Role.APPROVER)) {
            MailingGuard.require(by, Role.AUTHOR, "cancel a mailing");
        }
        if (!states.cancel(id)) {
            throw guard.refusal(id, "cancelled", "A mailing that has started can only be stopped or taken back.");
        }
        events.publishEvent(new MailingUnscheduled(id));
        audit.record(by.address(), "cancel", id.toString(), Map.of());
        return mailings.get(id);
    }

    /** Stops sending at once, by any author, approver or administrator. The mailing can be resumed or taken back. */
    public Mailing stop(MailingId id, User by) {
        if (!by.is(Role.APPROVER) && !by.is(Role.ADMIN)) {
            MailingGuard.require(by, Role.AUTHOR, "stop a mailing");
        }
        MailingRow row = guard.find(id);
        if (row.state() != MailingState.SENDING || !dispatches.stop(row.notice().orElseThrow())) {
            throw guard.refusal(id, "stopped", "Only a mailing that is being sent can be stopped.");
        }
        states.stop(id); // after the dispatch, as everywhere else: another lock order could deadlock
        audit.record(by.address(), "stop", id.toString(), Map.of());
        return mailings.get(id);
    }

    /**
     * Resumes a mailing after a stop or a pause, or its paused correction. The people that the relay refused for a reason about the
     * sender are tried again, also when all other deliveries are done.
     */
    public Mailing resume(MailingId id, User by) {
        requireMayStop(id, by, "resumed");
        MailingRow row = guard.find(id);
        if (row.notice().filter(dispatches::isTakenBack).isPresent()
                && dispatches.resume(row.correction().orElseThrow())) {
            audit.record(by.address(), "resume", id.toString(), Map.of("dispatch", "correction"));
            return mailings.get(id);
        }
        boolean resumable = Set.of(MailingState.STOPPED, MailingState.SENDING, MailingState.SENT)
                .contains(row.state());
        if (!resumable || !dispatches.resume(row.notice().orElseThrow())) {
            throw guard.refusal(id, "resumed", "Only a stopped or paused mailing can be resumed.");
        }
        states.resume(id);
        audit.record(by.address(), "resume", id.toString(), Map.of());
        return mailings.get(id);
    }

    /** Each writer and each approver may resume and take back a mailing alone, so that a correction needs only one person. */
    @Transactional(readOnly = true)
    public boolean mayTakeBack(MailingId id, User by) {
        return by.is(Role.APPROVER) || by.is(Role.AUTHOR) && writers.isWriter(id, by);
    }

    /** @throws RequestRefused if the person is neither one of its writers nor an approver */
    @Transactional(readOnly = true)
    public void requireMayTakeBack(MailingId id, User by) {
        requireMayStop(id, by, "taken back");
    }

    /** The withdrawal that was approved with the notice. */
    @Transactional(readOnly = true)
    public DispatchId preparedWithdrawal(MailingId id) {
        return guard.find(id).disregard().orElseThrow();
    }

    /**
     * Records that a correction was ordered: a mailing that was SENDING is now STOPPED, and one that was CORRECTED is not yet any more.
     *
     * @param nextWithdrawal replaces the prepared withdrawal that was used; empty if that is still ready
     */
    public void recordCorrection(MailingId id, DispatchId correction, Optional<DispatchId> nextWithdrawal) {
        MailingRow row = guard.find(id);
        states.stop(id);
        boolean allSent = dispatches.get(row.notice().orElseThrow()).state() == DispatchState.DONE;
        states.reopenCorrection(id, allSent ? MailingState.SENT : MailingState.STOPPED);
        states.correct(id, correction, nextWithdrawal.orElse(row.disregard().orElseThrow()));
    }

    private void requireMayStop(MailingId id, User by, String act) {
        if (!mayTakeBack(id, by)) {
            throw new RequestRefused("%s was not %s: only its writers and approvers can do this.".formatted(id, act));
        }
    }
}
