package org.belay.audit;

import java.util.Optional;
import java.util.SortedMap;

/** Follows the chain row by row. A function of rows and anchor alone, so that an export can be checked the same way. */
final class ChainCheck {
    private final SortedMap<Long, String> anchors;
    private long rows;
    private String last = AuditEntry.NOTHING;

    /** @param anchors hash by row number, as noted outside the database */
    ChainCheck(SortedMap<Long, String> anchors) {
        this.anchors = anchors;
    }

    /** What is wrong with the next row, if anything; then no more rows may be given. */
    Optional<Verification> next(AuditEntry row) {
        long expected = rows + 1;
        if (row.seq() != expected) {
            return broken(expected, "it is missing; the next that is there is row %d.".formatted(row.seq()));
        }
        if (!row.previous().equals(last)) {
            return broken(expected, "it does not follow the row before it: one of the two was replaced or moved.");
        }
        if (!row.hash().equals(row.expectedHash())) {
            return broken(expected, "its words were changed after it was written.");
        }
        String anchor = anchors.get(expected);
        if (anchor != null && !anchor.equals(row.hash())) {
            return broken(
                    expected, "the anchor notes another row here: the record was rewritten from here on, or earlier.");
        }
        rows = expected;
        last = row.hash();
        return Optional.empty();
    }

    /** What is to be said when there are no more rows. */
    Verification end() {
        if (anchoredTo() > rows) {
            return Verification.broken(
                    rows,
                    rows + 1,
                    "the record ends before it; the anchor knows rows up to %d. The end was cut off, or an older backup was restored."
                            .formatted(anchoredTo()),
                    anchoredTo());
        }
        return Verification.whole(rows, anchoredTo());
    }

    private Optional<Verification> broken(long at, String reason) {
        return Optional.of(Verification.broken(rows, at, reason, anchoredTo()));
    }

    private long anchoredTo() {
        return anchors.isEmpty() ? 0 : anchors.lastKey();
    }
}
