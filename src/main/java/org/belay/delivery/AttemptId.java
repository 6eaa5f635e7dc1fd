package org.belay.delivery;

/** Names one attempt: one transaction with the relay that carried a delivery. */
public record AttemptId(long value) {}
