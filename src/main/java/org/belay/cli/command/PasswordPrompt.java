package org.belay.cli.command;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Scanner;
import org.belay.cli.http.CommandFailure;

/**
 * Reads a password: typed without echo on a terminal, else the first line of standard input.
 *
 * <p>{@link System#console()} would need standard output to be a terminal too, which it is not in
 * {@code BELAY_TOKEN=$(belay token create …)}.
 */
final class PasswordPrompt {
    private static final File TERMINAL = new File("/dev/tty");

    private PasswordPrompt() {}

    /** @throws CommandFailure if there is none */
    static String read() {
        boolean terminal = Boolean.getBoolean("belay.stdin.terminal");
        boolean echoOff = terminal && echo("-echo");
        if (terminal) System.err.print("Password: ");
        try {
            var in = new Scanner(System.in, StandardCharsets.UTF_8);
            if (in.hasNextLine()) return in.nextLine();
        } finally {
            if (echoOff) {
                echo("echo");
                System.err.println();
            }
        }
        throw new CommandFailure("No password was given. Nothing was done.");
    }

    private static boolean echo(String setting) {
        try {
            return new ProcessBuilder("stty", setting)
                            .redirectInput(TERMINAL)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false; // without stty the password is visible while typed
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
