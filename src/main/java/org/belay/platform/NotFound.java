package org.belay.platform;

/** What was asked for does not exist. The message says what was looked for; the API answers 404 with it. */
public class NotFound extends RuntimeException {
    public NotFound(String message) {
        super(message);
    }
}
