package org.belay.delivery;

import java.time.Instant;
import java.util.Optional;
import org.belay.audience.SnapshotId;

/**
 * One mail of a mailing to one set of people.
 *
 * @param token random, part of the Message-IDs of its mails
 * @param why why it is PAUSED or HELD
 * @param probing whether it tries again with one recipient on one connection until that is accepted
 * @param insisted whether a person has resumed it since Belay paused it last
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
        Optional<Instant> endedAt,
        boolean probing,
        boolean insisted) {}
