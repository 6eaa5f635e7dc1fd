package org.belay.cli;

/** The server said no; the message is the server's own and meant for the reader. */
public final class ServerRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final boolean askAgain;

    ServerRefused(int status, String message) {
        this(status, message, false);
    }

    private ServerRefused(int status, String message, boolean askAgain) {
        super(message);
        this.status = status;
        this.askAgain = askAgain;
    }

    /** Reads a problem (RFC 9457); its {@code detail} is the whole message where there is one. */
    static ServerRefused from(int status, Answer problem, boolean askAgain) {
        String detail = problem.text("detail");
        String title = problem.text("title");
        String words = !detail.isEmpty() ? detail : title;
        return new ServerRefused(
                status, words.isEmpty() ? "The server answered " + status + " without a reason." : words, askAgain);
    }

    /** The same request is still being worked on, or nobody knows whether it was done: with its key, it may be sent again. */
    boolean askAgain() {
        return askAgain;
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }
}
