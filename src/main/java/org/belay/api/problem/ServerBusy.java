package org.belay.api.problem;

/** The server is busy: the request was not processed and may be sent again. */
public final class ServerBusy extends RuntimeException {
    public ServerBusy(String detail) {
        super(detail);
    }
}
