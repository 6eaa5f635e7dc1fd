package org.belay.mailing;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.belay.audit.Audit;
import org.belay.delivery.Dispatch;
import org.belay.delivery.DispatchDone;
import org.belay.delivery.DispatchKind;
import org.belay.delivery.DispatchReopened;
import org.belay.delivery.DispatchState;
import org.belay.delivery.Dispatches;
import org.belay.delivery.RecordBehind;
import org.belay.delivery.ServerIsReal;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What happens to a mailing by itself: it starts at its time or is HELD, it is sent, it is corrected. */
@Component
@Transactional
public class Starting {

    private final MailingStore store;
    private final ApprovalDigest approvalDigest;
    private final Dispatches dispatches;
    private final ZoneRules rules;
    private final Audit audit;
    private final ApplicationEventPublisher events;

    Starting(
            MailingStore store,
            ApprovalDigest approvalDigest,
            Dispatches dispatches,
            ZoneRules rules,
            Audit audit,
            ApplicationEventPublisher events) {
        this.store = store;
        this.approvalDigest = approvalDigest;
        this.dispatches = dispatches;
        this.rules = rules;
        this.audit = audit;
        this.events = events;
    }

    /**
     * Starts a mailing that is due by the database's clock. A wake-up alone decides nothing: nodes' clocks differ.
     *
     * @return when to ask again; empty when it has started, is held, or is not scheduled any more
     */
    public Optional<Instant> startIfDue(MailingId id) {
        Optional<MailingStore.Row> locked = store.lock(id).filter(row -> row.state() == MailingState.SCHEDULED);
        if (locked.isEmpty()) {
            return Optional.empty();
        }
        MailingStore.Row row = locked.get();
        Instant now = store.now();
        Optional<Instant> due = rules.follow(row);
        if (due.isEmpty() || now.isBefore(due.get())) {
            return due;
        }
        Optional<String> obstacle = obstacle(row, Duration.between(due.get(), now));
        if (obstacle.isPresent()) {
            store.hold(id, obstacle.get());
            audit.record("belay", "hold", id.toString(), Map.of("because", obstacle.get()));
            return Optional.empty();
        }
        store.start(id);
        dispatches.start(row.notice().orElseThrow());
        audit.record("belay", "start", id.toString(), Map.of());
        return Optional.empty();
    }

    private Optional<String> obstacle(MailingStore.Row row, Duration late) {
        if (late.compareTo(Mailings.LATE) > 0) {
            return Optional.of(
                    "Its start was missed by %,d minutes. Nothing was sent. Decide: give it a new time, or cancel it."
                            .formatted(late.toMinutes()));
        }
        return approvalDigest.asApproved(row).equals(row.approvedSha256())
                ? Optional.empty()
                : Optional.of(
                        "What would be sent is not what was approved. Nothing was sent. Return it to its author.");
    }

    /** Nothing scheduled starts from a record that cannot be trusted. */
    @EventListener
    public void behind(RecordBehind event) {
        store.holdScheduled(event.why())
                .forEach(id -> audit.record("belay", "hold", id.toString(), Map.of("because", event.why())));
    }

    /** What was held as a copy's is scheduled again; where its time was missed meanwhile, it is held for that. */
    @EventListener
    public void real(ServerIsReal event) {
        store.scheduleAgain(event.why());
    }

    /** All is settled: a notice is sent, a correction has corrected. */
    @EventListener
    public void done(DispatchDone event) {
        var id = new MailingId(event.mailing());
        if (event.kind() == DispatchKind.NOTICE) {
            store.sent(id);
        } else if (event.kind() == DispatchKind.CORRECTION) {
            store.corrected(id);
        }
    }

    /** Something of it goes out again: until that is settled too, it is neither sent nor corrected. */
    @EventListener
    public void reopened(DispatchReopened event) {
        var id = new MailingId(event.mailing());
        if (event.kind() == DispatchKind.NOTICE) {
            store.sendsAgain(id);
        } else if (event.kind() == DispatchKind.CORRECTION) {
            Dispatch notice =
                    dispatches.of(event.mailing(), DispatchKind.NOTICE).orElseThrow();
            store.correctsAgain(id, notice.state() == DispatchState.DONE ? MailingState.SENT : MailingState.STOPPED);
        }
    }

    @Transactional(readOnly = true)
    public List<MailingId> scheduled() {
        return store.scheduled().stream().map(MailingStore.Row::id).toList();
    }

    /** Wakes a scheduled mailing again, so that a lost wake-up is made good; at its time by the rules of this Java. */
    public void wake(MailingId id) {
        store.find(id)
                .filter(row -> row.state() == MailingState.SCHEDULED)
                .flatMap(row -> rules.behind(row) ? followed(id) : row.startsAt())
                .ifPresent(time -> events.publishEvent(new MailingScheduled(id, time)));
    }

    private Optional<Instant> followed(MailingId id) {
        return store.lock(id)
                .filter(row -> row.state() == MailingState.SCHEDULED)
                .flatMap(rules::follow);
    }
}
