package org.belay.audience;

import java.time.Instant;

/**
 * An immutable copy of an audience.
 *
 * @param audienceName name of the audience when it was copied
 * @param sha256 hash of all people in order, 64 lower-case hex digits
 */
public record AudienceSnapshot(
        SnapshotId id, AudienceId audience, String audienceName, long people, String sha256, Instant takenAt) {}
