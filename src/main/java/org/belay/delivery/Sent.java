package org.belay.delivery;

/** A delivery with at least one attempt, which a bounce report can be about. */
public record Sent(DeliveryId id, DispatchId dispatch, int ordinal, String address) {}
