package org.belay.delivery.journal;

/** Identifies one attempt: one SMTP transaction that carried a delivery. */
public record AttemptId(long value) {}
