package org.belay.delivery;

/** Identifies one delivery: one dispatch to one recipient. */
public record DeliveryId(long value) {}
