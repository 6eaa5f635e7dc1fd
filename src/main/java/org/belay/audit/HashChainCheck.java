package org.belay.audit;

import java.util.Optional;

/**
 * Verifies the hash chain row by row. It depends only on rows, counter and anchor, so an export can be verified in
 * the same way.
 */
final class HashChainCheck {
    private final AuditAnchor anchor;
    private final long counted;
    private long rows;
    private String last = AuditEntry.NO_PREVIOUS_HASH;

    /**
     * @param anchor the hashes kept outside the database
     * @param counted the number of rows by the counter of the database
     */
    HashChainCheck(AuditAnchor anchor, long counted) {
        this.anchor = anchor;
        this.counted = counted;
    }

    /**
     * Checks the next row.
     *
     * @return the failure, after which no further row may be passed; empty if the row is valid
     */
    Optional<AuditVerification> next(AuditEntry row) {
        long expected = rows + 1;
        if (row.seq() != expected) {
            return broken(expected, "it is missing; the next existing row is %d.".formatted(row.seq()));
        }
        if (!row.previous().equals(last)) {
            return broken(expected, "it does not follow the row before it: one of the two was replaced or moved.");
        }
        if (!row.hash().equals(row.expectedHash())) {
            return broken(expected, "its content was changed after it was written.");
        }
        String noted = anchor.hashes().get(expected);
        if (noted != null && !noted.equals(row.hash())) {
            return broken(
                    expected, "the anchor has another hash here: the log was rewritten from this row on, or earlier.");
        }
        rows = expected;
        last = row.hash();
        return Optional.empty();
    }

    /** The result after the last row. */
    AuditVerification end() {
        if (anchor.last() > rows) {
            return AuditVerification.broken(
                    rows,
                    rows + 1,
                    "the log ends before it; the anchor has rows up to %d. The end was deleted, or an older backup was restored."
                            .formatted(anchor.last()),
                    anchor.last());
        }
        if (counted > rows) {
            return AuditVerification.broken(
                    rows,
                    rows + 1,
                    "the log ends before it; the database counted %d rows. The end was deleted.".formatted(counted),
                    anchor.last());
        }
        if (rows > 0 && anchor.begins().isEmpty()) {
            return AuditVerification.unanchored(rows, anchor.last());
        }
        return AuditVerification.whole(rows, anchor.last());
    }

    private Optional<AuditVerification> broken(long at, String reason) {
        return Optional.of(AuditVerification.broken(rows, at, reason, anchor.last()));
    }
}
