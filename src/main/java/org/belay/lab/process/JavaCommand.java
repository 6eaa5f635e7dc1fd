package org.belay.lab.process;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command line that runs a class of this program in another process. */
public final class JavaCommand {
    private JavaCommand() {}

    /** Uses the same Java and class path; the caller adds arguments. */
    public static List<String> java(String mainClass, String... options) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", absoluteClassPath(), mainClass));
        return command;
    }

    private static String absoluteClassPath() {
        var parts = new ArrayList<String>();
        for (String part : System.getProperty("java.class.path").split(File.pathSeparator)) {
            parts.add(Path.of(part).toAbsolutePath().toString());
        }
        return String.join(File.pathSeparator, parts);
    }
}
