package org.belay.audience;

/** Somebody is on the list of leavers from here on; published in the transaction that puts them there. */
public record PersonLeft(Leaver leaver) {}
