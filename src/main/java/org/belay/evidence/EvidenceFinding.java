package org.belay.evidence;

/**
 * Something wrong with an export.
 *
 * @param place the file, and the line or row if known: "recipients-notice.csv, line 17"
 * @param problem what is wrong: a sentence
 */
public record EvidenceFinding(String place, String problem) {}
