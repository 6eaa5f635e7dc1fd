package org.belay.audience;

import java.util.List;
import java.util.Map;
import org.belay.audience.file.BadRow;

/**
 * Result of an import.
 *
 * @param imported number of people in the audience
 * @param badRows rows that were left out; at most 1,000
 * @param bad number of rows that were left out
 * @param duplicates how many of those repeat an earlier address
 * @param change in comparison with the audience before
 * @param columns meaning by header
 * @param message the result in words
 */
public record ImportReport(
        Audience audience,
        long imported,
        List<BadRow> badRows,
        long bad,
        long duplicates,
        AudienceChange change,
        Map<String, String> columns,
        String message) {}
