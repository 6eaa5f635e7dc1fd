package org.belay.platform;

/** Told once an hour on every node, for whatever has to be tidied up. */
public record EveryHour() {}
