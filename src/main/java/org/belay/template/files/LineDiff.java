package org.belay.template.files;

import com.github.difflib.DiffUtils;
import com.github.difflib.algorithm.myers.MyersDiffWithLinearSpace;
import com.github.difflib.patch.AbstractDelta;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The difference between two texts, line by line.
 *
 * <pre>{@code
 * LineDiff.of("one\ntwo\n", "one\nthree\n") // SAME one, REMOVED two, ADDED three
 * }</pre>
 *
 * @param lines of both texts in reading order; removed lines come before the lines that replace them
 */
public record LineDiff(List<DiffLine> lines) {

    /** How a line changed. */
    public enum LineChange {
        SAME,
        REMOVED,
        ADDED
    }

    /**
     * @param before line number in the older text, from 1; 0 if it was added
     * @param after line number in the newer text, from 1; 0 if it was removed
     */
    public record DiffLine(LineChange change, int before, int after, String text) {}

    public LineDiff {
        lines = List.copyOf(lines);
    }

    public static LineDiff of(String before, String after) {
        List<String> old = split(before);
        List<String> now = split(after);
        var lines = new ArrayList<DiffLine>();
        var added = new ArrayList<DiffLine>();
        int atOld = 0;
        int atNow = 0;
        for (AbstractDelta<String> delta :
                DiffUtils.diff(old, now, new MyersDiffWithLinearSpace<>()).getDeltas()) {
            if (atOld < delta.getSource().getPosition()) {
                lines.addAll(added);
                added.clear();
            }
            while (atOld < delta.getSource().getPosition()) {
                lines.add(new DiffLine(LineChange.SAME, atOld + 1, atNow + 1, old.get(atOld)));
                atOld++;
                atNow++;
            }
            // adjacent changes come as two deltas, insertion first in some cases; print removed lines before their
            // replacement
            for (String text : delta.getSource().getLines())
                lines.add(new DiffLine(LineChange.REMOVED, ++atOld, 0, text));
            for (String text : delta.getTarget().getLines())
                added.add(new DiffLine(LineChange.ADDED, 0, ++atNow, text));
        }
        lines.addAll(added);
        for (; atOld < old.size(); atOld++)
            lines.add(new DiffLine(LineChange.SAME, atOld + 1, ++atNow, old.get(atOld)));
        return new LineDiff(lines);
    }

    /** The lines of a text; no empty last line after a final line end. */
    private static List<String> split(String text) {
        if (text.isEmpty()) return List.of();
        List<String> lines = Arrays.asList(text.split("\n", -1));
        return text.endsWith("\n") ? lines.subList(0, lines.size() - 1) : lines;
    }

    public boolean same() {
        return lines.stream().allMatch(line -> line.change() == LineChange.SAME);
    }

    public long count(LineChange change) {
        return lines.stream().filter(line -> line.change() == change).count();
    }
}
