package org.belay.delivery;

/**
 * People that a sealed name proves something of ours went to: one, or a copy for many that went to some of this stretch of ordinals.
 * Exactly who of them shared a transaction is not stored; nobody outside it can be meant.
 */
public record Stretch(DispatchId dispatch, int first, int people) {}
