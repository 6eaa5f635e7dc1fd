package org.belay.audience.source;

import org.belay.platform.RequestRefused;

/** The people of an audience were not replaced, because too many would be removed. */
public final class RemovalsHeld extends RequestRefused {
    private final long removed;

    public RemovalsHeld(String message, long removed) {
        super(message);
        this.removed = removed;
    }

    /** The number of people that a person must accept. */
    public long removed() {
        return removed;
    }
}
