package org.belay.platform.text;

import org.belay.platform.RequestRefused;

/** A value that cannot be used in any state: too long, or with characters that cannot be stored. */
public final class UnstorableValue extends RequestRefused {
    private static final long serialVersionUID = 1L;

    public UnstorableValue(String message) {
        super(message);
    }
}
