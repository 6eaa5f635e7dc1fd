package org.belay.api.view;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.belay.mailing.model.MailingId;
import org.belay.response.StoredReport;

/** JSON of bounce messages. */
public final class ReportView {
    private ReportView() {}

    /** @param message summary in a sentence */
    public record TakenReport(String kind, List<TakenLine> lines, String message) {}

    /** @param again whether it was recorded before */
    record TakenLine(long report, String recipient, String finding, boolean again, String reason) {}

    public static TakenReport of(org.belay.response.ReportResult taken) {
        List<TakenLine> lines = taken.lines().stream()
                .map(line -> new TakenLine(
                        line.report(), line.recipient(), line.finding().name(), line.again(), line.reason()))
                .toList();
        String message = taken.lines().stream()
                .map(line -> (line.recipient().isEmpty() ? "" : line.recipient() + ": ")
                        + line.finding().words()
                        + (line.again() ? " (recorded before)" : ""))
                .collect(Collectors.joining("; ", "Accepted: " + taken.kind().words() + ". ", "."));
        return new TakenReport(taken.kind().name(), lines, message);
    }

    public static Map<String, Object> of(StoredReport report) {
        var view = new LinkedHashMap<String, Object>();
        view.put("id", report.id());
        view.put("receivedAt", report.receivedAt());
        view.put("recipient", report.recipient());
        view.put("finding", report.finding());
        view.put("findingInWords", report.finding().words());
        report.about().ifPresent(about -> {
            view.put("mailing", new MailingId(about.mailing()).toString());
            view.put("dispatch", about.kind());
        });
        report.action().ifPresent(action -> view.put("action", action));
        view.put("status", report.status());
        view.put("diagnostic", report.diagnostic());
        view.put("from", report.sender());
        view.put("subject", report.subject());
        return view;
    }

    /** @param message the start of the message; invalid UTF-8 is replaced */
    public static Map<String, Object> of(StoredReport report, byte[] message) {
        Map<String, Object> view = of(report);
        view.put("message", new String(message, StandardCharsets.UTF_8));
        return view;
    }
}
