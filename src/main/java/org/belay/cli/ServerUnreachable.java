package org.belay.cli;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;

/** No answer came from the server: whether it did what was asked is not known. */
public final class ServerUnreachable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ServerUnreachable(URI base, IOException cause) {
        super(words(base, cause), cause);
    }

    /** Not even a connection was made. */
    boolean nothingWasDone() {
        return getCause() instanceof ConnectException || getCause() instanceof UnknownHostException;
    }

    private static String words(URI base, IOException cause) {
        if (cause instanceof ConnectException) {
            return "No server answers at " + base
                    + ". Start one with `belay serve` or `belay sandbox`, or set BELAY_URL. Nothing was done.";
        }
        if (cause instanceof UnknownHostException) {
            return "The host of " + base + " is not known. Is BELAY_URL right? Nothing was done.";
        }
        if (cause instanceof SocketTimeoutException) {
            return base
                    + " did not answer in time. Whether it did what was asked is not known: look before you repeat.";
        }
        return "The connection to " + base + " broke (" + cause.getMessage()
                + "). Whether it did what was asked is not known: look before you repeat.";
    }
}
