package org.belay.delivery.worker;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.belay.delivery.batch.BatchDeliveries;
import org.belay.delivery.batch.ClaimedBatch;
import org.belay.delivery.ledger.DeliveryLedger;
import org.belay.delivery.ledger.MarkedAttempts;
import org.belay.delivery.relay.LimitDecision;
import org.belay.delivery.relay.OpenConnection;
import org.belay.delivery.relay.RelayConnection;
import org.belay.delivery.reply.PauseReason;
import org.belay.smtp.RelayUnavailable;

/** Opens the connection of a worker, and waits for the limits of the relay and for the pace of the dispatch. */
final class WorkerPacing {

    /** How long to wait for a connection permit or for the limits of the relay before checking for a stop. */
    private static final Duration CHECK_INTERVAL = Duration.ofSeconds(1);

    private static final LimitDecision NOT_YET = new LimitDecision(CHECK_INTERVAL, Optional.empty());

    /** A longer wait releases the worker's thread. */
    private static final Duration MAX_WAIT = Duration.ofSeconds(2);

    /** A worker that waits longer for the pace gives its connection permit to others. */
    private static final Duration KEEP_CONNECTION = Duration.ofMillis(50);

    private final RelayConnection connection;
    private final DeliveryLedger ledger;
    private final BatchDeliveries deliveries;
    private final StopSignals stops;
    private final WorkerHandover handover;
    private final OpenAttempts open;
    private final BooleanSupplier over;

    /** @param over whether the turn has ended */
    WorkerPacing(
            RelayConnection connection,
            DeliveryLedger ledger,
            BatchDeliveries deliveries,
            StopSignals stops,
            WorkerHandover handover,
            OpenAttempts open,
            BooleanSupplier over) {
        this.connection = connection;
        this.ledger = ledger;
        this.deliveries = deliveries;
        this.stops = stops;
        this.handover = handover;
        this.open = open;
        this.over = over;
    }

    boolean mayContinue(ClaimedBatch batch) {
        return !over.getAsBoolean() && !handover.isDetached() && !stops.isStopped(batch.dispatch());
    }

    /**
     * Opens the connection; empty if no permit was available in time.
     *
     * @throws RelayUnavailable if no session with the relay can be opened
     */
    Optional<OpenConnection> open() {
        return handover.await(Optional.empty(), () -> connection.open(CHECK_INTERVAL));
    }

    /**
     * Whether a message may be sent now.
     *
     * @param connection empty if not: because of a trouble of the relay, or because the turn is over
     */
    record Admission(Optional<OpenConnection> connection, Optional<PauseReason> trouble) {}

    /**
     * Opens the connection and asks for a permit within the relay's limits before anything is marked, so that a relay
     * that is unreachable or at its limit costs no attempt.
     */
    Admission admit(TransactionRecipients load, ClaimedBatch batch) {
        LimitDecision decision = NOT_YET;
        Optional<OpenConnection> opened = Optional.empty();
        while (mayContinue(batch) && !decision.granted() && decision.trouble().isEmpty()) {
            opened = open();
            if (opened.isPresent()) {
                decision = opened.get().requestPermit(load.people().size());
                if (!decision.granted() && decision.trouble().isEmpty()) {
                    park(decision.delay());
                }
            }
        }
        return new Admission(decision.granted() ? opened : Optional.empty(), decision.trouble());
    }

    /** Attempts, and the open connection for their transaction. */
    record ConnectedAttempts(OpenConnection connection, MarkedAttempts marked) {}

    /** Marks as soon as the pace allows it. Empty if nothing could be marked. */
    Optional<ConnectedAttempts> markInTurn(OpenConnection opened, ClaimedBatch batch, TransactionRecipients load) {
        Optional<OpenConnection> connected = Optional.of(opened);
        while (connected.isPresent()) {
            MarkedAttempts marked =
                    open.add(ledger.mark(batch, load.deliveries())).await();
            if (!marked.markers().isEmpty()) {
                return Optional.of(new ConnectedAttempts(connected.get(), marked));
            }
            connected = batch.paced() && waitForPace(batch, load) ? reopen(batch) : Optional.empty();
        }
        return Optional.empty();
    }

    private boolean waitForPace(ClaimedBatch batch, TransactionRecipients load) {
        return deliveries
                .untilPaced(batch, load.deliveries())
                .filter(this::waitFor)
                .isPresent();
    }

    /**
     * Another worker may use the permit for a while. Empty if the turn has ended in between; the connection may be
     * closed then.
     */
    private Optional<OpenConnection> reopen(ClaimedBatch batch) {
        Optional<OpenConnection> opened = Optional.empty();
        while (opened.isEmpty() && mayContinue(batch)) {
            opened = open();
        }
        return opened;
    }

    /**
     * Waits; a longer wait gives the connection permit to others.
     *
     * @return false if the turn would end first; then it has not waited
     */
    boolean waitFor(Duration wait) {
        if (wait.compareTo(MAX_WAIT) > 0) {
            return false;
        }
        park(wait);
        return !over.getAsBoolean();
    }

    private void park(Duration wait) {
        if (wait.compareTo(KEEP_CONNECTION) > 0) {
            connection.releaseForNow();
        }
        long nanos = Math.min(wait.toNanos(), CHECK_INTERVAL.toNanos());
        LockSupport.parkNanos(Math.max(1_000_000, nanos));
    }
}
