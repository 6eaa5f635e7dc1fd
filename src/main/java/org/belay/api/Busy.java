package org.belay.api;

/** Not now: nothing was looked at, and the same may be sent again. */
final class Busy extends RuntimeException {
    Busy(String detail) {
        super(detail);
    }
}
