package org.belay.cli.print;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
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
        List<String> before = lines(file, LineChange.ADDED);
        List<String> after = lines(file, LineChange.REMOVED);
        UnifiedDiffUtils.generateUnifiedDiff(
                        file.change() == FileDiff.FileChange.ADDED ? "not on the server" : name + "  (" + theirs + ")",
                        file.change() == FileDiff.FileChange.REMOVED ? "not in " + mine : mine + "/" + name,
                        before,
                        DiffUtils.diff(before, after),
                        CONTEXT)
                .forEach(line -> out.println(visible(line)));
    }

    /** The lines of one side: all without those that only the other side has. */
    private static List<String> lines(FileDiff file, LineChange otherSide) {
        return file.lines().lines().stream()
                .filter(line -> line.change() != otherSide)
                .map(DiffLine::text)
                .toList();
    }

    /** Replaces control characters: the text of another person must not control the terminal. */
    private static String visible(String text) {
        return text.replaceAll("[\\p{Cc}&&[^\\t]]", "?");
    }
}
