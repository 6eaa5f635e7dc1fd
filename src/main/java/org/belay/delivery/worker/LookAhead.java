package org.belay.delivery.worker;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.belay.delivery.batch.ClaimedBatch;
import org.belay.delivery.journal.AttemptMarker;
import org.belay.delivery.ledger.DeliveryLedger;
import org.belay.delivery.ledger.MarkedAttempts;
import org.belay.delivery.ledger.PendingMark;
import org.belay.delivery.relay.Relay;
import org.belay.delivery.relay.RelayConnection;

/**
 * Prepares offers. While a transaction is on the wire, the attempts of the next one are being committed; when it is its
 * turn, it is confirmed or given back.
 */
final class LookAhead {

    /** An attempt with less time left is given back before the dialogue begins, not in the middle of it. */
    private static final Duration TIME_RESERVE = Duration.ofSeconds(5);

    /**
     * After a dialogue slower than this, the next transaction is not marked ahead: its attempts would become too old.
     */
    private static final Duration SLOW_DIALOGUE = Duration.ofSeconds(2);

    private final DeliveryLedger ledger;
    private final StopSignals stops;
    private final Relay relay;
    private final RelayConnection connection;
    private final TransactionBuilder transactions;
    private final Clock clock;
    private final WorkerHandover handover;
    private final OpenAttempts open;
    private final OfferRunner offers;

    LookAhead(
            DeliveryLedger ledger,
            StopSignals stops,
            Relay relay,
            RelayConnection connection,
            TransactionBuilder transactions,
            Clock clock,
            WorkerHandover handover,
            OpenAttempts open,
            OfferRunner offers) {
        this.ledger = ledger;
        this.stops = stops;
        this.relay = relay;
        this.connection = connection;
        this.transactions = transactions;
        this.clock = clock;
        this.handover = handover;
        this.open = open;
        this.offers = offers;
    }

    /** Behind a limit or a slow dialogue, an attempt would become too old before its turn. */
    boolean isWorthwhile() {
        return !relay.profile().limits().counted() && offers.lastDialogue().compareTo(SLOW_DIALOGUE) < 0;
    }

    /** Keeps recipients ahead whose attempts are committed already. */
    void keep(TransactionRecipients load, MarkedAttempts marked) {
        var marking = PendingMark.done(marked);
        handover.setNext(Optional.of(
                new TransactionOffer(load, marking, gate(marked.batch(), marking, load), Optional.empty())));
    }

    /**
     * Keeps the next transaction ahead: its attempts are committed while the current one is on the wire. A personal mail
     * is offered before that; of the recipients of a shared copy some may turn out not to be due, and the relay must not
     * be told of them.
     */
    void prepare(ClaimedBatch batch, TransactionRecipients load) {
        PendingMark marking = open.add(ledger.mark(batch, load.deliveries()));
        AttemptGate gate = gate(batch, marking, load);
        handover.setNext(Optional.of(new TransactionOffer(
                load,
                marking,
                gate,
                Optional.of(load)
                        .filter(TransactionRecipients::isPersonal)
                        .map(one -> transactions.transaction(one, marking, gate)))));
    }

    /** An offer that was kept ahead, when it is its turn; empty if none of its recipients may be sent to now. */
    Optional<TransactionOffer> confirm(TransactionOffer ahead) {
        return ahead.transaction().isPresent()
                ? Optional.of(ahead)
                : confirm(ahead.load(), ahead.marking().await());
    }

    /** Recipients who are marked; empty if they may not be sent to now, and then their attempts are given back. */
    Optional<TransactionOffer> confirm(TransactionRecipients load, MarkedAttempts marked) {
        if (marked.markers().isEmpty()) {
            return Optional.empty();
        }
        // a repair that became due in between must be sent alone, as a copy with its own identifier
        boolean repairAmongOthers =
                marked.markers().size() > 1 && marked.markers().stream().anyMatch(AttemptMarker::repair);
        if (!marked.isWithinDeadline(clock, TIME_RESERVE)
                || stops.isStopped(marked.batch().dispatch())
                || repairAmongOthers) {
            offers.giveBack(marked);
            return Optional.empty();
        }
        TransactionRecipients markedOnes = load.restrictTo(marked.markers());
        var marking = PendingMark.done(marked);
        AttemptGate gate = gate(marked.batch(), marking, markedOnes);
        try {
            return Optional.of(new TransactionOffer(
                    markedOnes, marking, gate, Optional.of(transactions.transaction(markedOnes, marked, gate))));
        } catch (RuntimeException | Error e) {
            // one message that cannot be encoded must not keep the others from being sent (docs/faults.md, P13)
            offers.failed(marked, gate, e);
            return Optional.empty();
        }
    }

    /**
     * Gives back the offer that is kept ahead. The relay may have been told of it and wait for its message: such a
     * connection cannot be used any more.
     */
    void giveBack() {
        handover.takeNext().ifPresent(ahead -> {
            if (ahead.transaction().isPresent()) {
                connection.releaseForNow();
            }
            giveBack(ahead.marking());
        });
    }

    /** The same while another thread still uses the connection. */
    void giveBackDetached() {
        handover.takeNext().map(TransactionOffer::marking).ifPresent(this::giveBack);
    }

    private void giveBack(PendingMark marking) {
        try {
            offers.giveBack(marking.await());
        } catch (PendingMark.MarkFailed nothingToGive) {
            // if it was marked after all, its outcome is recorded as that of an orphaned attempt
        }
    }

    private AttemptGate gate(ClaimedBatch batch, PendingMark marking, TransactionRecipients load) {
        return open.addGate(new AttemptGate(
                ledger, stops, batch.dispatch(), marking, load.people().size()));
    }
}
