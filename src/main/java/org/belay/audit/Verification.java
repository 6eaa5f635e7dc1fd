package org.belay.audit;

import java.util.OptionalLong;

/**
 * What a check of the whole record found.
 *
 * @param rows rows that were read
 * @param ok nothing was found to be wrong
 * @param firstBroken number of the first row that is wrong or missing; empty where no row is, or where the anchor itself is
 * @param reason what is wrong, in words; empty when nothing is
 * @param anchoredTo the last row that the anchor outside the database vouches for; 0 without an anchor
 */
public record Verification(long rows, boolean ok, OptionalLong firstBroken, String reason, long anchoredTo) {

    static Verification broken(long rows, long at, String reason, long anchoredTo) {
        return new Verification(rows, false, OptionalLong.of(at), reason, anchoredTo);
    }

    static Verification whole(long rows, long anchoredTo) {
        return new Verification(rows, true, OptionalLong.empty(), "", anchoredTo);
    }

    static Verification unanchored(long rows, long anchoredTo) {
        String anchor = anchoredTo == 0
                ? "There is no anchor beside the database"
                : "The anchor beside the database has lost its beginning";
        return new Verification(
                rows,
                false,
                OptionalLong.empty(),
                anchor
                        + ", so rows cut off at the end would not be noticed. It was removed, or this node or its data directory is"
                        + " new. Compare the record with an anchor that is kept elsewhere (belay audit verify --anchor FILE), then"
                        + " begin one here: belay audit anchor --begin.",
                anchoredTo);
    }

    /** The finding as a sentence for a person. */
    public String inWords() {
        if (!ok) {
            return firstBroken.isPresent()
                    ? "The record is broken at row %d: %s".formatted(firstBroken.getAsLong(), reason)
                    : "The %,d rows that are there are in order and unchanged. %s".formatted(rows, reason);
        }
        if (rows == 0) {
            return "The record is empty.";
        }
        return "All %,d rows are whole, in order and unchanged. The anchor outside the database vouches for row %,d."
                .formatted(rows, anchoredTo);
    }
}
