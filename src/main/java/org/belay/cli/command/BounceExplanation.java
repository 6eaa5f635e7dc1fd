package org.belay.cli.command;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.belay.cli.http.JsonObject;
import org.belay.cli.print.TextTable;
import org.belay.response.DsnAction;
import org.belay.response.ParsedReport;
import org.belay.response.RecipientStatus;

/** What Belay reads from a bounce message, for a person or a program. */
final class BounceExplanation {
    private BounceExplanation() {}

    static JsonObject of(String file, ParsedReport report) {
        var answer = new LinkedHashMap<String, Object>();
        answer.put("file", file);
        answer.put("kind", word(report.kind()));
        answer.put("message", "This is " + report.kind().words() + ".");
        answer.put("why", report.evidence());
        answer.put("from", report.from());
        answer.put("subject", report.subject());
        answer.put(
                "recipients",
                report.recipients().stream().map(BounceExplanation::recipient).toList());
        answer.put(
                "references",
                Stream.concat(report.references().transactions().stream(), report.references().deliveries().stream())
                        .toList());
        return new JsonObject(answer);
    }

    private static Map<String, Object> recipient(RecipientStatus said) {
        var recipient = new LinkedHashMap<String, Object>();
        recipient.put("address", said.address());
        said.original().ifPresent(original -> recipient.put("original", original));
        recipient.put("others", said.others());
        recipient.put("action", word(said.action()));
        if (said.action() == DsnAction.FAILED) recipient.put("failure", said.isDeadAddress() ? "hard" : "soft");
        recipient.put("status", said.status());
        recipient.put("diagnostic", said.diagnostic());
        return recipient;
    }

    static void print(PrintWriter out, JsonObject answer) {
        out.println(answer.text("file") + ": " + answer.text("message") + " " + answer.text("why"));
        out.println("From " + answer.text("from") + ": " + answer.text("subject"));
        List<JsonObject> recipients = answer.list("recipients");
        if (!recipients.isEmpty()) {
            out.println();
            var table = new TextTable("RECIPIENT", "ACTION", "STATUS", "DIAGNOSTIC");
            for (JsonObject recipient : recipients) {
                String failure = recipient.text("failure");
                String why = switch (failure) {
                    case "hard" -> " (permanent)";
                    case "soft" -> " (temporary)";
                    default -> "";
                };
                table.row(
                        recipient.text("address").isEmpty() ? "not named" : recipient.text("address"),
                        recipient.text("action") + why,
                        recipient.text("status"),
                        recipient.text("diagnostic"));
            }
            table.print(out, "");
        }
        out.println();
        out.println(
                answer.texts("references").isEmpty()
                        ? "It has no signature of Belay: it would be counted and change nothing."
                        : "It names the mail " + String.join(", ", answer.texts("references"))
                                + ". Only the server can verify the signature.");
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
