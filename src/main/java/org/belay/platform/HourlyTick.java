package org.belay.platform;

/** Event that is published once an hour on every node, for cleanup. */
public record HourlyTick() {}
