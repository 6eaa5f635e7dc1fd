package org.belay.platform;

import java.util.Objects;

/** The requested object does not exist. The message names it; the API answers 404 with it. */
public class ObjectNotFound extends RuntimeException {
    public ObjectNotFound(String message) {
        super(message);
    }

    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }
}
