package org.belay.access;

import java.time.Instant;
import java.util.Optional;

/**
 * An API token that is in force. Its secret is not here: it was shown once.
 *
 * @param owner address of the person in whose name it acts
 * @param lastUsedAt to the minute
 * @param expiresAt when it ends by itself
 */
public record Token(
        long id, String name, String owner, Instant createdAt, Optional<Instant> lastUsedAt, Instant expiresAt) {}
