package org.belay.audience.source;

/**
 * Result of replacing the people of an audience.
 *
 * @param audience its name
 * @param before number of people before
 * @param added how many are new
 * @param removed how many are no longer in it
 * @param message the result in words
 */
public record ReplacementReport(
        String audience, SourceFindings findings, long before, long added, long removed, String message) {}
