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
        Optional<Instant> syncedAt) {}
