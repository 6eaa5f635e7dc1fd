package org.belay.audit;

import java.util.OptionalLong;

/**
 * What a check of the whole record found.
 *
 * @param rows rows that were read
 * @param ok nothing was found to be wrong
 * @param firstBroken number of the first row that is wrong or missing
 * @param reason what is wrong with it, in words; empty when nothing is
 * @param anchoredTo the last row that the anchor outside the database vouches for; 0 without an anchor
 */
public record Verification(long rows, boolean ok, OptionalLong firstBroken, String reason, long anchoredTo) {

    static Verification broken(long rows, long at, String reason, long anchoredTo) {
        return new Verification(rows, false, OptionalLong.of(at), reason, anchoredTo);
    }

    static Verification whole(long rows, long anchoredTo) {
        return new Verification(rows, true, OptionalLong.empty(), "", anchoredTo);
    }

    /** The finding as a sentence for a person. */
    public String inWords() {
        if (!ok) {
            return "The record is broken at row %d: %s".formatted(firstBroken.getAsLong(), reason);
        }
        if (rows == 0) {
            return "The record is empty.";
        }
        String whole = "All %,d rows are whole, in order and unchanged. ".formatted(rows);
        return anchoredTo == 0
                ? whole + "There is no anchor beside the database, so rows cut off at the end would not be noticed."
                : whole + "The anchor beside the database vouches for row %,d.".formatted(anchoredTo);
    }
}
