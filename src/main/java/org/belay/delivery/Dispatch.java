package org.belay.delivery;

import java.time.Instant;
import java.util.Optional;
import org.belay.audience.SnapshotId;

/**
 * One mail of a mailing to one set of recipients.
 *
 * @param token random; signs the identifiers of its mails
 * @param why why it is PAUSED or HELD
 * @param pace recipients per minute; 0 for as fast as the relay accepts
 * @param probing whether it retries with one recipient on one connection until that is accepted
 * @param resumedByPerson whether a person has resumed it since Belay last paused it
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
        boolean resumedByPerson) {}
