package org.belay.audience;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.belay.access.User;

/**
 * A named list of people.
 *
 * @param people number of people
 * @param fileName name of the file last imported
 * @param attributes names of the people's attributes, in the file's order
 * @param team the team that sees it; empty: everyone
 */
public record Audience(
        AudienceId id,
        String name,
        long people,
        String fileName,
        List<String> attributes,
        Instant importedAt,
        Optional<User.TeamId> team) {}
