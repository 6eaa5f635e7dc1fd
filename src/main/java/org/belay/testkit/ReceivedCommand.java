package org.belay.testkit;

/** A command as it was received, and whether the connection was encrypted. */
public record ReceivedCommand(int connection, String command, boolean encrypted) {}
