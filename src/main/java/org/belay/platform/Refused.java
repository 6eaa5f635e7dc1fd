package org.belay.platform;

/**
 * Belay will not do what was asked. The whole message is for the reader: what happened, what was not done, and what to
 * do about it. The API answers 409 with it, pages show it, the command line prints it and ends with 1.
 */
public class Refused extends RuntimeException {
    public Refused(String message) {
        super(message);
    }

    public Refused(String message, Throwable cause) {
        super(message, cause);
    }
}
