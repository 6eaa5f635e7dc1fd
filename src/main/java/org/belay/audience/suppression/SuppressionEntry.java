package org.belay.audience.suppression;

import java.time.Instant;
import org.belay.access.UserId;

/**
 * An entry of the suppression list: a person who gets no notices any more.
 *
 * @param address in lower case, domain as A-labels
 * @param reason one line, shown wherever the person is left out
 * @param notedBy user who added the entry
 */
public record SuppressionEntry(String address, String reason, UserId notedBy, Instant since) {}
