package org.belay.delivery.ledger;

/** Identifies one batch of a dispatch. */
public record BatchId(long value) {}
