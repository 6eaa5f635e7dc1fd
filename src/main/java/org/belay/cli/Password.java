package org.belay.cli;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Scanner;

/**
 * A password from whoever runs the command: typed unseen on a terminal, else the first line of standard input.
 *
 * <p>{@link System#console()} would do it, but only where standard output is a terminal too, which it is not in
 * {@code BELAY_TOKEN=$(belay token create …)}.
 */
final class Password {
    private static final File TERMINAL = new File("/dev/tty");

    private Password() {}

    /** @throws Failure when there is none */
    static String ask() {
        boolean typed = Boolean.getBoolean("belay.stdin.terminal");
        boolean unseen = typed && echo("-echo");
        if (typed) System.err.print("Password: ");
        try {
            var in = new Scanner(System.in, StandardCharsets.UTF_8);
            if (in.hasNextLine()) return in.nextLine();
        } finally {
            if (unseen) {
                echo("echo");
                System.err.println();
            }
        }
        throw new Failure("No password was given, so nobody signed in.");
    }

    private static boolean echo(String setting) {
        try {
            return new ProcessBuilder("stty", setting)
                            .redirectInput(TERMINAL)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false; // no stty here: it is seen while typed
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
