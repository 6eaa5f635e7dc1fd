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

/** A worker's turn at a dispatch: claims one batch after another and sends what is due of it. */
final class WorkerTurn implements Runnable {

    private static final Logger log = LoggerFactory.getLogger(WorkerTurn.class);

    private final Dispatch dispatch;
    private final Lane lane;
    private final Relay relay;
    private final Ledger ledger;
    private final BatchStore batches;
    private final Brakes brakes;
    private final String node;
    private final Set<BatchId> worked;
    private final BooleanSupplier over;
    private final Consumer<Trouble> pause;
    private volatile Batch batch;

    /**
     * @param worked the batches that this process works
     * @param over whether the turn has come to its end
     */
    WorkerTurn(
            Dispatch dispatch,
            Lane lane,
            Relay relay,
            Ledger ledger,
            BatchStore batches,
            Brakes brakes,
            String node,
            Set<BatchId> worked,
            BooleanSupplier over,
            Consumer<Trouble> pause) {
        this.dispatch = dispatch;
        this.lane = lane;
        this.relay = relay;
        this.ledger = ledger;
        this.batches = batches;
        this.brakes = brakes;
        this.node = node;
        this.worked = worked;
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
                    "A worker of dispatch {} could not mark and comes again: {}",
                    dispatch.id().value(),
                    e.getMessage());
        } catch (RuntimeException | Error e) {
            if (!lane.left()) {
                throw e;
            }
            log.warn(
                    "A worker of dispatch {} whose reply was late failed: {}",
                    dispatch.id().value(),
                    e.toString());
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

    /** What a worker says that was left to itself is no news of the relay. */
    private void pauseFor(java.util.function.Supplier<Trouble> trouble) {
        if (!lane.left()) {
            pause.accept(trouble.get());
        }
    }

    /** What cannot be marked as it is written, by a database too slow for both in a marker's time, is written first. */
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
            log.warn("A batch of dispatch {} could not be marked as it was written: {}", id.value(), e.getMessage());
            return ledger.claim(id, 0);
        }
    }

    private Optional<Trouble> send(Ledger.Claim claim) {
        Batch claimed = claim.batch();
        worked.add(claimed.id());
        batch = claimed;
        try {
            if (claimed.fresh()) {
                return lane.send(claimed, claim.waiting(), claim.together());
            }
            ledger.takeOver(claimed);
            return lane.send(claimed, batches.waiting(claimed), Optional.empty());
        } finally {
            if (!lane.left()) { // else it is another worker's
                giveBack(claimed);
            }
        }
    }

    private void giveBack(Batch claimed) {
        batch = null;
        worked.remove(claimed.id()); // first: where the release fails, the next sweep frees it
        ledger.release(claimed);
    }

    private boolean waitsForMore() {
        Optional<Instant> due = batches.nextDue(dispatch.id(), node);
        return due.isPresent() && lane.rest(Duration.between(batches.now(), due.get()));
    }

    /**
     * Gives back all but the conversation itself when the relay has been silent for too long; called by the thread that waits for this
     * turn.
     *
     * @return whether the turn is left to itself now
     */
    boolean leaveIfSilent() {
        if (!lane.leaveIfSilent()) {
            return false;
        }
        Batch claimed = batch;
        if (claimed != null) {
            giveBack(claimed);
        }
        relay.health().silent().ifPresent(pause);
        return true;
    }
}
