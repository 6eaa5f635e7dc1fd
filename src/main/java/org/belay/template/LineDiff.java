package org.belay.template;

import com.github.difflib.DiffUtils;
import com.github.difflib.algorithm.myers.MyersDiffWithLinearSpace;
import com.github.difflib.patch.AbstractDelta;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What changed between two texts, line by line.
 *
 * <pre>{@code
 * LineDiff.of("one\ntwo\n", "one\nthree\n") // SAME one, REMOVED two, ADDED three
 * }</pre>
 *
 * @param lines of both, in reading order: what was removed stands before what came in its place
 */
public record LineDiff(List<Line> lines) {

    /** What became of a line. */
    public enum Change {
        SAME,
        REMOVED,
        ADDED
    }

    /**
     * @param before its number in the older text, from 1; 0 if it was added
     * @param after its number in the newer text, from 1; 0 if it was removed
     */
    public record Line(Change change, int before, int after, String text) {}

    public LineDiff {
        lines = List.copyOf(lines);
    }

    public static LineDiff of(String before, String after) {
        List<String> old = split(before);
        List<String> now = split(after);
        var lines = new ArrayList<Line>();
        var added = new ArrayList<Line>();
        int atOld = 0;
        int atNow = 0;
        for (AbstractDelta<String> delta :
                DiffUtils.diff(old, now, new MyersDiffWithLinearSpace<>()).getDeltas()) {
            if (atOld < delta.getSource().getPosition()) {
                lines.addAll(added);
                added.clear();
            }
            while (atOld < delta.getSource().getPosition()) {
                lines.add(new Line(Change.SAME, atOld + 1, atNow + 1, old.get(atOld)));
                atOld++;
                atNow++;
            }
            // neighbours come as two deltas, the added one perhaps first; a reader wants to see what something became
            for (String text : delta.getSource().getLines()) lines.add(new Line(Change.REMOVED, ++atOld, 0, text));
            for (String text : delta.getTarget().getLines()) added.add(new Line(Change.ADDED, 0, ++atNow, text));
        }
        lines.addAll(added);
        for (; atOld < old.size(); atOld++) lines.add(new Line(Change.SAME, atOld + 1, ++atNow, old.get(atOld)));
        return new LineDiff(lines);
    }

    /** The lines of a text; what stands behind the last line end is a line only if something does. */
    private static List<String> split(String text) {
        if (text.isEmpty()) return List.of();
        List<String> lines = Arrays.asList(text.split("\n", -1));
        return text.endsWith("\n") ? lines.subList(0, lines.size() - 1) : lines;
    }

    public boolean same() {
        return lines.stream().allMatch(line -> line.change() == Change.SAME);
    }

    public long count(Change change) {
        return lines.stream().filter(line -> line.change() == change).count();
    }
}
