package org.belay.cli;

import java.io.PrintWriter;
import java.util.function.Consumer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How an answer is shown: for a person, or as one line of JSON for a program. */
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

    /** Shows an answer and is done. */
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

    /** For what is no part of the answer, like progress. */
    public PrintWriter aside() {
        return spec.commandLine().getErr();
    }
}
