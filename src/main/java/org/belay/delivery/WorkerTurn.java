package org.belay.delivery;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.belay.delivery.relay.Relay;
import org.belay.delivery.relay.Trouble;
import org.belay.smtp.RelayUnavailable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A turn of a worker at a dispatch: claims one batch after another and sends what is due. */
final class WorkerTurn implements Runnable {

    private static final Logger log = LoggerFactory.getLogger(WorkerTurn.class);

    private final Dispatch dispatch;
    private final Lane lane;
    private final Relay relay;
    private final Ledger ledger;
    private final BatchStore batches;
    private final Brakes brakes;
    private final String node;
    private final Set<BatchId> workedOn;
    private final BooleanSupplier over;
    private final Consumer<Trouble> pause;
    private volatile Batch batch;

    /**
     * @param workedOn the batches that this process works on
     * @param over whether the turn has ended
     */
    WorkerTurn(
            Dispatch dispatch,
            Lane lane,
            Relay relay,
            Ledger ledger,
            BatchStore batches,
            Brakes brakes,
            String node,
            Set<BatchId> workedOn,
            BooleanSupplier over,
            Consumer<Trouble> pause) {
        this.dispatch = dispatch;
        this.lane = lane;
        this.relay = relay;
        this.ledger = ledger;
        this.batches = batches;
        this.brakes = brakes;
        this.node = node;
        this.workedOn = workedOn;
        this.over = over;
        this.pause = pause;
    }

    @Override
    public void run() {
        try (lane) {
            work();
        } catch (RelayUnavailable e) {
            pauseFor(() -> relay.health().unavailable(e));
        } catch (UncheckedIOException e) {
            pauseFor(() -> relay.health().unreadable(e));
        } catch (Commits.NotMarked e) {
            log.warn(
                    "A worker of dispatch {} could not commit attempts and will retry: {}",
                    dispatch.id().value(),
                    e.getMessage());
        } catch (RuntimeException | Error e) {
            if (!lane.left()) {
                throw e;
            }
            log.warn(
                    "A detached worker of dispatch {} failed: {}", dispatch.id().value(), e.toString());
        }
    }

    private void work() {
        while (!over.getAsBoolean() && !lane.left() && !brakes.on(dispatch.id())) {
            Optional<Ledger.Claim> claim = claim();
            Optional<Trouble> trouble = claim.flatMap(this::send);
            if (trouble.isPresent()) {
                pauseFor(trouble::get);
                return;
            }
            if (claim.isEmpty() && !waitsForMore()) {
                return;
            }
        }
    }

    /** A detached worker reports no trouble: its relay may work again. */
    private void pauseFor(java.util.function.Supplier<Trouble> trouble) {
        if (!lane.left()) {
            pause.accept(trouble.get());
        }
    }

    /** If the database is too slow to write and mark a batch in time, the batch is written first and marked later. */
    private Optional<Ledger.Claim> claim() {
        DispatchId id = dispatch.id();
        int most = lane.offersAtOnce(() -> batches.claimable(id, 1, node) > 0);
        if (lane.left()) {
            return Optional.empty();
        }
        try {
            return ledger.claim(id, most);
        } catch (Commits.NotMarked e) {
            if (most == 0) {
                throw e;
            }
            log.warn(
                    "The deliveries of a batch of dispatch {} could not be marked while they were written: {}",
                    id.value(),
                    e.getMessage());
            return ledger.claim(id, 0);
        }
    }

    private Optional<Trouble> send(Ledger.Claim claim) {
        Batch claimed = claim.batch();
        workedOn.add(claimed.id());
        batch = claimed;
        try {
            if (claimed.fresh()) {
                return lane.send(claimed, claim.waiting(), claim.together());
            }
            ledger.takeOver(claimed);
            return lane.send(claimed, batches.waiting(claimed), Optional.empty());
        } finally {
            if (!lane.left()) { // otherwise another worker has it
                release(claimed);
            }
        }
    }

    private void release(Batch claimed) {
        batch = null;
        workedOn.remove(claimed.id()); // first: if the release fails, the next sweep releases it
        ledger.release(claimed);
    }

    private boolean waitsForMore() {
        Optional<Instant> due = batches.nextDue(dispatch.id(), node);
        return due.isPresent() && lane.rest(Duration.between(batches.now(), due.get()));
    }

    /**
     * Releases everything except the dialogue itself when the relay has been silent for too long; called by the thread
     * that waits for this turn.
     *
     * @return whether the turn is detached now
     */
    boolean leaveIfSilent() {
        if (!lane.leaveIfSilent()) {
            return false;
        }
        Batch claimed = batch;
        if (claimed != null) {
            release(claimed);
        }
        relay.health().silent().ifPresent(pause);
        return true;
    }
}
