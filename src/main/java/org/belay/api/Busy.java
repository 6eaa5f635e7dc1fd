package org.belay.api;

/** The server is busy: the request was not processed and may be sent again. */
final class Busy extends RuntimeException {
    Busy(String detail) {
        super(detail);
    }
}
