package org.belay.cli.command.mailing;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.belay.cli.command.ServerOptions;
import org.belay.cli.http.ApiClient;
import org.belay.cli.http.CommandFailure;
import org.belay.cli.http.JsonObject;
import org.belay.cli.print.CommandOutput;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes an amendment of a mailing that has started. A second person approves and thereby sends it. */
@Command(
        name = "amend",
        description =
                "Write an amendment: new values for a mailing that has started. Nothing is sent until another person approves it"
                        + " (belay correction approve).")
public final class AmendCommand implements Callable<Integer> {
    @Mixin
    private ServerOptions server;

    @Mixin
    private CommandOutput output;

    @Parameters(paramLabel = "MAILING", description = "like M-0147")
    private String mailing;

    @Option(
            names = "--set",
            required = true,
            paramLabel = "FIELD=VALUE",
            description =
                    "a new value, like deadline=2026-12-11T17:00[Europe/Berlin]; in another language: de:reason=…")
    private Map<String, String> values;

    @Option(names = "--note", defaultValue = "", paramLabel = "WORDS", description = "what readers should also know")
    private String note;

    @Option(names = "--answer", paramLabel = "ID=WORDS", description = "answer to a warning of the checks")
    private Map<String, String> answers = new HashMap<>();

    @Override
    public Integer call() {
        var body = new LinkedHashMap<String, Object>();
        var own = new LinkedHashMap<String, String>();
        values.forEach((field, value) -> {
            String[] parts = field.split(":", 2);
            if (parts.length == 1) {
                own.put(field, value);
            } else if (parts[0].matches("[A-Za-z-]{2,12}")) {
                inLanguage(body, parts[0]).put(parts[1], value);
            } else {
                throw new CommandFailure("--set " + field + ": \"" + parts[0] + "\" is no language. Nothing was done.");
            }
        });
        body.put("values", own);
        body.put("note", note);
        body.put("answers", answers);
        JsonObject waiting = server.api().post("/mailings/" + ApiClient.urlEncoded(mailing) + "/amend", body);
        return output.printAnswer(waiting, out -> ProposalPrinter.print(out, waiting));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, String> inLanguage(Map<String, Object> body, String language) {
        return (Map<String, String>)
                body.computeIfAbsent("values_" + language, key -> new LinkedHashMap<String, String>());
    }
}
