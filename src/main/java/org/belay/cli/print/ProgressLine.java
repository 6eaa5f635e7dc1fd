package org.belay.cli.print;

import java.io.PrintWriter;

/** A line that changes in place on a terminal; in a log, a new line every few seconds. */
public final class ProgressLine {
    /** Set by the {@code belay} script. Java cannot tell reliably (JDK 22 answers differently from 17). */
    private static final boolean TERMINAL = Boolean.getBoolean("belay.terminal");

    /** Interval between two lines in a log. */
    private static final long LOG_NANOS = 5_000_000_000L;

    private final PrintWriter out;
    private String shown = "";
    private String latest = "";
    private long loggedAt = System.nanoTime() - LOG_NANOS;

    public ProgressLine(PrintWriter out) {
        this.out = out;
    }

    public void show(String line) {
        latest = line;
        if (line.equals(shown)) return;
        if (TERMINAL) {
            EscapingWriter.returnToLineStart(out);
            out.print(line + " ".repeat(Math.max(0, shown.length() - line.length())));
        } else {
            if (System.nanoTime() - loggedAt < LOG_NANOS) return;
            loggedAt = System.nanoTime();
            out.println(line);
        }
        out.flush();
        shown = line;
    }

    /** Keeps the last line and ends it. */
    public void end() {
        if (TERMINAL && !shown.isEmpty()) out.println();
        if (!TERMINAL && !latest.equals(shown)) out.println(latest);
        out.flush();
        shown = "";
        latest = "";
        loggedAt = System.nanoTime() - LOG_NANOS;
    }
}
