package org.belay.web.templates;

import com.github.difflib.DiffUtils;
import com.github.difflib.patch.AbstractDelta;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The differences of two lines, word by word.
 *
 * @param before the older line in pieces
 * @param after the newer one
 */
public record WordDiff(List<DiffPiece> before, List<DiffPiece> after) {
    private static final Pattern WORDS = Pattern.compile("\\s+|[\\p{L}\\p{N}\\p{M}]+|.", Pattern.DOTALL);
    // the comparison is quadratic in the number of words; longer lines are compared as a whole
    private static final int MOST_WORDS = 600;

    /** @param changed whether the other line has a different text here */
    public record DiffPiece(boolean changed, String text) {}

    static List<DiffPiece> whole(String text) {
        return List.of(new DiffPiece(false, text));
    }

    static WordDiff of(String before, String after) {
        List<String> old = words(before);
        List<String> now = words(after);
        if (old.size() > MOST_WORDS || now.size() > MOST_WORDS) return new WordDiff(whole(before), whole(after));
        List<AbstractDelta<String>> deltas = DiffUtils.diff(old, now).getDeltas();
        int common = letters(old)
                - deltas.stream()
                        .mapToInt(delta -> letters(delta.getSource().getLines()))
                        .sum();
        // lines with little in common are shown as one removed and one added line
        if (common * 2 < Math.min(letters(old), letters(now))) return new WordDiff(whole(before), whole(after));
        var left = new ArrayList<DiffPiece>();
        var right = new ArrayList<DiffPiece>();
        int atOld = 0;
        int atNow = 0;
        for (AbstractDelta<String> delta : deltas) {
            add(left, false, old.subList(atOld, delta.getSource().getPosition()));
            add(right, false, now.subList(atNow, delta.getTarget().getPosition()));
            add(left, true, delta.getSource().getLines());
            add(right, true, delta.getTarget().getLines());
            atOld = delta.getSource().getPosition() + delta.getSource().size();
            atNow = delta.getTarget().getPosition() + delta.getTarget().size();
        }
        add(left, false, old.subList(atOld, old.size()));
        add(right, false, now.subList(atNow, now.size()));
        return new WordDiff(joined(left), joined(right));
    }

    private static int letters(List<String> words) {
        return words.stream()
                .filter(word -> !word.isBlank())
                .mapToInt(String::length)
                .sum();
    }

    private static void add(List<DiffPiece> pieces, boolean changed, List<String> words) {
        if (!words.isEmpty()) pieces.add(new DiffPiece(changed, String.join("", words)));
    }

    /** Marks spaces between two changed words as changed. */
    private static List<DiffPiece> joined(List<DiffPiece> pieces) {
        var joined = new ArrayList<DiffPiece>();
        for (int i = 0; i < pieces.size(); i++) {
            DiffPiece piece = pieces.get(i);
            boolean between = i > 0 && i + 1 < pieces.size() && piece.text().isBlank();
            boolean changed = piece.changed()
                    || between
                            && pieces.get(i - 1).changed()
                            && pieces.get(i + 1).changed();
            int last = joined.size() - 1;
            if (last >= 0 && joined.get(last).changed() == changed) {
                joined.set(last, new DiffPiece(changed, joined.get(last).text() + piece.text()));
            } else {
                joined.add(new DiffPiece(changed, piece.text()));
            }
        }
        return List.copyOf(joined);
    }

    private static List<String> words(String line) {
        return WORDS.matcher(line).results().map(found -> found.group()).toList();
    }
}
