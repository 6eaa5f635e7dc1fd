package org.belay.delivery;

/** Names one batch of a dispatch. */
public record BatchId(long value) {}
