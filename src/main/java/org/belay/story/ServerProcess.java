package org.belay.story;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.belay.cli.Answer;
import org.belay.cli.Api;
import org.belay.cli.Failure;
import org.belay.cli.Json;
import org.belay.cli.ServerRefused;
import org.belay.cli.ServerUnreachable;

/** {@code belay sandbox} as a process of its own, which can be killed and started again on the same data. */
final class ServerProcess implements AutoCloseable {
    private static final long START_SECONDS = 300;
    private static final long STOP_SECONDS = 40;

    private final Path home;
    private final int port;
    private final int relayPort;
    private final int people;
    private final MemoryPeaks peaks = new MemoryPeaks();
    private Process process;
    private boolean closed;

    /**
     * @param home an empty folder, for its data and its log
     * @param port for its pages and its API
     * @param relayPort where the mailboxes are
     */
    ServerProcess(Path home, int port, int relayPort, int people) {
        this.home = home;
        this.port = port;
        this.relayPort = relayPort;
        this.people = people;
    }

    /** Starts it and waits until it answers. */
    void start() throws InterruptedException {
        var builder = new ProcessBuilder(command()).directory(home.toFile());
        // a sandbox reads no settings of its starter; a stray variable must not stop the story either
        builder.environment().keySet().removeIf(name -> name.startsWith("BELAY_"));
        builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
        begin(builder);
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        while (!answers()) {
            if (!process.isAlive()) throw new Failure("The server ended while it started.\n" + endOfLog());
            if (System.nanoTime() > end) throw new Failure("The server does not answer.\n" + endOfLog());
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    /** Not after the end: a Ctrl-C may come between a kill and the start after it. */
    private synchronized void begin(ProcessBuilder builder) {
        if (closed) throw new Failure("The story was ended.");
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException("The server's process cannot be started", e);
        }
    }

    /** SIGKILL: no shutdown hook runs, nothing is flushed. With {@code database}, its PostgreSQL gets the same at once. */
    void kill(boolean database) throws InterruptedException {
        List<ProcessHandle> postgres = database ? postgres() : List.of();
        peaks.look(process.pid(), postgres);
        process.destroyForcibly();
        postgres.forEach(ProcessHandle::destroyForcibly);
        process.waitFor();
    }

    /** The API as one of the sandbox's personas. */
    Api as(String persona) {
        try {
            Answer tokens = new Answer(members(Files.readString(data().resolve("sandbox-tokens.json"))));
            return Api.withToken(URI.create("http://127.0.0.1:" + port), Optional.of(tokens.text(persona)));
        } catch (IOException e) {
            throw new UncheckedIOException("The personas' tokens cannot be read", e);
        }
    }

    MemoryPeaks peaks() {
        return peaks;
    }

    /** Looks at the memory it takes now. */
    void lookAtMemory() {
        peaks.look(process.pid(), postgres());
    }

    String endOfLog() {
        try {
            List<String> lines = Files.readAllLines(log());
            return String.join("\n", lines.subList(Math.max(0, lines.size() - 30), lines.size()));
        } catch (IOException e) {
            return "(its log cannot be read)";
        }
    }

    /** Stops it as Ctrl-C would, and by force when it does not. */
    @Override
    public synchronized void close() {
        closed = true;
        if (process == null) return;
        process.destroy();
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS))
                process.destroyForcibly().waitFor();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        postgres().forEach(ProcessHandle::destroyForcibly);
    }

    private boolean answers() {
        if (!Files.exists(data().resolve("sandbox-tokens.json"))) return false;
        try {
            // templates come last, when everything else has started
            return !as(Story.AUTHOR).get("/templates").list("templates").isEmpty();
        } catch (ServerUnreachable | ServerRefused e) {
            return false;
        }
    }

    private List<String> command() {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx" + Story.SERVER_HEAP));
        command.addAll(List.of("-cp", absoluteClassPath(), "org.belay.Belay", "sandbox"));
        command.addAll(List.of("--port", Integer.toString(port), "--relay-port", Integer.toString(relayPort)));
        command.addAll(List.of("--people", Integer.toString(people), "--data-dir", data().toString()));
        return command;
    }

    private static String absoluteClassPath() {
        var parts = new ArrayList<String>();
        for (String part : System.getProperty("java.class.path").split(java.io.File.pathSeparator)) {
            parts.add(Path.of(part).toAbsolutePath().toString());
        }
        return String.join(java.io.File.pathSeparator, parts);
    }

    @SuppressWarnings("unchecked")
    private static java.util.Map<String, Object> members(String json) {
        return (java.util.Map<String, Object>) Json.read(json);
    }

    private List<ProcessHandle> postgres() {
        return Processes.postgres(home);
    }

    private Path data() {
        return home.resolve("data");
    }

    private Path log() {
        return home.resolve("server.log");
    }
}
