package org.belay.cli;

import java.io.PrintWriter;

/** One line that changes in place on a terminal; elsewhere a line of its own whenever it says something new. */
public final class ProgressLine {
    /** Set by the {@code belay} script: Java itself cannot tell reliably (JDK 22 answers differently from 17). */
    static final boolean TERMINAL = Boolean.getBoolean("belay.terminal");

    private final PrintWriter out;
    private String shown = "";

    public ProgressLine(PrintWriter out) {
        this.out = out;
    }

    public void show(String line) {
        if (line.equals(shown)) return;
        if (TERMINAL) out.print("\r" + line + " ".repeat(Math.max(0, shown.length() - line.length())));
        else out.println(line);
        out.flush();
        shown = line;
    }

    /** Leaves the last line standing. */
    public void end() {
        if (TERMINAL && !shown.isEmpty()) out.println();
        out.flush();
        shown = "";
    }
}
