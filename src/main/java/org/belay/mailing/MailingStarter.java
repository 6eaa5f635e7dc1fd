package org.belay.mailing;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.belay.audience.drift.AudienceDrift;
import org.belay.audience.drift.AudienceDrifts;
import org.belay.audit.AuditLog;
import org.belay.delivery.Dispatch;
import org.belay.delivery.DispatchDone;
import org.belay.delivery.DispatchKind;
import org.belay.delivery.DispatchReopened;
import org.belay.delivery.DispatchState;
import org.belay.delivery.SendingHeld;
import org.belay.delivery.ServerConfirmed;
import org.belay.delivery.dispatch.Dispatches;
import org.belay.mailing.freeze.ApprovalDigest;
import org.belay.mailing.model.MailingId;
import org.belay.mailing.model.MailingScheduled;
import org.belay.mailing.model.MailingState;
import org.belay.mailing.store.ApprovalStore;
import org.belay.mailing.store.ApprovalStore.ApprovalRow;
import org.belay.mailing.store.MailingRow;
import org.belay.mailing.store.MailingStates;
import org.belay.mailing.store.MailingStore;
import org.belay.mailing.store.StartTimes;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Automatic state changes of mailings: start or hold at the scheduled time, SENT, CORRECTED. */
@Component
@Transactional
public class MailingStarter {

    /** A mailing whose start was missed by more than this is HELD until a person decides. */
    private static final Duration LATE = Duration.ofMinutes(30);

    private final MailingStore store;
    private final MailingStates states;
    private final ApprovalStore approvals;
    private final ApprovalDigest approvalDigest;
    private final AudienceDrifts drifts;
    private final Dispatches dispatches;
    private final StartTimes rules;
    private final AuditLog audit;
    private final ApplicationEventPublisher events;

    MailingStarter(
            MailingStore store,
            MailingStates states,
            ApprovalStore approvals,
            ApprovalDigest approvalDigest,
            AudienceDrifts drifts,
            Dispatches dispatches,
            StartTimes rules,
            AuditLog audit,
            ApplicationEventPublisher events) {
        this.store = store;
        this.states = states;
        this.approvals = approvals;
        this.approvalDigest = approvalDigest;
        this.drifts = drifts;
        this.dispatches = dispatches;
        this.rules = rules;
        this.audit = audit;
        this.events = events;
    }

    /**
     * Starts a mailing that is due by the database's clock. A wake-up alone does not start it, because the clocks of nodes differ.
     *
     * @return when to call again; empty if it has started, is held, or is no longer scheduled
     */
    public Optional<Instant> startIfDue(MailingId id) {
        Optional<MailingRow> locked = store.lock(id).filter(row -> row.state() == MailingState.SCHEDULED);
        if (locked.isEmpty()) {
            return Optional.empty();
        }
        MailingRow row = locked.get();
        Instant now = states.databaseTime();
        Optional<Instant> due = rules.recalculate(row);
        if (due.isEmpty() || now.isBefore(due.get())) {
            return due;
        }
        Optional<String> obstacle = obstacle(row, Duration.between(due.get(), now));
        if (obstacle.isPresent()) {
            states.hold(id, obstacle.get());
            audit.record("belay", "hold", id.toString(), Map.of("because", obstacle.get()));
            return Optional.empty();
        }
        AudienceDrift drift = drifts.of(row.snapshot().orElseThrow());
        if (drift.left() > 0) drifts.leaveOut(row.snapshot().orElseThrow());
        states.start(id, drift.joined());
        dispatches.start(row.notice().orElseThrow());
        audit.record(
                "belay",
                "start",
                id.toString(),
                Map.of("left", Long.toString(drift.left()), "newcomers", Long.toString(drift.joined())));
        return Optional.empty();
    }

    private Optional<String> obstacle(MailingRow row, Duration late) {
        if (late.compareTo(LATE) > 0) {
            return Optional.of("Its start was missed by %,d minutes. Nothing was sent. Set a new time, or cancel it."
                    .formatted(late.toMinutes()));
        }
        List<ApprovalRow> given = approvals.of(row.id());
        return !given.isEmpty() && given.stream().allMatch(approval -> approvalDigest.isOf(row, approval))
                ? driftTooLarge(row)
                : Optional.of("The messages differ from what was approved. Nothing was sent. Return it to its author.");
    }

    private Optional<String> driftTooLarge(MailingRow row) {
        return Optional.of(drifts.of(row.snapshot().orElseThrow()))
                .filter(AudienceDrift::isLarge)
                .map(drift -> String.format(
                        Locale.UK,
                        "%,d of the %,d people who were approved are no longer in the audience \"%s\". Nothing was sent. Check the audience; then set a new time, with which the people of now are reviewed again, or cancel it.",
                        drift.left(),
                        drift.people(),
                        drift.audience()));
    }

    /** Holds all scheduled mailings while the database may lack deliveries. */
    @EventListener
    public void holdAll(SendingHeld event) {
        states.holdScheduled(event.why())
                .forEach(id -> audit.record("belay", "hold", id.toString(), Map.of("because", event.why())));
    }

    /** Schedules again the mailings that were held because this server might be a copy. One whose time has passed is then held for that reason. */
    @EventListener
    public void releaseHeld(ServerConfirmed event) {
        states.scheduleAgain(event.why());
    }

    /** Every delivery has a recorded outcome: the mailing is SENT, or CORRECTED. */
    @EventListener
    public void complete(DispatchDone event) {
        var id = new MailingId(event.mailing());
        if (event.kind() == DispatchKind.NOTICE) {
            states.markSent(id);
        } else if (event.kind() == DispatchKind.CORRECTION) {
            states.markCorrected(id);
        }
    }

    /** Deliveries were reopened: until they have an outcome, the mailing is neither SENT nor CORRECTED. */
    @EventListener
    public void reopen(DispatchReopened event) {
        var id = new MailingId(event.mailing());
        if (event.kind() == DispatchKind.NOTICE) {
            states.reopenSending(id);
        } else if (event.kind() == DispatchKind.CORRECTION) {
            Dispatch notice =
                    dispatches.of(event.mailing(), DispatchKind.NOTICE).orElseThrow();
            states.reopenCorrection(
                    id, notice.state() == DispatchState.DONE ? MailingState.SENT : MailingState.STOPPED);
        }
    }

    @Transactional(readOnly = true)
    public List<MailingId> scheduled() {
        return store.scheduled().stream().map(MailingRow::id).toList();
    }

    /** Publishes the wake-up of a scheduled mailing again, in case it was lost; uses the time zone rules of this JDK. */
    public void scheduleWakeup(MailingId id) {
        store.find(id)
                .filter(row -> row.state() == MailingState.SCHEDULED)
                .flatMap(row -> rules.isOutdated(row) ? recalculated(id) : row.startsAt())
                .ifPresent(time -> events.publishEvent(new MailingScheduled(id, time)));
    }

    private Optional<Instant> recalculated(MailingId id) {
        return store.lock(id)
                .filter(row -> row.state() == MailingState.SCHEDULED)
                .flatMap(rules::recalculate);
    }
}
