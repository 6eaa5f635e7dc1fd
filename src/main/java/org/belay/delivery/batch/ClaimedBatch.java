package org.belay.delivery.batch;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.belay.delivery.DispatchId;
import org.belay.delivery.DispatchKind;

/**
 * A batch as this node has claimed it. Only the holder of its latest epoch may mark deliveries.
 *
 * @param first first ordinal of its range
 * @param next first ordinal after its range
 * @param corrects the notice, for a batch of a correction
 * @param changes the dispatches that a correction changes, the notice among them unless it reinstates the notice
 * @param startedAt start of its dispatch; the Date header of a copy that is shared by many recipients
 * @param fresh whether this claim has written its deliveries
 */
public record ClaimedBatch(
        BatchId id,
        int first,
        int end,
        DispatchId dispatch,
        DispatchKind kind,
        Optional<DispatchId> corrects,
        List<DispatchId> changes,
        boolean paced,
        String token,
        Instant startedAt,
        long epoch,
        boolean newlyWritten) {}
