package org.belay.cli;

/** What a shell learns. */
public final class Exit {
    public static final int DONE = 0;
    /** Refused, or tried and failed. */
    public static final int FAILED = 1;

    public static final int WRONG_USAGE = 2;
    public static final int UNREACHABLE = 3;

    private Exit() {}
}
