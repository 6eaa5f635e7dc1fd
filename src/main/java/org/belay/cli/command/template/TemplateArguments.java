package org.belay.cli.command.template;

import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The folder and the templates that a command works on. */
final class TemplateArguments {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "DIR", description = "the folder of templates")
    private Path dir;

    @Parameters(index = "1..*", paramLabel = "KEY", description = "the templates; default: all in the folder")
    private List<String> keys = List.of();

    Path dir() {
        return dir;
    }

    /** The names of the templates; empty for all. */
    List<String> keys() {
        return keys;
    }

    /** @param option the option that needs a single template */
    void requireSingleTemplate(String option, String notDone) {
        if (keys.size() != 1) {
            throw new ParameterException(
                    spec.commandLine(), option + " needs exactly one template: name it after the folder. " + notDone);
        }
    }
}
