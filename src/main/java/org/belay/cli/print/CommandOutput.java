package org.belay.cli.print;

import java.io.PrintWriter;
import java.util.function.Consumer;
import org.belay.cli.http.JsonObject;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Prints an answer: as text for a person, or as one line of JSON for a program. */
public final class CommandOutput {
    enum OutputFormat {
        table,
        json
    }

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORM",
            defaultValue = "table",
            description = "table (for people) or json (one line, as the server sent it)")
    private OutputFormat form;

    /**
     * Prints an answer.
     *
     * @return {@link ExitCode#DONE}
     */
    public int printAnswer(JsonObject answer, Consumer<PrintWriter> forPeople) {
        if (json()) out().println(answer.json());
        else forPeople.accept(out());
        out().flush();
        return ExitCode.DONE;
    }

    public int print(JsonObject answer, String sentence) {
        return printAnswer(answer, out -> out.println(sentence));
    }

    public boolean json() {
        return form == OutputFormat.json;
    }

    public PrintWriter out() {
        return spec.commandLine().getOut();
    }

    /** Standard error, for output that is not part of the answer, such as progress. */
    public PrintWriter err() {
        return spec.commandLine().getErr();
    }
}
