package org.belay.cli;

import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Which templates of which folder a command is about. */
final class TemplatesChosen {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "DIR", description = "the folder of templates")
    private Path dir;

    @Parameters(
            index = "1..*",
            paramLabel = "KEY",
            description = "the templates; else all that are, or were pulled, there")
    private List<String> keys = List.of();

    Path dir() {
        return dir;
    }

    /** Empty: all of them. */
    List<String> keys() {
        return keys;
    }

    /** @param option that makes sense for a single template only */
    void mustBeOne(String option, String notDone) {
        if (keys.size() != 1) {
            throw new ParameterException(
                    spec.commandLine(), option + " is for one template: name it behind the folder. " + notDone);
        }
    }
}
