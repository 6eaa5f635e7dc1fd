package org.belay.cli.http;

/** A command failed for a reason on this side; the message is for the user. */
public final class CommandFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public CommandFailure(String message) {
        super(message);
    }
}
