package org.belay.directory.model;

import java.time.Instant;
import java.util.Optional;
import org.belay.access.UserId;
import org.belay.audience.AudienceId;

/**
 * The source of an audience.
 *
 * @param audienceName name of the audience
 * @param people number of people that the audience has
 * @param message result of the last try, in words; empty before the first
 * @param triedAt time of the last try
 * @param syncedAt when the people were last replaced from this source
 * @param heldRemovals how many people would be removed if it was not held; 0 in other states
 */
public record AudienceSource(
        AudienceId audience,
        String audienceName,
        long people,
        SourceDefinition definition,
        UserId definedBy,
        Instant definedAt,
        SourceState state,
        String message,
        Optional<Instant> triedAt,
        Optional<Instant> syncedAt,
        long heldRemovals) {
    /** What a person may accept: the number of removals that was shown, or fewer. 0 if there is none. */
    public long accepted(long removals) {
        return state == SourceState.HELD && removals <= heldRemovals ? removals : 0;
    }
}
