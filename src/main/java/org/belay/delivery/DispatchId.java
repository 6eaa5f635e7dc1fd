package org.belay.delivery;

/** Identifies one dispatch. */
public record DispatchId(long value) {}
