package org.belay.delivery;

/** A delivery that a report can be about. */
public record Sent(DeliveryId id, DispatchId dispatch, int ordinal, String address) {}
