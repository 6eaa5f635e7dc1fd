package org.belay.delivery;

import java.time.Instant;
import java.util.Optional;

/**
 * A batch as claimed by this node: only with this epoch may it mark.
 *
 * @param first the first ordinal of its range
 * @param next the first ordinal behind it
 * @param corrects the notice, for a batch of a correction
 * @param startedAt when its dispatch started: the Date of what many people get as one copy
 * @param fresh its deliveries have been written by this claim
 */
record Batch(
        BatchId id,
        int first,
        int next,
        DispatchId dispatch,
        DispatchKind kind,
        Optional<DispatchId> corrects,
        boolean paced,
        String token,
        Instant startedAt,
        long epoch,
        boolean fresh) {}
