package org.belay.mailing.model;

import java.time.Instant;
import java.util.Optional;
import org.belay.access.User;

/**
 * An approver's consent to exactly the bytes that were frozen (docs/promises.md, I7).
 *
 * @param actingFor the absent approver for whom {@code by} acted as deputy
 * @param people the number of people that the approver typed
 * @param sha256 SHA-256 of everything approved, in lower-case hexadecimal
 */
public record Approval(User by, Optional<User> actingFor, Instant at, long people, String sha256) {}
