package org.belay.lab.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.belay.cli.http.ApiClient;
import org.belay.cli.http.CommandFailure;
import org.belay.cli.http.JsonCodec;
import org.belay.cli.http.JsonObject;
import org.belay.lab.sandbox.company.SandboxPersona;
import org.jspecify.annotations.Nullable;

/** {@code belay sandbox} as a separate process that can be killed and restarted on the same data. */
public final class ServerProcess implements AutoCloseable {
    private static final long START_SECONDS = 300;
    private static final long STOP_SECONDS = 40;
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(5);

    /** The persona with the role author. */
    public static final String AUTHOR = SandboxPersona.NORA.key();
    /** The persona with the role approver. */
    public static final String APPROVER = SandboxPersona.TOMAS.key();

    private final TemporaryHome home;
    private final ServerSetup setup;
    private final int port;
    private final MemoryPeaks peaks = new MemoryPeaks();
    private final HttpClient http = HttpClient.newHttpClient();
    private @Nullable Process process;
    private boolean closed;

    /**
     * Start parameters.
     *
     * @param relayPort port on the loopback address to which it sends
     * @param people number of employees
     * @param javaOptions options of its JVM
     * @param relay further relay settings, such as {@code connections}: 20
     */
    public record ServerSetup(int relayPort, int people, List<String> javaOptions, Map<String, String> relay) {}

    /** @param home directory for its data and its log */
    public ServerProcess(TemporaryHome home, ServerSetup setup) {
        this.home = home;
        this.setup = setup;
        this.port = TemporaryHome.freePort();
    }

    /** Starts the process and waits until it is ready. */
    public void start() throws InterruptedException {
        var builder = new ProcessBuilder(command()).directory(home.path().toFile());
        // settings of the environment must not affect the sandbox
        builder.environment().keySet().removeIf(name -> name.startsWith("BELAY_"));
        builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
        begin(builder);
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        while (!isReady()) {
            if (!running().isAlive()) throw new CommandFailure("The server ended while it started.\n" + endOfLog());
            if (System.nanoTime() > end) throw new CommandFailure("The server does not become ready.\n" + endOfLog());
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    /** Starts no process after {@link #close}: Ctrl-C may come between a kill and a restart. */
    private synchronized void begin(ProcessBuilder builder) {
        if (closed) throw new CommandFailure("The server was stopped.");
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException("The server's process cannot be started", e);
        }
    }

    private Process running() {
        return Objects.requireNonNull(process, "start() comes first");
    }

    /**
     * Sends SIGKILL: no shutdown hook runs, nothing is flushed. With {@code database}, its PostgreSQL is killed at
     * the same time.
     */
    public void kill(boolean database) throws InterruptedException {
        List<ProcessHandle> postgres = database ? postgres() : List.of();
        Process killed = running();
        peaks.measure(killed.pid(), postgres);
        killed.destroyForcibly();
        postgres.forEach(ProcessHandle::destroyForcibly);
        killed.waitFor();
    }

    /** The API as one of the personas. */
    public ApiClient as(String persona) {
        try {
            JsonObject tokens = new JsonObject(members(Files.readString(data().resolve("sandbox-tokens.json"))));
            return ApiClient.withToken(address(), Optional.of(tokens.text(persona)));
        } catch (IOException e) {
            throw new UncheckedIOException("The tokens of the personas cannot be read", e);
        }
    }

    public MemoryPeaks peaks() {
        return peaks;
    }

    /** Measures its memory now. */
    public void measureMemory() {
        peaks.measure(running().pid(), postgres());
    }

    public String endOfLog() {
        try {
            List<String> lines = Files.readAllLines(log());
            return String.join("\n", lines.subList(Math.max(0, lines.size() - 30), lines.size()));
        } catch (IOException e) {
            return "(its log cannot be read)";
        }
    }

    /** Stops it like Ctrl-C, and by SIGKILL after a time-out. */
    @Override
    public synchronized void close() {
        closed = true;
        Process running = process;
        if (running == null) return;
        running.destroy();
        try {
            if (!running.waitFor(STOP_SECONDS, TimeUnit.SECONDS))
                running.destroyForcibly().waitFor();
        } catch (InterruptedException e) {
            running.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        postgres().forEach(ProcessHandle::destroyForcibly);
    }

    /** The start ends with the import of the templates, which is later than the first answers of the API. */
    private boolean isReady() throws InterruptedException {
        if (!Files.exists(data().resolve("sandbox-tokens.json"))) return false;
        HttpRequest request = HttpRequest.newBuilder(address().resolve("/readyz"))
                .timeout(ANSWER_TIMEOUT)
                .build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == HttpURLConnection.HTTP_OK;
        } catch (IOException unreachable) {
            return false;
        }
    }

    private URI address() {
        return URI.create("http://127.0.0.1:" + port);
    }

    private List<String> command() {
        var options = new ArrayList<>(setup.javaOptions());
        options.add("-XX:+ExitOnOutOfMemoryError"); // as ./belay does
        List<String> command = JavaCommand.java("org.belay.Belay", options.toArray(String[]::new));
        command.add("sandbox");
        command.addAll(List.of("--port", Integer.toString(port)));
        command.addAll(List.of("--relay-port", Integer.toString(setup.relayPort())));
        command.addAll(List.of("--people", Integer.toString(setup.people())));
        command.addAll(List.of("--data-dir", data().toString()));
        setup.relay().forEach((key, value) -> command.add("--relay-setting=" + key + "=" + value));
        return command;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> members(String json) {
        return (Map<String, Object>) Objects.requireNonNull(JsonCodec.read(json), json);
    }

    private List<ProcessHandle> postgres() {
        return LinuxProcesses.postgres(home.path());
    }

    private Path data() {
        return home.path().resolve("data");
    }

    private Path log() {
        return home.path().resolve("server.log");
    }
}
