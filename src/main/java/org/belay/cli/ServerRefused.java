package org.belay.cli;

/** The server said no; the message is the server's own and meant for the reader. */
public final class ServerRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final boolean stillAtIt;

    ServerRefused(int status, String message) {
        this(status, message, false);
    }

    private ServerRefused(int status, String message, boolean stillAtIt) {
        super(message);
        this.status = status;
        this.stillAtIt = stillAtIt;
    }

    /** Reads a problem (RFC 9457); its {@code detail} is the whole message where there is one. */
    static ServerRefused from(int status, Answer problem, boolean stillAtIt) {
        String detail = problem.text("detail");
        String title = problem.text("title");
        String words = !detail.isEmpty() ? detail : title;
        return new ServerRefused(
                status, words.isEmpty() ? "The server answered " + status + " without a reason." : words, stillAtIt);
    }

    /** The same request, sent before, is being worked on: its answer can be asked for again. */
    boolean stillAtIt() {
        return stillAtIt;
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }
}
