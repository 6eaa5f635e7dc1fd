package org.belay.cli.command.mailing;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.belay.cli.command.AudienceCommand;
import org.belay.cli.http.ApiClient;
import org.belay.cli.http.JsonObject;
import org.belay.cli.print.CommandOutput;
import org.belay.cli.print.FindingsPrinter;
import org.belay.cli.print.TextTable;

/** Sends the mailing in a file to the server as a draft, and prints the findings of its checks. */
final class MailingFileUpload {
    private final ApiClient api;
    private final CommandOutput output;

    MailingFileUpload(ApiClient api, CommandOutput output) {
        this.api = api;
        this.output = output;
    }

    /** @return the exit code */
    int create(Path file) {
        return printFindings(api.post("/mailings", draft(file)));
    }

    /** @return the exit code */
    int replace(String path, Path file) {
        return printFindings(api.put(path, draft(file)));
    }

    /** The draft in the file. If its audience is a file, that is imported first, under the name of the file. */
    private Map<String, Object> draft(Path file) {
        MailingFile mailing = MailingFile.read(file);
        mailing.audienceFile().ifPresent(this::importAudience);
        return mailing.draft();
    }

    private void importAudience(Path csv) {
        JsonObject report = AudienceCommand.send(api, csv);
        PrintWriter aside = output.err();
        aside.println("Imported " + csv + ": " + TextTable.number(report.number("people")) + " people in audience "
                + AudienceCommand.nameOf(csv) + ".");
        aside.flush();
    }

    private int printFindings(JsonObject draft) {
        String id = draft.text("id");
        JsonObject checked = api.get("/mailings/" + ApiClient.urlEncoded(id) + "/check");
        var withFindings = new LinkedHashMap<>(draft.members());
        withFindings.put("findings", checked.members().get("findings"));
        return output.printAnswer(new JsonObject(withFindings), out -> {
            out.println(id + " is a draft: " + draft.text("title"));
            FindingsPrinter.print(out, checked);
            if (checked.isTrue("blocked")) out.println("Fix the file, then: belay mailing edit " + id + " FILE");
            else out.println("Submit it for review with: belay mailing submit " + id);
        });
    }
}
