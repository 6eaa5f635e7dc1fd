package org.belay.cli;

/** A command could not do its work, for a reason on this side; the message is for the reader. */
public final class Failure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public Failure(String message) {
        super(message);
    }
}
