package org.belay.audience;

import java.time.Instant;
import org.belay.access.UserId;

/**
 * Somebody who gets no notices any more.
 *
 * @param address in lower case, its domain in the {@code xn--} form
 * @param reason one line, shown wherever they are left out
 */
public record Leaver(String address, String reason, UserId notedBy, Instant since) {}
