package org.belay.cli;

import java.io.PrintWriter;
import java.util.List;
import org.belay.template.FileDiff;
import org.belay.template.LineDiff.Change;
import org.belay.template.LineDiff.Line;

/** Prints a difference as {@code diff -u} does. */
final class UnifiedDiff {
    /** Context lines around a change. */
    private static final int CONTEXT = 3;

    private UnifiedDiff() {}

    /**
     * @param theirs description of the older side
     * @param mine folder of the newer side
     */
    static void print(PrintWriter out, FileDiff file, String name, String theirs, String mine) {
        out.println(
                "--- " + (file.change() == FileDiff.Change.ADDED ? "not on the server" : name + "  (" + theirs + ")"));
        out.println("+++ " + (file.change() == FileDiff.Change.REMOVED ? "not in " + mine : mine + "/" + name));
        List<Line> lines = file.lines().lines();
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

    private static int next(List<Line> lines, int from) {
        int at = from;
        while (at < lines.size() && lines.get(at).change() == Change.SAME) at++;
        return at;
    }

    /** End of a change with its context; changes that are close to each other form one hunk. */
    private static int end(List<Line> lines, int change) {
        int end = change;
        for (int at = change; at < lines.size() && at <= end + 2 * CONTEXT; at++) {
            if (lines.get(at).change() != Change.SAME) end = at;
        }
        return Math.min(lines.size(), end + 1 + CONTEXT);
    }

    private static void hunk(PrintWriter out, List<Line> lines, int from, int to) {
        List<Line> shown = lines.subList(from, to);
        out.println("@@ -" + range(lines, from, shown, Change.ADDED) + " +" + range(lines, from, shown, Change.REMOVED)
                + " @@");
        for (Line line : shown) out.println(mark(line.change()) + visible(line.text()));
    }

    /** First line and number of lines on one side, without the lines that only the other side has. */
    private static String range(List<Line> lines, int from, List<Line> shown, Change otherSide) {
        long count = shown.stream().filter(line -> line.change() != otherSide).count();
        long before = lines.subList(0, from).stream()
                .filter(line -> line.change() != otherSide)
                .count();
        return (count == 0 ? before : before + 1) + "," + count;
    }

    private static String mark(Change change) {
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
