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

    static JsonObject of(ParsedReport report) {
        var answer = new LinkedHashMap<String, Object>();
        answer.put("kind", word(report.kind()));
        answer.put("message", "This is " + report.kind().words() + ".");
        answer.put("from", report.from());
        answer.put("subject", report.subject());
        answer.put(
                "people",
                report.recipients().stream().map(BounceExplanation::person).toList());
        answer.put(
                "seals",
                Stream.concat(report.references().transactions().stream(), report.references().deliveries().stream())
                        .toList());
        return new JsonObject(answer);
    }

    private static Map<String, Object> person(RecipientStatus said) {
        var person = new LinkedHashMap<String, Object>();
        person.put("address", said.address());
        said.original().ifPresent(original -> person.put("original", original));
        person.put("others", said.others());
        person.put("action", word(said.action()));
        if (said.action() == DsnAction.FAILED) person.put("failure", said.isDeadAddress() ? "hard" : "soft");
        person.put("status", said.status());
        person.put("diagnostic", said.diagnostic());
        return person;
    }

    static void print(PrintWriter out, JsonObject answer) {
        out.println(answer.text("message"));
        out.println("From " + answer.text("from") + ": " + answer.text("subject"));
        List<JsonObject> people = answer.list("people");
        if (!people.isEmpty()) {
            out.println();
            var table = new TextTable("RECIPIENT", "ACTION", "STATUS", "DIAGNOSTIC");
            for (JsonObject person : people) {
                String failure = person.text("failure");
                String why = switch (failure) {
                    case "hard" -> " (permanent)";
                    case "soft" -> " (temporary)";
                    default -> "";
                };
                table.row(
                        person.text("address").isEmpty() ? "not named" : person.text("address"),
                        person.text("action") + why,
                        person.text("status"),
                        person.text("diagnostic"));
            }
            table.print(out, "");
        }
        out.println();
        out.println(
                answer.texts("seals").isEmpty()
                        ? "It has no signature of Belay: it would be counted and change nothing."
                        : "It names the mail " + String.join(", ", answer.texts("seals"))
                                + ". Only the server can verify the signature.");
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
