package org.belay.platform.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.belay.platform.RequestRefused;

/** Runs a PostgreSQL tool and waits for its end. */
final class PostgresTool {
    private static final Pattern FAILURE = Pattern.compile("(?:FATAL|PANIC|ERROR|error):.*");

    private PostgresTool() {}

    /**
     * Runs the tool.
     *
     * @param input its standard input
     * @return its output
     * @throws RequestRefused with the reason from that output if the exit code is not 0
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
                throw new RequestRefused(
                        "The embedded database could not be prepared: " + program(command) + " ended with "
                                + code + " (" + errorLine(output)
                                + "). Nothing was started. Where disk or rights are missing, give them to "
                                + directory + ", or set BELAY_DATA_DIR to another directory.");
            }
            return output;
        } catch (IOException impossible) {
            throw new RequestRefused(
                    "The embedded database could not be prepared: " + program(command) + " did not start ("
                            + impossible.getMessage() + "). It needs Linux with glibc, libstdc++ and, as root, setpriv"
                            + " from util-linux. Or set BELAY_DATABASE_URL to your own PostgreSQL.",
                    impossible);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new RequestRefused("Interrupted while " + program(command) + " ran.", stopped);
        }
    }

    /** The last line that reports a failure; without one, the last line. */
    static String errorLine(String output) {
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

    /** Whether a command can be started and exits with 0. */
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

    /** Removes variables such as PGPORT and PGDATA and the locale, so that the environment of the caller has no effect. */
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
