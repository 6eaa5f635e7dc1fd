package org.belay.audit;

import java.util.OptionalLong;

/**
 * The result of verifying the whole log.
 *
 * @param rows number of rows that were read
 * @param ok whether nothing is wrong
 * @param firstBroken number of the first wrong or missing row; empty if there is none, or if the anchor is wrong
 * @param reason what is wrong; empty if nothing is
 * @param anchoredTo last row that the anchor covers; 0 without an anchor
 */
public record AuditVerification(long rows, boolean ok, OptionalLong firstBroken, String reason, long anchoredTo) {

    static AuditVerification broken(long rows, long at, String reason, long anchoredTo) {
        return new AuditVerification(rows, false, OptionalLong.of(at), reason, anchoredTo);
    }

    static AuditVerification whole(long rows, long anchoredTo) {
        return new AuditVerification(rows, true, OptionalLong.empty(), "", anchoredTo);
    }

    static AuditVerification unanchored(long rows, long anchoredTo) {
        String anchor = anchoredTo == 0 ? "There is no anchor file" : "The anchor file has lost its first line";
        return new AuditVerification(
                rows,
                false,
                OptionalLong.empty(),
                anchor
                        + ", so a deletion of rows at the end would not be detected. The file was removed, or this node or its data directory is"
                        + " new. Compare the log with an anchor that was kept elsewhere (belay audit verify --anchor FILE), then"
                        + " start a new one here: belay audit anchor --begin.",
                anchoredTo);
    }

    /** The result as a sentence. */
    public String message() {
        if (!ok) {
            return firstBroken.isPresent()
                    ? "The audit log is broken at row %d: %s".formatted(firstBroken.getAsLong(), reason)
                    : "The %,d existing rows are in order and unchanged. %s".formatted(rows, reason);
        }
        if (rows == 0) {
            return "The audit log is empty.";
        }
        return "All %,d rows are complete, in order and unchanged. The anchor outside the database covers row %,d."
                .formatted(rows, anchoredTo);
    }
}
