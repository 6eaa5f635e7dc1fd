package org.belay.audience;

import java.time.Instant;
import java.util.List;

/**
 * A named source of people.
 *
 * @param people how many it has
 * @param fileName the file it was last imported from
 * @param attributes what may be known of a person, in the file's order
 */
public record Audience(
        AudienceId id, String name, long people, String fileName, List<String> attributes, Instant importedAt) {}
