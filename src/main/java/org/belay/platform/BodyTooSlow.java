package org.belay.platform;

import java.io.IOException;

/** The body of a request arrives more slowly than Belay waits for. */
public final class BodyTooSlow extends IOException {
    public BodyTooSlow(String message) {
        super(message);
    }
}
