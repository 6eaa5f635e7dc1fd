package org.belay.cli;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.belay.response.Action;
import org.belay.response.Report;
import org.belay.response.Said;

/** What Belay reads from a bounce message, for a person or a program. */
final class ExplainedBounce {
    private ExplainedBounce() {}

    static Answer of(Report report) {
        var answer = new LinkedHashMap<String, Object>();
        answer.put("kind", word(report.kind()));
        answer.put("message", "This is " + report.kind().words() + ".");
        answer.put("from", report.from());
        answer.put("subject", report.subject());
        answer.put("people", report.said().stream().map(ExplainedBounce::person).toList());
        answer.put(
                "seals",
                Stream.concat(report.signs().transactions().stream(), report.signs().deliveries().stream())
                        .toList());
        return new Answer(answer);
    }

    private static Map<String, Object> person(Said said) {
        var person = new LinkedHashMap<String, Object>();
        person.put("address", said.address());
        said.original().ifPresent(original -> person.put("original", original));
        person.put("others", said.others());
        person.put("action", word(said.action()));
        if (said.action() == Action.FAILED) person.put("failure", said.hard() ? "hard" : "soft");
        person.put("status", said.status());
        person.put("diagnostic", said.diagnostic());
        return person;
    }

    static void print(PrintWriter out, Answer answer) {
        out.println(answer.text("message"));
        out.println("From " + answer.text("from") + ": " + answer.text("subject"));
        List<Answer> people = answer.list("people");
        if (!people.isEmpty()) {
            out.println();
            var table = new Table("RECIPIENT", "ACTION", "STATUS", "DIAGNOSTIC");
            for (Answer person : people) {
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
