package org.belay.delivery.batch;

/** Identifies one batch of a dispatch. */
public record BatchId(long value) {}
