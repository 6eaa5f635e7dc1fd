package org.belay.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Map;
import org.belay.audience.CsvFindings;

/** What the checks found, as an author reads it. */
final class Findings {
    private Findings() {}

    /**
     * Asks the server about a file that is not there yet. Where the audience is a CSV file, that file is read here: the
     * server cannot know it before it is imported.
     */
    static Answer ofFile(Api api, MailingFile file) {
        Answer checked = api.post("/mailings/check", file.draft());
        if (file.audienceFile().isEmpty()) return checked;
        CsvFindings people = AudienceCommand.read(file.audienceFile().get());
        var findings = new ArrayList<Map<String, Object>>();
        for (Answer finding : checked.list("findings")) {
            if (!finding.text("field").equals("audience")) findings.add(finding.members());
        }
        if (!people.clean()) {
            findings.add(
                    Map.of("id", "audience", "severity", "ERROR", "field", "audience", "message", people.message()));
        }
        boolean blocked = findings.stream()
                .anyMatch(finding -> "ERROR".equals(finding.get("severity").toString()));
        return new Answer(Map.of("blocked", blocked, "findings", findings));
    }

    static void print(PrintWriter out, Answer checked) {
        var findings = checked.list("findings");
        if (findings.isEmpty()) {
            out.println("The checks find nothing to mend.");
            return;
        }
        for (Answer finding : findings) {
            boolean error = finding.text("severity").equals("ERROR");
            out.println((error ? "  ERROR    " : "  WARNING  ") + finding.text("message"));
            if (!finding.text("fix").isEmpty()) out.println("           " + finding.text("fix"));
            if (!error) out.println("           or answer it: --answer " + finding.text("id") + "=\"…\"");
        }
    }
}
