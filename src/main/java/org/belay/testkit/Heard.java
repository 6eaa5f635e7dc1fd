package org.belay.testkit;

/** A command as it came over the wire, and whether the wire was encrypted then. */
public record Heard(int connection, String command, boolean encrypted) {}
