package org.belay.delivery;

/** Names one delivery: one dispatch to one person. */
public record DeliveryId(long value) {}
