package org.belay.directory.model;

import org.belay.platform.RequestRefused;

/** A source cannot be read, or not completely. */
public class SourceUnreadable extends RequestRefused {
    public SourceUnreadable(String message) {
        super(message);
    }

    public SourceUnreadable(String message, Throwable cause) {
        super(message, cause);
    }
}
