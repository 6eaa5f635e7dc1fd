package org.belay.cli;

import java.io.PrintWriter;

/** Prints the findings of the checks. */
final class Findings {
    private Findings() {}

    static void print(PrintWriter out, Answer checked) {
        var findings = checked.list("findings");
        if (findings.isEmpty()) {
            out.println("The checks found no problems.");
            return;
        }
        for (Answer finding : findings) {
            boolean error = finding.text("severity").equals("ERROR");
            String place = finding.number("line") == 0 ? "" : "line " + finding.number("line") + ": ";
            out.println((error ? "  ERROR    " : "  WARNING  ") + place + finding.text("message"));
            if (!finding.text("fix").isEmpty()) out.println("           " + finding.text("fix"));
            if (!error) out.println("           or answer the warning: --answer " + finding.text("id") + "=\"…\"");
        }
    }
}
