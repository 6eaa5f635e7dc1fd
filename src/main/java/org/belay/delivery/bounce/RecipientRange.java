package org.belay.delivery.bounce;

import org.belay.delivery.DispatchId;

/**
 * Recipients that a signed identifier can mean: one, or a shared copy to some recipients in this range of ordinals.
 * Which of them shared a transaction is not stored; a recipient outside the range cannot be meant.
 */
public record RecipientRange(DispatchId dispatch, int first, int people) {}
