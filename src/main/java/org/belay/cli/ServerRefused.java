package org.belay.cli;

/** The server said no; the message is the server's own and meant for the reader. */
public final class ServerRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;

    ServerRefused(int status, String message) {
        super(message);
        this.status = status;
    }

    /** Reads a problem (RFC 9457); its {@code detail} is the whole message where there is one. */
    static ServerRefused from(int status, Answer problem) {
        String detail = problem.text("detail");
        String title = problem.text("title");
        if (!detail.isEmpty()) return new ServerRefused(status, detail);
        if (!title.isEmpty()) return new ServerRefused(status, title);
        return new ServerRefused(status, "The server answered " + status + " without a reason.");
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }
}
