package org.belay.template.files;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * The changes of one file between two states of a template.
 *
 * @param lines all lines, unchanged ones included
 */
public record FileDiff(String name, FileChange change, LineDiff lines) {

    /** How the file changed. */
    public enum FileChange {
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
            FileChange change = old == null ? FileChange.ADDED : now == null ? FileChange.REMOVED : FileChange.CHANGED;
            differences.add(new FileDiff(name, change, LineDiff.of(old == null ? "" : old, now == null ? "" : now)));
        }
        return differences;
    }
}
