package org.belay.testsupport.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** {@code belay serve} as a separate process, controlled by signals. It keeps its port and its data directory. */
public final class BelayProcess implements AutoCloseable {
    private static final Duration START = Duration.ofMinutes(3);

    private final Path home;
    private final Map<String, String> env = new TreeMap<>();
    private final int port = freePort();
    private Process process;

    /** @param home an empty directory for its data and its log */
    public BelayProcess(Path home, Map<String, String> settings) {
        this.home = home;
        env.putAll(settings);
        env.put("BELAY_DATA_DIR", home.resolve("data").toString());
        env.put("BELAY_HTTP_PORT", "" + port);
    }

    /** Starts the process and waits until it is ready. */
    public BelayProcess start() {
        begin();
        return awaitReady();
    }

    /** Starts the process without waiting. */
    public BelayProcess begin() {
        assertThat(isAlive()).as("it does not run yet").isFalse();
        var builder = new ProcessBuilder(command()).directory(home.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("BELAY_"));
        builder.environment().putAll(env);
        builder.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(logFile().toFile()));
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    public BelayProcess awaitReady() {
        await().atMost(START).pollInterval(Duration.ofMillis(100)).until(() -> {
            assertThat(isAlive()).as("the server lives\n" + endOfLog()).isTrue();
            return status("/readyz") == 200;
        });
        return this;
    }

    /** Starts the process unless it runs. */
    public BelayProcess up() {
        return isAlive() ? this : start();
    }

    public boolean isAlive() {
        return process != null && process.isAlive();
    }

    /** SIGKILL: no shutdown hook runs, nothing is flushed. */
    public void kill() {
        process.destroyForcibly();
        awaitEnd(Duration.ofSeconds(30));
    }

    /** SIGTERM; returns when the process has ended. */
    public void stop() {
        terminate();
        awaitEnd(Duration.ofMinutes(2));
    }

    /** SIGTERM, without waiting. */
    public void terminate() {
        process.destroy();
    }

    /** SIGSTOP: it keeps connections and memory and does nothing, as during a very long garbage collection. */
    public void freeze() {
        signal("STOP");
    }

    /** SIGCONT. */
    public void thaw() {
        signal("CONT");
    }

    /** Fills its heap for this time, so that its work fails with an OutOfMemoryError. */
    public void fillHeap(Duration time) {
        AgentLoader.distress(pid(), "" + time.toMillis());
    }

    public long pid() {
        return process.pid();
    }

    public Path dataDir() {
        return home.resolve("data");
    }

    public long threads() {
        return count("task");
    }

    /** The number of its open files and sockets. */
    public long openFiles() {
        return count("fd");
    }

    private long count(String what) {
        try (Stream<Path> entries = Files.list(Path.of("/proc", "" + pid(), what))) {
            return entries.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** The HTTP status; 0 without an answer. */
    public int status(String path) {
        try {
            var connection = (HttpURLConnection) url().resolve(path).toURL().openConnection();
            connection.setConnectTimeout(2_000);
            connection.setReadTimeout(15_000);
            return connection.getResponseCode();
        } catch (IOException noAnswer) {
            return 0;
        }
    }

    public String log() {
        try {
            return Files.exists(logFile()) ? Files.readString(logFile()) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String endOfLog() {
        List<String> lines = log().lines().toList();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 40), lines.size()));
    }

    /** Prints the stack traces of internal errors, because the log is deleted with its directory. */
    public void printFailures() {
        List<String> lines = log().lines().toList();
        for (int n = 0; n < lines.size(); n++) {
            if (lines.get(n).contains("API failure")) {
                System.out.println(String.join("\n", lines.subList(n, Math.min(lines.size(), n + 60))));
            }
        }
    }

    @Override
    public void close() {
        if (isAlive()) {
            thaw();
            kill();
        }
    }

    /** Runs a program of the operating system, because Java can only send SIGTERM and SIGKILL. */
    public void run(String... command) {
        try {
            Process it = new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(it.getInputStream().readAllBytes());
            assertThat(it.waitFor()).as(String.join(" ", command) + ": " + said).isZero();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void signal(String name) {
        run("kill", "-" + name, "" + pid());
    }

    public void awaitEnd(Duration limit) {
        try {
            assertThat(process.waitFor(limit.toSeconds(), TimeUnit.SECONDS))
                    .as("the process ends\n" + endOfLog())
                    .isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private List<String> command() {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(
                List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx256m", "-XX:+ExitOnOutOfMemoryError"));
        command.addAll(List.of("-cp", classPath(), "org.belay.Belay", "serve"));
        return command;
    }

    private static String classPath() {
        var parts = new ArrayList<String>();
        for (String part : System.getProperty("java.class.path").split(java.io.File.pathSeparator)) {
            parts.add(Path.of(part).toAbsolutePath().toString());
        }
        return String.join(java.io.File.pathSeparator, parts);
    }

    private Path logFile() {
        return home.resolve("server.log");
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
