package org.belay.template;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * The changes of one file between two states of a template.
 *
 * @param lines all lines, unchanged ones included
 */
public record FileDiff(String name, Change change, LineDiff lines) {

    /** How the file changed. */
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
