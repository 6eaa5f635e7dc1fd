package org.belay.delivery;

/**
 * Sending is held, because the database is older than what was sent or the server may be a copy: nothing starts or
 * resumes until a person decides.
 */
public record SendingHeld(String why) {}
