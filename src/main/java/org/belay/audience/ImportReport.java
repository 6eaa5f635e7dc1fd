package org.belay.audience;

import java.util.List;
import java.util.Map;

/**
 * What an import did.
 *
 * @param imported how many people the audience has now
 * @param badRows rows that were left out, the first 1,000
 * @param bad how many were left out
 * @param duplicates how many of those because the address stands in an earlier line
 * @param columns the file's columns and what they are to a person
 * @param message the same in words, for a person
 */
public record ImportReport(
        Audience audience,
        long imported,
        List<BadRow> badRows,
        long bad,
        long duplicates,
        Map<String, String> columns,
        String message) {}
