package org.belay.audit;

import java.util.Optional;

/** Follows the chain row by row. A function of rows, counter and anchor alone, so that an export can be checked the same way. */
final class ChainCheck {
    private final Anchor anchor;
    private final long counted;
    private long rows;
    private String last = AuditEntry.NOTHING;

    /**
     * @param anchor as noted outside the database
     * @param counted how many rows the database's own counter knows
     */
    ChainCheck(Anchor anchor, long counted) {
        this.anchor = anchor;
        this.counted = counted;
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
        String noted = anchor.hashes().get(expected);
        if (noted != null && !noted.equals(row.hash())) {
            return broken(
                    expected, "the anchor notes another row here: the record was rewritten from here on, or earlier.");
        }
        rows = expected;
        last = row.hash();
        return Optional.empty();
    }

    /** What is to be said when there are no more rows. */
    Verification end() {
        if (anchor.last() > rows) {
            return Verification.broken(
                    rows,
                    rows + 1,
                    "the record ends before it; the anchor knows rows up to %d. The end was cut off, or an older backup was restored."
                            .formatted(anchor.last()),
                    anchor.last());
        }
        if (counted > rows) {
            return Verification.broken(
                    rows,
                    rows + 1,
                    "the record ends before it; the database counted %d rows. The end was cut off.".formatted(counted),
                    anchor.last());
        }
        if (rows > 0 && anchor.begins().isEmpty()) {
            return Verification.unanchored(rows, anchor.last());
        }
        return Verification.whole(rows, anchor.last());
    }

    private Optional<Verification> broken(long at, String reason) {
        return Optional.of(Verification.broken(rows, at, reason, anchor.last()));
    }
}
