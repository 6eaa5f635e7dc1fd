package org.belay.template;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * What changed in one file between two states of a template.
 *
 * @param lines all of them, those that stayed among them
 */
public record FileDiff(String name, Change change, LineDiff lines) {

    /** What became of the file. */
    public enum Change {
        ADDED,
        REMOVED,
        CHANGED
    }

    /** The files that differ, by name. */
    public static List<FileDiff> of(Map<String, String> before, Map<String, String> after) {
        var names = new TreeSet<>(before.keySet());
        names.addAll(after.keySet());
        var differences = new ArrayList<FileDiff>();
        for (String name : names) {
            String old = before.get(name);
            String now = after.get(name);
            if (old != null && old.equals(now)) continue;
            Change change = old == null ? Change.ADDED : now == null ? Change.REMOVED : Change.CHANGED;
            differences.add(new FileDiff(name, change, LineDiff.of(old == null ? "" : old, now == null ? "" : now)));
        }
        return differences;
    }
}
