package org.belay.cli.print;

import java.io.PrintWriter;
import org.belay.cli.http.CommandFailure;
import org.belay.cli.http.ServerRefused;
import org.belay.cli.http.ServerUnreachable;
import org.belay.platform.RequestRefused;
import org.belay.platform.SettingsError;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Prints errors: only the message if the user can fix the cause; a stack trace only for a fault of Belay. */
public final class ErrorPrinter {
    private ErrorPrinter() {}

    public static int printUsageError(ParameterException wrong, String[] arguments) {
        CommandLine command = wrong.getCommandLine();
        PrintWriter err = command.getErr();
        err.println(message(wrong, command));
        UnmatchedArgumentException.printSuggestions(wrong, err);
        err.println("Usage: " + command.getCommandSpec().qualifiedName() + " --help");
        err.flush();
        return ExitCode.WRONG_USAGE;
    }

    private static String message(ParameterException wrong, CommandLine command) {
        if (wrong instanceof UnmatchedArgumentException unmatched) {
            String word = unmatched.getUnmatched().get(0);
            String name = command.getCommandSpec().qualifiedName();
            if (word.startsWith("-")) return "\"" + name + "\" has no option " + word + ".";
            return command.getSubcommands().isEmpty()
                    ? "\"" + name + "\" does not take the argument \"" + word + "\"."
                    : "There is no command \"" + name + " " + word + "\".";
        }
        return String.valueOf(wrong.getMessage());
    }

    public static int printFailure(Exception thrown, CommandLine command, ParseResult arguments) {
        PrintWriter err = command.getErr();
        int code = thrown instanceof ServerUnreachable ? ExitCode.UNREACHABLE : ExitCode.FAILED;
        String message = message(thrown);
        if (message == null) {
            err.println("This is an error in Belay. Please report it with these lines:");
            thrown.printStackTrace(err);
        } else {
            err.println(message);
        }
        err.flush();
        return code;
    }

    /** The message for the user, from anywhere in the chain of causes; null if there is none. */
    private static @Nullable String message(Throwable thrown) {
        for (Throwable t = thrown; t != null; t = t.getCause()) {
            if (t instanceof ServerRefused
                    || t instanceof ServerUnreachable
                    || t instanceof CommandFailure
                    || t instanceof SettingsError
                    || t instanceof RequestRefused) {
                return t.getMessage();
            }
        }
        return null;
    }
}
