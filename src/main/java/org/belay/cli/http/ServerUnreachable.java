package org.belay.cli.http;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;

/** No answer arrived from the server, so it is unknown whether it executed the request. */
public final class ServerUnreachable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ServerUnreachable(URI base, IOException cause) {
        super(words(base, cause), cause);
    }

    /** Whether no connection was made, so the request was certainly not executed. */
    boolean nothingWasDone() {
        return getCause() instanceof ConnectException || getCause() instanceof UnknownHostException;
    }

    private static String words(URI base, IOException cause) {
        if (cause instanceof ConnectException) {
            return "No server answers at " + base
                    + ". Start one with `belay serve` or `belay sandbox`, or set BELAY_URL. Nothing was done.";
        }
        if (cause instanceof UnknownHostException) {
            return "The host of " + base + " is unknown. Check BELAY_URL. Nothing was done.";
        }
        if (cause instanceof SocketTimeoutException) {
            return base
                    + " did not answer in time. It is unknown whether it executed the request: check before you repeat it.";
        }
        return "The connection to " + base + " broke (" + cause.getMessage()
                + "). It is unknown whether it executed the request: check before you repeat it.";
    }
}
