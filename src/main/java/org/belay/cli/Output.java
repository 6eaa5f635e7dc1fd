package org.belay.cli;

import java.io.PrintWriter;
import java.util.function.Consumer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Prints an answer: as text for a person, or as one line of JSON for a program. */
public final class Output {
    enum Form {
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
    private Form form;

    /**
     * Prints an answer.
     *
     * @return {@link Exit#DONE}
     */
    int show(Answer answer, Consumer<PrintWriter> forPeople) {
        if (json()) out().println(answer.json());
        else forPeople.accept(out());
        out().flush();
        return Exit.DONE;
    }

    int say(Answer answer, String sentence) {
        return show(answer, out -> out.println(sentence));
    }

    public boolean json() {
        return form == Form.json;
    }

    public PrintWriter out() {
        return spec.commandLine().getOut();
    }

    /** Standard error, for output that is not part of the answer, such as progress. */
    public PrintWriter aside() {
        return spec.commandLine().getErr();
    }
}
