package org.belay.delivery.ledger;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.belay.delivery.DispatchId;
import org.belay.delivery.batch.BatchClaims;
import org.belay.delivery.batch.ClaimedBatch;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Claims batches, writes the deliveries of those that are claimed for the first time, and marks them where it can. */
final class BatchClaimer {

    private final BatchClaims batches;
    private final DeliveryWriter writer;
    private final CommitWriter commits;
    private final TransactionTemplate transaction;
    private final String node;
    private final String journalId;
    private final Clock clock;

    /**
     * At most as many batches of corrections are written at once as there are processors. With twenty at once on two
     * processors, none is ready before nearly all are, and until then no connection has anything to offer. A database
     * that hangs for one delays the others no longer than the server allows it to mark.
     */
    private final ConcurrencyLimit correctionWrites =
            new ConcurrencyLimit(Math.max(2, Runtime.getRuntime().availableProcessors()), Duration.ofSeconds(2));

    BatchClaimer(
            JdbcClient sql,
            CommitWriter commits,
            TransactionTemplate transaction,
            String node,
            String journalId,
            Clock clock) {
        batches = new BatchClaims(sql);
        writer = new DeliveryWriter(sql);
        this.commits = commits;
        this.transaction = transaction;
        this.node = node;
        this.journalId = journalId;
        this.clock = clock;
    }

    /** Claims the next batch of a dispatch; marks nothing. */
    Optional<BatchClaim> claim(DispatchId dispatch) {
        return transaction.execute(status -> batches.claim(dispatch, node).map(this::written));
    }

    /**
     * The same, and marks the deliveries of a correction in the same commit.
     *
     * @param most how many can be offered at once in one transaction with the relay
     * @throws PendingMark.MarkFailed if the commit failed or its result is unknown
     */
    Optional<BatchClaim> claimMarking(DispatchId dispatch, int most) {
        return correctionWrites.run(() -> claimUnderLocks(dispatch, most));
    }

    private Optional<BatchClaim> claimUnderLocks(DispatchId dispatch, int most) {
        // read both clocks before BEGIN, as for any attempt
        long nanos = System.nanoTime();
        Instant wall = clock.instant();
        return commits.markWith(
                dispatch, () -> batches.claim(dispatch, node).map(batch -> written(batch, most, nanos, wall)));
    }

    private BatchClaim written(ClaimedBatch batch) {
        return new BatchClaim(batch, writer.write(batch, node, journalId), Optional.empty());
    }

    private BatchClaim written(ClaimedBatch batch, int most, long nanos, Instant wall) {
        if (!batch.newlyWritten() || batch.corrects().isEmpty() || batch.paced()) {
            return written(batch);
        }
        DeliveryWriter.WrittenBatch written = writer.writeCorrection(batch, most, node, journalId);
        Optional<MarkedRecipients> together = written.markers().isEmpty()
                ? Optional.empty()
                : Optional.of(new MarkedRecipients(
                        written.together(), new MarkedAttempts(batch, written.markers(), nanos, wall)));
        return new BatchClaim(batch, written.waiting(), together);
    }
}
