package org.belay.delivery;

import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.belay.delivery.relay.Line;
import org.belay.delivery.relay.Relay;
import org.belay.delivery.relay.RelayHealth;
import org.belay.delivery.relay.Relays;
import org.belay.delivery.relay.Trouble;
import org.belay.message.Blanks;
import org.belay.message.Form;
import org.belay.platform.Settings;
import org.belay.smtp.Outcome;
import org.belay.smtp.RelayUnavailable;
import org.belay.smtp.Transaction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Works a batch: for each person the marker, the dialogue with the relay, the outcome. */
@Component
public class Sending {

    private static final Logger log = LoggerFactory.getLogger(Sending.class);

    /** A batch is worked for so long at a time, so that no dispatch keeps another waiting. */
    private static final Duration TURN = Duration.ofSeconds(10);

    /** The least time between two turns of a batch. */
    private static final Duration BREATH = Duration.ofMillis(250);

    /** How long to wait for a place at the relay before looking around. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    /** A worker that has to wait longer for the pace gives its place at the relay to others. */
    private static final long KEEP_THE_LINE_NANOS = 50_000_000;

    private final LedgerStore store;
    private final Ledger ledger;
    private final Dispatches dispatches;
    private final Relays relays;
    private final Brakes brakes;
    private final Settings settings;
    private final Clock clock;
    private volatile boolean closing;

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
        Instant soon = clock.instant().plus(BREATH);
        return goesOn ? Optional.of(store.nextDue(id).filter(soon::isBefore).orElse(soon)) : Optional.empty();
    }

    /** No new marker from here on, so that an orderly end leaves no doubt. */
    @EventListener(ContextClosedEvent.class)
    void closing() {
        closing = true;
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
        Relay relay = relays.of(batch.kind());
        RelayHealth health = relay.health();
        try (Line line = relay.line(batch.kind())) {
            for (Waiting person : store.waiting(batch)) {
                Optional<Ledger.Marked> marked = markInTurn(batch, person, line, end);
                if (marked.isEmpty()) {
                    if (System.nanoTime() >= end || closing || !sends(batch)) {
                        return;
                    }
                    continue;
                }
                Optional<Trouble> trouble = offer(batch, person, marked.get(), line, forms.get(person.variant()), names)
                        .filter(outcome -> !brakes.on(batch.dispatch()))
                        .flatMap(outcome -> health.after(List.of(outcome)));
                if (trouble.isPresent()) {
                    pause(batch, trouble.get());
                    return;
                }
            }
        } catch (RelayUnavailable e) {
            pause(batch, health.unavailable(e));
        } catch (UncheckedIOException e) {
            pause(batch, health.unreadable(e));
        }
    }

    private void pause(Batch batch, Trouble trouble) {
        Optional<Duration> again =
                batch.kind() == DispatchKind.CORRECTION ? trouble.correctionTriesAgainAfter() : trouble.tryAgainAfter();
        String why = trouble.why()
                + (again.isPresent()
                        ? " What is left waits; Belay tries again by itself."
                        : " What is left waits until this is mended and somebody resumes the mailing.");
        // several batches meet the same trouble at once: said by the first
        if (dispatches.pause(batch.dispatch(), why, again)) {
            log.warn(
                    "The {} of dispatch {} pauses: {}",
                    batch.kind(),
                    batch.dispatch().value(),
                    why);
        }
    }

    /** Marks when the pace allows it. The line is opened first: a relay that cannot be reached costs nobody a marker. */
    private Optional<Ledger.Marked> markInTurn(Batch batch, Waiting person, Line line, long end) {
        while (System.nanoTime() < end
                && !closing
                && !brakes.on(batch.dispatch())
                && !Thread.currentThread().isInterrupted()) {
            if (!line.open(PATIENCE)) {
                continue;
            }
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
            long wait = Duration.between(now, due.get()).toNanos();
            if (wait > KEEP_THE_LINE_NANOS) {
                line.close();
            }
            LockSupport.parkNanos(Math.max(1_000_000, wait));
        }
        return Optional.empty();
    }

    private boolean sends(Batch batch) {
        return dispatches.get(batch.dispatch()).state() == DispatchState.SENDING;
    }

    /** Empty: this person's mail cannot be written; the relay was not asked. */
    private Optional<Outcome> offer(
            Batch batch, Waiting person, Ledger.Marked marked, Line line, Form form, MessageNames names) {
        Transaction transaction;
        try {
            transaction = transaction(batch, person, marked, form, names);
        } catch (RuntimeException unsayable) {
            // one row that cannot be written as mail must not keep the others from going out (FAULTS P13)
            ledger.record(marked.marker(), Settled.unsayable(String.valueOf(unsayable.getMessage())));
            return Optional.empty();
        }
        Outcome outcome = line.offer(transaction, Optional.empty()).get(0);
        ledger.record(marked.marker(), Settled.of(outcome, clock.instant()));
        return Optional.of(outcome);
    }

    private Transaction transaction(Batch batch, Waiting person, Ledger.Marked marked, Form form, MessageNames names) {
        byte[] message = form.fill(new Blanks(
                person.name(),
                person.address(),
                marked.marker().dated(),
                names.messageId(person.ordinal(), settings.sender().domain()),
                names.delivery(person.ordinal()),
                person.attributes()));
        return new Transaction(
                settings.bounceAddress(),
                List.of(person.address()),
                message,
                () -> ledger.mayDot(marked) && !brakes.on(batch.dispatch()));
    }
}
