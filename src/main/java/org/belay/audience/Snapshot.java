package org.belay.audience;

import java.time.Instant;

/**
 * An audience as it was at one moment.
 *
 * @param audienceName the audience's name at that moment
 * @param sha256 of all people in their order, 64 lower-case hex digits
 */
public record Snapshot(
        SnapshotId id, AudienceId audience, String audienceName, long people, String sha256, Instant takenAt) {}
