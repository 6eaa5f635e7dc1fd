package org.belay.platform;

/** The requested object does not exist. The message names it; the API answers 404 with it. */
public class ObjectNotFound extends RuntimeException {
    public ObjectNotFound(String message) {
        super(message);
    }
}
