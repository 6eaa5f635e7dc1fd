package org.belay.platform;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the known name that a mistyped one probably means, ignoring case. */
public final class NearestName {
    /** Longer inputs are not typing errors, and the comparison takes time in proportion to their length. */
    private static final int LONGEST = 100;

    private NearestName() {}

    /** The nearest known name; empty if none is near, because a wrong suggestion misleads. */
    public static Optional<String> to(String written, Collection<String> known) {
        if (written.length() > LONGEST) {
            return Optional.empty();
        }
        int far = written.length() < 4 ? 1 : Math.max(2, written.length() / 3);
        return known.stream()
                .filter(name -> distance(written, name) <= far)
                .min(Comparator.comparingInt(name -> distance(written, name)));
    }

    /** Levenshtein distance, ignoring case. */
    private static int distance(String written, String name) {
        String a = written.toLowerCase(Locale.ROOT);
        String b = name.toLowerCase(Locale.ROOT);
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) row[j] = j;
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int above = row[j];
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(Math.min(above, row[j - 1]) + 1, replaced);
                diagonal = above;
            }
        }
        return row[b.length()];
    }
}
