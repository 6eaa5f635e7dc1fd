package org.belay.audience;

import java.time.Instant;
import java.util.List;

/**
 * A named list of people.
 *
 * @param people number of people
 * @param fileName name of the file last imported
 * @param attributes names of the people's attributes, in the file's order
 */
public record Audience(
        AudienceId id, String name, long people, String fileName, List<String> attributes, Instant importedAt) {}
