package org.belay.mailing;

import java.time.Instant;
import org.belay.access.User;

/**
 * Somebody else's consent to exactly what was frozen (I7).
 *
 * @param people the head-count that was typed
 * @param sha256 of everything approved, in hexadecimal
 */
public record Approval(User by, Instant at, long people, String sha256) {}
