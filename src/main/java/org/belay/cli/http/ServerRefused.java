package org.belay.cli.http;

import java.util.Objects;

/** The server refused the request; the message is the one of the server, for the user. */
public final class ServerRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final boolean askAgain;

    public ServerRefused(int status, String message) {
        this(status, message, false);
    }

    private ServerRefused(int status, String message, boolean askAgain) {
        super(message);
        this.status = status;
        this.askAgain = askAgain;
    }

    /** Reads problem details (RFC 9457); {@code detail} is the whole message if there is one. */
    static ServerRefused from(int status, JsonObject problem, boolean askAgain) {
        String detail = problem.text("detail");
        String title = problem.text("title");
        String words = !detail.isEmpty() ? detail : title;
        return new ServerRefused(
                status, words.isEmpty() ? "The server answered " + status + " without a reason." : words, askAgain);
    }

    /**
     * Whether the request may be sent again with its key: it is still running, or the server does not know whether it
     * was executed.
     */
    boolean isRetryable() {
        return askAgain;
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }
}
