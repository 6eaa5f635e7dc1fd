package org.belay.cli;

import java.io.PrintWriter;

/** What an import took and what it left out. */
final class AudienceReport {
    private AudienceReport() {}

    static void print(PrintWriter out, Answer report) {
        out.println("Audience " + report.text("name") + " holds " + Table.number(report.number("people")) + " people.");
        var left = report.list("badRows");
        if (!left.isEmpty()) out.println(Table.number(left.size()) + " rows were left out:");
        for (Answer row : left) {
            out.println(
                    "  line " + row.number("line") + ", column \"" + row.text("column") + "\": " + row.text("message"));
        }
    }
}
