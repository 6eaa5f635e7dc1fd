package org.belay.evidence;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Where the lines of a file differ from those that were exported. */
final class ChangedLines {
    private static final int MAX = 10;

    private ChangedLines() {}

    /**
     * @param exported the hash of each line, as exported
     * @param found the hash of each line of the file
     * @return "line 7 was changed", at most ten; empty if all lines are the same
     */
    static List<String> between(List<String> exported, List<String> found) {
        Set<String> known = new TreeSet<>(exported);
        Set<String> present = new TreeSet<>(found);
        var places = new ArrayList<String>();
        int was = 0;
        int is = 0;
        while ((was < exported.size() || is < found.size()) && places.size() < MAX) {
            boolean missing = was < exported.size() && (is >= found.size() || !present.contains(exported.get(was)));
            boolean strange = is < found.size() && (was >= exported.size() || !known.contains(found.get(is)));
            if (was < exported.size() && is < found.size() && exported.get(was).equals(found.get(is))) {
                was++;
                is++;
            } else if (missing && strange) {
                places.add("line " + (is + 1) + " was changed");
                was++;
                is++;
            } else if (missing) {
                places.add("line " + (was + 1) + " was removed");
                was++;
            } else if (strange) {
                places.add("line " + (is + 1) + " was added");
                is++;
            } else {
                places.add("line " + (is + 1) + " was moved or repeated");
                return places; // after a move, line numbers say nothing
            }
        }
        return places;
    }
}
