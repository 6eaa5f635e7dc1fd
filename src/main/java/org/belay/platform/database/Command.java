package org.belay.platform.database;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.belay.platform.Refused;

/** Runs one of PostgreSQL's tools to its end. */
final class Command {
    private static final Pattern FAILURE = Pattern.compile("(?:FATAL|PANIC|ERROR|error):.*");

    private Command() {}

    /**
     * Gives what the tool printed.
     *
     * @param input its standard input
     * @throws Refused with the reason in that output when it ends with anything but 0
     */
    static String run(Path directory, List<String> command, String input) {
        try {
            ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
            clean(builder.environment());
            Process process = builder.redirectErrorStream(true).start();
            try (var stdin = process.getOutputStream()) {
                stdin.write(input.getBytes(StandardCharsets.UTF_8));
            }
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            int code = process.waitFor();
            if (code != 0) {
                throw new Refused("The embedded database could not be prepared: " + program(command) + " ended with "
                        + code + " (" + reason(output)
                        + "). Nothing was started. Where disk or rights are missing, give them to "
                        + directory + ", or set BELAY_DATA_DIR to another directory.");
            }
            return output;
        } catch (IOException impossible) {
            throw new Refused(
                    "The embedded database could not be prepared: " + program(command) + " did not start ("
                            + impossible.getMessage() + "). It needs Linux with glibc, libstdc++ and, as root, setpriv"
                            + " from util-linux. Or set BELAY_DATABASE_URL to a PostgreSQL of yours.",
                    impossible);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new Refused("Interrupted while " + program(command) + " ran.", stopped);
        }
    }

    /** The last failure of many lines, or the last line where none says that it is one. */
    static String reason(String output) {
        List<String> lines = output.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
        return lines.stream()
                .map(FAILURE::matcher)
                .filter(Matcher::find)
                .map(Matcher::group)
                .reduce((one, later) -> later)
                .orElse(lines.isEmpty() ? "it said nothing" : lines.get(lines.size() - 1));
    }

    /** Whether a command starts and ends with 0. */
    static boolean succeeds(List<String> command) {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException notThere) {
            return false;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** PGPORT, PGDATA and the like, and the language of messages, must not depend on who starts Belay. */
    static void clean(Map<String, String> environment) {
        environment.keySet().removeIf(name -> name.startsWith("PG") || name.startsWith("LC_") || name.equals("LANG"));
        environment.put("LC_ALL", "C");
    }

    static boolean exists(String program) {
        return List.of(System.getenv().getOrDefault("PATH", "/usr/bin:/bin").split(":")).stream()
                .anyMatch(dir -> !dir.isEmpty() && Files.isExecutable(Path.of(dir, program)));
    }

    private static String program(List<String> command) {
        return command.stream()
                .filter(word -> word.contains("/bin/"))
                .findFirst()
                .map(word -> Path.of(word).getFileName().toString())
                .orElse(command.get(0));
    }
}
