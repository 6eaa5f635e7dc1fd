package org.belay.audience.suppression;

/** Event: a person was added to the suppression list. Published in the transaction that adds the entry. */
public record PersonSuppressed(SuppressionEntry entry) {}
