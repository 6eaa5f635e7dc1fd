package org.belay.cli;

/** A command failed for a reason on this side; the message is for the user. */
public final class Failure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public Failure(String message) {
        super(message);
    }
}
