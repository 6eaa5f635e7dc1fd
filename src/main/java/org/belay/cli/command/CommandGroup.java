package org.belay.cli.command;

import java.util.concurrent.Callable;
import org.belay.cli.print.ExitCode;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A command that only groups others: called alone, it prints its usage and fails. */
public abstract class CommandGroup implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return ExitCode.WRONG_USAGE;
    }

    public ParameterException usageError(String message) {
        return new ParameterException(commandLine(), message);
    }

    private CommandLine commandLine() {
        return spec.commandLine();
    }
}
