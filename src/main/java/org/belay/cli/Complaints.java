package org.belay.cli;

import java.io.PrintWriter;
import org.belay.platform.Refused;
import org.belay.platform.SettingsError;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** What goes wrong, as its reader sees it: the message alone, and never a stack trace for what they can mend. */
final class Complaints {
    private Complaints() {}

    static int misuse(ParameterException wrong, String[] arguments) {
        CommandLine command = wrong.getCommandLine();
        PrintWriter err = command.getErr();
        err.println(words(wrong, command));
        UnmatchedArgumentException.printSuggestions(wrong, err);
        err.println("How it is used: " + command.getCommandSpec().qualifiedName() + " --help");
        err.flush();
        return Exit.WRONG_USAGE;
    }

    private static String words(ParameterException wrong, CommandLine command) {
        if (wrong instanceof UnmatchedArgumentException unmatched) {
            String word = unmatched.getUnmatched().get(0);
            String name = command.getCommandSpec().qualifiedName();
            if (word.startsWith("-")) return "\"" + name + "\" knows no option " + word + ".";
            return command.getSubcommands().isEmpty()
                    ? "\"" + name + "\" has no use for \"" + word + "\"."
                    : "There is no command \"" + name + " " + word + "\".";
        }
        return wrong.getMessage();
    }

    static int failure(Exception thrown, CommandLine command, ParseResult arguments) {
        PrintWriter err = command.getErr();
        int code = thrown instanceof ServerUnreachable ? Exit.UNREACHABLE : Exit.FAILED;
        String words = words(thrown);
        if (words == null) {
            err.println("This is a fault of Belay itself, not of yours. Please report it with these lines:");
            thrown.printStackTrace(err);
        } else {
            err.println(words);
        }
        err.flush();
        return code;
    }

    /** The message that is meant for a reader, wherever in the chain it is; null if there is none. */
    private static String words(Throwable thrown) {
        for (Throwable t = thrown; t != null; t = t.getCause()) {
            if (t instanceof ServerRefused
                    || t instanceof ServerUnreachable
                    || t instanceof Failure
                    || t instanceof SettingsError
                    || t instanceof Refused) {
                return t.getMessage();
            }
        }
        return null;
    }
}
