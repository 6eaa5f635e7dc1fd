package org.belay.evidence;

import java.io.Writer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.belay.delivery.DeliverySummary;
import org.belay.delivery.DispatchId;
import org.belay.delivery.DispatchKind;
import org.belay.mailing.MailingReport;
import org.belay.mailing.model.MailingId;
import org.belay.platform.csv.SpreadsheetCsv;
import org.springframework.stereotype.Component;

/** The tables of an export, read page by page. */
@Component
class EvidenceTables {
    private static final int PAGE = 2_000;

    private final MailingReport report;
    private final EvidenceStore store;

    EvidenceTables(MailingReport report, EvidenceStore store) {
        this.report = report;
        this.store = store;
    }

    /** One line for each person of the notice or of the correction. */
    void recipients(MailingId id, DispatchKind kind, Writer to) {
        var csv = new SpreadsheetCsv(
                to, "number", "address", "name", "state", "attempts", "last change", "reply", "bounce", "message-id");
        int offset = 0;
        List<DeliverySummary> some;
        do {
            some = report.deliveries(id, kind, Optional.empty(), offset, PAGE);
            for (DeliverySummary one : some) {
                csv.row(List.of(
                        String.valueOf(one.ordinal()),
                        one.address(),
                        one.name(),
                        one.state().name(),
                        String.valueOf(one.attempts()),
                        one.at().map(Instant::toString).orElse(""),
                        one.reply().orElse(""),
                        one.bounce()
                                .map(bounce -> bounce.status() + " " + bounce.reason())
                                .orElse(""),
                        one.messageId()));
            }
            offset += PAGE;
        } while (some.size() == PAGE);
        csv.flush();
    }

    /** One line for each try to deliver. */
    void attempts(DispatchId dispatch, long people, Writer to) {
        var csv = new SpreadsheetCsv(
                to, "number", "address", "attempt", "recorded before sending", "outcome", "outcome recorded", "reply");
        for (int from = 0; from <= people; from += PAGE) {
            for (EvidenceStore.RecordedAttempt one : store.attempts(dispatch, from, from + PAGE)) {
                csv.row(List.of(
                        String.valueOf(one.ordinal()),
                        one.address(),
                        String.valueOf(one.number()),
                        one.markedAt().toString(),
                        one.outcome().orElse("OPEN"),
                        one.outcomeAt().map(Instant::toString).orElse(""),
                        one.reply().orElse("")));
            }
        }
        csv.flush();
    }
}
