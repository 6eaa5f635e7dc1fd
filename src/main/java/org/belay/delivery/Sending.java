package org.belay.delivery;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.belay.message.Blanks;
import org.belay.message.Form;
import org.belay.platform.Settings;
import org.belay.smtp.Outcome;
import org.belay.smtp.RelayUnavailable;
import org.belay.smtp.Transaction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Works a batch: for each person the marker, the dialogue with the relay, the outcome. */
@Component
public class Sending {

    private static final Logger log = LoggerFactory.getLogger(Sending.class);

    /** A batch is worked for so long at a time, so that no dispatch keeps another waiting. */
    private static final Duration TURN = Duration.ofSeconds(10);

    private final LedgerStore store;
    private final Ledger ledger;
    private final Dispatches dispatches;
    private final Relays relays;
    private final Brakes brakes;
    private final Settings settings;
    private final Clock clock;

    Sending(
            LedgerStore store,
            Ledger ledger,
            Dispatches dispatches,
            Relays relays,
            Brakes brakes,
            Settings settings,
            Clock clock) {
        this.store = store;
        this.ledger = ledger;
        this.dispatches = dispatches;
        this.relays = relays;
        this.brakes = brakes;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Sends what is due of a batch, for ten seconds at most.
     *
     * @return when to come again; empty when nothing is left, or when the dispatch does not send now
     */
    public Optional<Instant> work(BatchId id) {
        Optional<Batch> taken = ledger.take(id);
        if (taken.isEmpty()) {
            return Optional.empty();
        }
        Batch batch = taken.get();
        brakes.watch(batch.dispatch());
        settle(batch);
        if (batch.state() == DispatchState.SENDING) {
            send(batch);
        }
        if (store.settleBatch(id)) {
            dispatches.finish(batch.dispatch());
            return Optional.empty();
        }
        boolean goesOn = dispatches.get(batch.dispatch()).state() == DispatchState.SENDING;
        return goesOn ? store.nextDue(id).or(() -> Optional.of(clock.instant().plusSeconds(2))) : Optional.empty();
    }

    private void settle(Batch batch) {
        ledger.settleForeign(batch.id(), false);
        if (batch.kind() == DispatchKind.CORRECTION) {
            store.noticeBatchOf(batch).ifPresent(notice -> ledger.settleForeign(notice, true));
            store.skipThoseWithoutTheNotice(batch);
        }
    }

    private void send(Batch batch) {
        Map<Integer, Form> forms = new HashMap<>();
        store.forms(batch.dispatch()).forEach(row -> forms.put(row.number(), Form.of(row.form())));
        var names = new MessageNames(batch.token());
        long end = System.nanoTime() + TURN.toNanos();
        var health = new RelayHealth();
        try (Relays.Line line = relays.line()) {
            for (Waiting person : store.waiting(batch)) {
                Optional<Ledger.Marked> marked = markInTurn(batch, person, line, end);
                if (marked.isEmpty()) {
                    if (System.nanoTime() >= end || !sends(batch)) {
                        return;
                    }
                    continue;
                }
                Outcome outcome = offer(batch, person, marked.get(), line, forms.get(person.variant()), names);
                Optional<RelayHealth.Trouble> trouble = health.after(outcome);
                if (trouble.isPresent()) {
                    dispatches.pause(
                            batch.dispatch(), trouble.get().why(), trouble.get().tryAgainAfter());
                    return;
                }
            }
        } catch (RelayUnavailable e) {
            log.warn("Dispatch {} pauses: {}", batch.dispatch().value(), e.getMessage());
            dispatches.pause(batch.dispatch(), e.getMessage(), RelayHealth.tryAgainAfter(e));
        }
    }

    /** Marks when the pace allows it. The line is opened first: a relay that cannot be reached costs nobody a marker. */
    private Optional<Ledger.Marked> markInTurn(Batch batch, Waiting person, Relays.Line line, long end) {
        while (System.nanoTime() < end
                && !brakes.on(batch.dispatch())
                && !Thread.currentThread().isInterrupted()) {
            line.open();
            Optional<Ledger.Marked> marked = ledger.mark(batch, person.id());
            if (marked.isPresent()) {
                return marked;
            }
            if (batch.kind() == DispatchKind.CORRECTION || !sends(batch)) {
                return Optional.empty();
            }
            Optional<Instant> due = store.nextDue(batch.id());
            Instant now = store.now();
            if (due.isEmpty() || due.get().isAfter(now.plus(Duration.ofNanos(Math.max(0, end - System.nanoTime()))))) {
                return Optional.empty();
            }
            LockSupport.parkNanos(
                    Math.max(1_000_000, Duration.between(now, due.get()).toNanos()));
        }
        return Optional.empty();
    }

    private boolean sends(Batch batch) {
        return dispatches.get(batch.dispatch()).state() == DispatchState.SENDING;
    }

    private Outcome offer(
            Batch batch, Waiting person, Ledger.Marked marked, Relays.Line line, Form form, MessageNames names) {
        Outcome outcome;
        try {
            outcome = line.offer(transaction(batch, person, marked, form, names));
        } catch (IllegalArgumentException unsayable) {
            // one row that cannot be written as mail must not keep the others from going out (FAULTS P13)
            ledger.record(marked.marker(), Settled.unsayable(unsayable.getMessage()));
            return new Outcome.Withheld();
        }
        ledger.record(marked.marker(), Settled.of(outcome, clock.instant()));
        return outcome;
    }

    private Transaction transaction(Batch batch, Waiting person, Ledger.Marked marked, Form form, MessageNames names) {
        String sender = settings.sender().address();
        byte[] message = form.fill(new Blanks(
                person.name(),
                person.address(),
                marked.marker().dated(),
                names.messageId(person.ordinal(), sender.substring(sender.indexOf('@') + 1)),
                names.delivery(person.ordinal()),
                person.attributes()));
        return new Transaction(
                settings.bounceAddress(),
                List.of(person.address()),
                message,
                () -> ledger.mayDot(marked) && !brakes.on(batch.dispatch()));
    }
}
