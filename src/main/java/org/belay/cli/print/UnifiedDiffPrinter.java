package org.belay.cli.print;

import java.io.PrintWriter;
import java.util.List;
import org.belay.template.files.FileDiff;
import org.belay.template.files.LineDiff.DiffLine;
import org.belay.template.files.LineDiff.LineChange;

/** Prints a difference as {@code diff -u} does. */
public final class UnifiedDiffPrinter {
    /** Context lines around a change. */
    private static final int CONTEXT = 3;

    private UnifiedDiffPrinter() {}

    /**
     * @param theirs description of the older side
     * @param mine folder of the newer side
     */
    public static void print(PrintWriter out, FileDiff file, String name, String theirs, String mine) {
        out.println("--- "
                + (file.change() == FileDiff.FileChange.ADDED ? "not on the server" : name + "  (" + theirs + ")"));
        out.println("+++ " + (file.change() == FileDiff.FileChange.REMOVED ? "not in " + mine : mine + "/" + name));
        List<DiffLine> lines = file.lines().lines();
        int at = 0;
        while (at < lines.size()) {
            int change = next(lines, at);
            if (change == lines.size()) return;
            int from = Math.max(at, change - CONTEXT);
            int to = end(lines, change);
            hunk(out, lines, from, to);
            at = to;
        }
    }

    private static int next(List<DiffLine> lines, int from) {
        int at = from;
        while (at < lines.size() && lines.get(at).change() == LineChange.SAME) at++;
        return at;
    }

    /** End of a change with its context; changes that are close to each other form one hunk. */
    private static int end(List<DiffLine> lines, int change) {
        int end = change;
        for (int at = change; at < lines.size() && at <= end + 2 * CONTEXT; at++) {
            if (lines.get(at).change() != LineChange.SAME) end = at;
        }
        return Math.min(lines.size(), end + 1 + CONTEXT);
    }

    private static void hunk(PrintWriter out, List<DiffLine> lines, int from, int to) {
        List<DiffLine> shown = lines.subList(from, to);
        out.println("@@ -" + range(lines, from, shown, LineChange.ADDED) + " +"
                + range(lines, from, shown, LineChange.REMOVED) + " @@");
        for (DiffLine line : shown) out.println(mark(line.change()) + visible(line.text()));
    }

    /** First line and number of lines on one side, without the lines that only the other side has. */
    private static String range(List<DiffLine> lines, int from, List<DiffLine> shown, LineChange otherSide) {
        long count = shown.stream().filter(line -> line.change() != otherSide).count();
        long before = lines.subList(0, from).stream()
                .filter(line -> line.change() != otherSide)
                .count();
        return (count == 0 ? before : before + 1) + "," + count;
    }

    private static String mark(LineChange change) {
        return switch (change) {
            case SAME -> " ";
            case REMOVED -> "-";
            case ADDED -> "+";
        };
    }

    /** Replaces control characters: the text of another person must not control the terminal. */
    private static String visible(String text) {
        return text.replaceAll("[\\p{Cc}&&[^\\t]]", "?");
    }
}
