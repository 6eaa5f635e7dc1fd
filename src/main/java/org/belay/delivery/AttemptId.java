package org.belay.delivery;

/** Identifies one attempt: one SMTP transaction that carried a delivery. */
public record AttemptId(long value) {}
