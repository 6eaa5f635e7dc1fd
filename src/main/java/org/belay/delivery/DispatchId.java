package org.belay.delivery;

/** Names one dispatch. */
public record DispatchId(long value) {}
