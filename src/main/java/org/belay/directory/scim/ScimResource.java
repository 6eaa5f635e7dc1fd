package org.belay.directory.scim;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A stored user or group.
 *
 * @param attributes without {@code id}, {@code meta} and members
 * @param version rises with each change
 * @param members ids of the members of a group; empty for a user, and if they were not asked for
 */
public record ScimResource(
        UUID id,
        ObjectNode attributes,
        long version,
        Instant createdAt,
        Instant changedAt,
        Optional<List<UUID>> members) {

    /** The entity tag of RFC 7644 section 3.14. */
    public String tag() {
        return "W/\"" + version + "\"";
    }

    ScimResource withMembers(List<UUID> ids) {
        return new ScimResource(id, attributes, version, createdAt, changedAt, Optional.of(ids));
    }
}
