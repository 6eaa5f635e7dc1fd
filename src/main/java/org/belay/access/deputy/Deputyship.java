package org.belay.access.deputy;

import java.time.Instant;
import org.belay.access.User;

/**
 * One approver acts for another.
 *
 * @param principal the approver who is away
 * @param until exclusive
 */
public record Deputyship(long id, User principal, User deputy, Instant from, Instant until) {}
