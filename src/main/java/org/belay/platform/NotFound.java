package org.belay.platform;

/** The requested object does not exist. The message names it; the API answers 404 with it. */
public class NotFound extends RuntimeException {
    public NotFound(String message) {
        super(message);
    }
}
