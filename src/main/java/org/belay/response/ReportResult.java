package org.belay.response;

import java.util.List;

/** The result of receiving a message: one line per recipient, or one line for the whole message. */
public record ReportResult(ReportKind kind, List<RecipientResult> lines) {

    /**
     * @param report id of the stored report
     * @param recipient address of the recipient; empty if none is named
     * @param again whether the report was stored before, so that nothing was changed
     * @param reason reason given by the report; empty if there is none
     */
    public record RecipientResult(long report, String recipient, ReportFinding finding, boolean again, String reason) {}
}
