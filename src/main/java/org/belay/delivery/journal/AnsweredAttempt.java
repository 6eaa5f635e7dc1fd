package org.belay.delivery.journal;

/** An attempt and the outcome to record of it. */
public record AnsweredAttempt(AttemptMarker marker, AttemptOutcome outcome) {}
