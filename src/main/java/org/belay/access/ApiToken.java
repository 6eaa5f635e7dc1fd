package org.belay.access;

import java.time.Instant;
import java.util.Optional;

/**
 * A valid API token, without its secret.
 *
 * @param owner address of the user in whose name it acts
 * @param lastUsedAt accurate to the minute; empty if never used
 * @param expiresAt end of its validity
 */
public record ApiToken(
        long id, String name, String owner, Instant createdAt, Optional<Instant> lastUsedAt, Instant expiresAt) {}
