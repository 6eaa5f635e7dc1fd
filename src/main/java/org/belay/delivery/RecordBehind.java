package org.belay.delivery;

/** The database is older than what was sent: nothing may start or go on until a person says so. */
public record RecordBehind(String why) {}
