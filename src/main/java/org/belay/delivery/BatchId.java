package org.belay.delivery;

/** Identifies one batch of a dispatch. */
public record BatchId(long value) {}
