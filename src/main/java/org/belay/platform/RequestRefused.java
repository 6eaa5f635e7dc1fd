package org.belay.platform;

import java.util.Objects;

/**
 * Belay refuses the request. The message is for the user: what happened, what was not done, and what to do. The API
 * answers 409 with it, pages show it, the command line prints it and exits with 1.
 */
public class RequestRefused extends RuntimeException {
    public RequestRefused(String message) {
        super(message);
    }

    public RequestRefused(String message, Throwable cause) {
        super(message, cause);
    }

    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }
}
