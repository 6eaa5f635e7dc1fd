package org.belay.delivery;

/** Deliveries of a dispatch that has started are still to be written. */
public record DispatchUnwritten(DispatchId dispatch, DispatchKind kind) {}
