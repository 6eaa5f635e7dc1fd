package org.belay.access;

/** Id of a user account. */
public record UserId(long value) {
    @Override
    public String toString() {
        return Long.toString(value);
    }
}
