package org.belay.cli.print;

/** Exit codes. */
public final class ExitCode {
    public static final int DONE = 0;
    /** The server refused, or the command failed. */
    public static final int FAILED = 1;

    public static final int WRONG_USAGE = 2;
    public static final int UNREACHABLE = 3;

    private ExitCode() {}
}
