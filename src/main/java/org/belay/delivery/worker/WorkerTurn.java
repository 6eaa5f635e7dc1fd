package org.belay.delivery.worker;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.belay.delivery.Dispatch;
import org.belay.delivery.DispatchId;
import org.belay.delivery.batch.BatchClaims;
import org.belay.delivery.batch.BatchDeliveries;
import org.belay.delivery.batch.BatchId;
import org.belay.delivery.batch.ClaimedBatch;
import org.belay.delivery.ledger.BatchClaim;
import org.belay.delivery.ledger.DeliveryLedger;
import org.belay.delivery.ledger.PendingMark;
import org.belay.delivery.relay.Relay;
import org.belay.delivery.reply.PauseReason;
import org.belay.smtp.RelayUnavailable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A turn of a worker at a dispatch: claims one batch after another and sends what is due. */
final class WorkerTurn implements Runnable {

    private static final Logger log = LoggerFactory.getLogger(WorkerTurn.class);

    private final Dispatch dispatch;
    private final DispatchWorker worker;
    private final Relay relay;
    private final DeliveryLedger ledger;
    private final BatchClaims batches;
    private final BatchDeliveries deliveries;
    private final StopSignals brakes;
    private final String node;
    private final Set<BatchId> workedOn;
    private final BooleanSupplier over;
    private final Consumer<PauseReason> pause;
    private volatile @Nullable ClaimedBatch batch;

    /**
     * @param workedOn the batches that this process works on
     * @param over whether the turn has ended
     */
    WorkerTurn(
            Dispatch dispatch,
            DispatchWorker worker,
            Relay relay,
            DeliveryLedger ledger,
            BatchClaims batches,
            BatchDeliveries deliveries,
            StopSignals brakes,
            String node,
            Set<BatchId> workedOn,
            BooleanSupplier over,
            Consumer<PauseReason> pause) {
        this.dispatch = dispatch;
        this.worker = worker;
        this.relay = relay;
        this.ledger = ledger;
        this.batches = batches;
        this.deliveries = deliveries;
        this.brakes = brakes;
        this.node = node;
        this.workedOn = workedOn;
        this.over = over;
        this.pause = pause;
    }

    @Override
    public void run() {
        try (worker) {
            work();
        } catch (RelayUnavailable e) {
            pauseFor(() -> relay.health().unavailable(e));
        } catch (UncheckedIOException e) {
            pauseFor(() -> relay.health().unreadable(e));
        } catch (PendingMark.MarkFailed e) {
            log.warn(
                    "A worker of dispatch {} could not commit attempts and will retry: {}",
                    dispatch.id().value(),
                    e.getMessage());
        } catch (RuntimeException | Error e) {
            if (!worker.isDetached()) {
                throw e;
            }
            log.warn(
                    "A detached worker of dispatch {} failed: {}", dispatch.id().value(), e.toString());
        }
    }

    private void work() {
        while (!over.getAsBoolean() && !worker.isDetached() && !brakes.isStopped(dispatch.id())) {
            Optional<BatchClaim> claim = claim();
            Optional<PauseReason> trouble = claim.flatMap(this::send);
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
    private void pauseFor(java.util.function.Supplier<PauseReason> trouble) {
        if (!worker.isDetached()) {
            pause.accept(trouble.get());
        }
    }

    /** If the database is too slow to write and mark a batch in time, the batch is written first and marked later. */
    private Optional<BatchClaim> claim() {
        DispatchId id = dispatch.id();
        int most = worker.firstTransactionSize(() -> batches.claimable(id, 1, node) > 0);
        if (worker.isDetached()) {
            return Optional.empty();
        }
        try {
            return ledger.claim(id, most);
        } catch (PendingMark.MarkFailed e) {
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

    private Optional<PauseReason> send(BatchClaim claim) {
        ClaimedBatch claimed = claim.batch();
        workedOn.add(claimed.id());
        batch = claimed;
        try {
            if (claimed.newlyWritten()) {
                return worker.send(claimed, claim.due(), claim.marked());
            }
            ledger.takeOver(claimed);
            return worker.send(claimed, deliveries.dueRecipients(claimed), Optional.empty());
        } finally {
            if (!worker.isDetached()) { // otherwise another worker has it
                release(claimed);
            }
        }
    }

    private void release(ClaimedBatch claimed) {
        batch = null;
        workedOn.remove(claimed.id()); // first: if the release fails, the next sweep releases it
        ledger.release(claimed);
    }

    private boolean waitsForMore() {
        Optional<Instant> due = batches.nextDue(dispatch.id(), node);
        return due.isPresent() && worker.waitFor(Duration.between(batches.databaseTime(), due.get()));
    }

    /**
     * Releases everything except the dialogue itself when the relay has been silent for too long; called by the thread
     * that waits for this turn.
     *
     * @return whether the turn is detached now
     */
    boolean detachIfSilent() {
        if (!worker.detachIfSilent()) {
            return false;
        }
        ClaimedBatch claimed = batch;
        if (claimed != null) {
            release(claimed);
        }
        relay.health().recordSilence().ifPresent(pause);
        return true;
    }
}
