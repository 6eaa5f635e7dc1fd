package org.belay.audience;

/** Event: a person was added to the suppression list. Published in the transaction that adds the entry. */
public record PersonLeft(Leaver leaver) {}
