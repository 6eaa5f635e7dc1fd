package org.belay.delivery.bounce;

import org.belay.delivery.DeliveryId;
import org.belay.delivery.DispatchId;

/** A delivery with at least one attempt, which a bounce report can be about. */
public record SentDelivery(DeliveryId id, DispatchId dispatch, int ordinal, String address) {}
