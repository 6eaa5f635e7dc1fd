package org.belay.cli.print;

import java.io.PrintWriter;
import org.belay.cli.http.JsonObject;

/** Prints the findings of the checks. */
public final class FindingsPrinter {
    private FindingsPrinter() {}

    public static void print(PrintWriter out, JsonObject checked) {
        var findings = checked.list("findings");
        if (findings.isEmpty()) {
            out.println("The checks found no problems.");
            return;
        }
        for (JsonObject finding : findings) {
            boolean error = finding.text("severity").equals("ERROR");
            String place = finding.number("line") == 0 ? "" : "line " + finding.number("line") + ": ";
            out.println((error ? "  ERROR    " : "  WARNING  ") + place + finding.text("message"));
            if (!finding.text("fix").isEmpty()) out.println("           " + finding.text("fix"));
            if (!error) out.println("           or answer the warning: --answer " + finding.text("id") + "=\"…\"");
        }
    }
}
