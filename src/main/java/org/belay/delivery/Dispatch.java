package org.belay.delivery;

import java.time.Instant;
import java.util.Optional;
import org.belay.audience.SnapshotId;

/**
 * One mail of a mailing to one set of people.
 *
 * @param token random, part of the Message-IDs of its mails
 * @param why why it is PAUSED or HELD
 */
public record Dispatch(
        DispatchId id,
        long mailing,
        DispatchKind kind,
        Optional<DispatchId> corrects,
        SnapshotId snapshot,
        DispatchState state,
        Optional<String> why,
        int pace,
        int batches,
        String token,
        Optional<Instant> startedAt,
        Optional<Instant> endedAt) {}
