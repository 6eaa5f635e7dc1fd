package org.belay.cli.command;

import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.belay.cli.http.JsonObject;
import org.belay.cli.print.TextTable;

/** Prints what an import would do. */
final class AudiencePreviewPrinter {
    private static final int VALUES = 8;

    private AudiencePreviewPrinter() {}

    static void print(PrintWriter out, JsonObject preview, String audience) {
        out.println(preview.text("message"));
        long replaces = preview.number("replaces");
        out.println(
                replaces == 0
                        ? "There is no audience \"" + audience + "\" yet, or it has no people."
                        : "\"%s\" has %s people now; the difference: +%s \u2212%s."
                                .formatted(
                                        audience,
                                        TextTable.number(replaces),
                                        TextTable.number(preview.number("added")),
                                        TextTable.number(preview.number("removed"))));
        JsonObject counts = preview.object("counts").orElseThrow();
        for (String attribute : counts.members().keySet()) {
            List<JsonObject> values = counts.list(attribute);
            String shown = values.stream()
                    .limit(VALUES)
                    .map(value -> (value.text("value").isEmpty() ? "(none)" : value.text("value")) + " "
                            + TextTable.number(value.number("people")))
                    .collect(Collectors.joining(", "));
            out.println(attribute + ": " + shown
                    + (values.size() > VALUES ? ", and " + (values.size() - VALUES) + " more" : ""));
        }
        var table = new TextTable("AT RANDOM", "NAME", "ATTRIBUTES");
        for (JsonObject person : preview.list("sample")) {
            table.row(
                    person.text("address"),
                    person.text("name"),
                    attributes(person.object("attributes").orElseThrow()));
        }
        out.println();
        table.print(out, "No person would be imported.");
        out.println();
        out.println("Nothing was imported. Import it with: belay audience import");
    }

    private static String attributes(JsonObject attributes) {
        return attributes.members().entrySet().stream()
                .map(AudiencePreviewPrinter::pair)
                .sorted()
                .collect(Collectors.joining(", "));
    }

    private static String pair(Map.Entry<String, ?> attribute) {
        return attribute.getKey() + "=" + attribute.getValue();
    }
}
