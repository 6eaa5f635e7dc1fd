package org.belay.audit;

import java.util.Optional;
import java.util.stream.Stream;

/** Verifies some rows of the audit log, in their order, without the rows between them. */
public final class AuditExtractCheck {
    private final AuditAnchor anchor;
    private long lastSeq;
    private String lastHash = AuditEntry.NO_PREVIOUS_HASH;

    /** @param anchor lines that were kept elsewhere, in the form of the anchor file; may be empty */
    public AuditExtractCheck(Stream<String> anchor) {
        this.anchor = AnchorFile.read(anchor);
    }

    /** What is wrong with the next row: a sentence; empty if it is valid. */
    public Optional<String> next(AuditEntry row) {
        Optional<String> problem = problem(row);
        lastSeq = row.seq();
        lastHash = row.hash();
        return problem;
    }

    private Optional<String> problem(AuditEntry row) {
        if (!row.hash().equals(row.expectedHash())) {
            return Optional.of("Its content was changed after it was written.");
        }
        if (row.seq() <= lastSeq) {
            return Optional.of("It comes after row " + lastSeq + ": the rows were moved or repeated.");
        }
        if (row.seq() == lastSeq + 1 && !row.previous().equals(lastHash)) {
            return Optional.of("It does not follow the row before it: one of the two was replaced.");
        }
        String noted = anchor.hashes().get(row.seq());
        if (noted != null && !noted.equals(row.hash())) {
            return Optional.of("The anchor has another hash here: the row was rewritten.");
        }
        return Optional.empty();
    }
}
