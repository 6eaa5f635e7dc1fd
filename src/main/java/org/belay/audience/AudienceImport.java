package org.belay.audience;

import java.time.Instant;
import org.belay.access.UserId;

/**
 * An import of an audience.
 *
 * @param leftOut rows that could not be used, and people with a disabled account who were left out
 */
public record AudienceImport(
        String fileName, long people, long leftOut, AudienceChange change, UserId importedBy, Instant importedAt) {}
