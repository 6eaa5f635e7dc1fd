package org.belay.lab.bench.server;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.belay.cli.http.ApiClient;
import org.belay.cli.http.JsonObject;
import org.belay.lab.process.ServerProcess;
import org.belay.lab.process.TemporaryHome;

/** The Belay server that is measured: a separate process with a small heap and the default JIT compiler. */
public final class BenchServer implements AutoCloseable {
    public static final int HEAP_MEBIBYTES = 256;
    /** Staff of the sandbox; the benchmark imports its own people. */
    private static final int STAFF = 5;

    private final TemporaryHome home = TemporaryHome.create("belay-bench-");
    private final ServerProcess process;
    private final Set<String> audiences = new HashSet<>();
    private final Thread shutdownHook = new Thread(this::end, "bench-goodbye");
    private volatile boolean isKilledOnPurpose;

    private BenchServer(int relayPort, Map<String, String> relay, List<String> javaOptions) {
        BenchTemplates.write(home.path());
        var options = new ArrayList<>(List.of("-Xmx" + HEAP_MEBIBYTES + "m"));
        options.add("-Xlog:gc:file=" + gcLog() + ":uptime:filecount=0");
        options.addAll(javaOptions);
        process = new ServerProcess(home, new ServerProcess.ServerSetup(relayPort, STAFF, options, relay));
    }

    /** Starts a server that sends to this port. It is also stopped and removed on Ctrl-C. */
    public static BenchServer start(int relayPort, Map<String, String> relay, String... javaOptions)
            throws InterruptedException {
        var server = new BenchServer(relayPort, relay, List.of(javaOptions));
        Runtime.getRuntime().addShutdownHook(server.shutdownHook);
        try {
            server.process.start();
        } catch (RuntimeException e) {
            server.close();
            throw e;
        }
        return server;
    }

    ApiClient as(String persona) {
        return process.as(persona).withReadTimeout(Duration.ofMinutes(30)); // an import of a million rows takes minutes
    }

    /**
     * Imports this number of people through the API, once.
     *
     * @return the name of the audience
     */
    public String audience(int people) {
        String name = "Bench " + people;
        if (audiences.add(name)) {
            as(ServerProcess.AUTHOR)
                    .post(
                            "/audiences?file=bench.csv&name=" + ApiClient.urlEncoded(name),
                            "text/csv",
                            out -> BenchPeople.write(people, out));
        }
        return name;
    }

    /** From now on a missing answer is not a failure, because the server is killed on purpose. */
    public void willBeKilled() {
        isKilledOnPurpose = true;
    }

    boolean isKilledNowAndThen() {
        return isKilledOnPurpose;
    }

    /**
     * Kills the server with SIGKILL and starts it again.
     *
     * @return number of deliveries without a recorded outcome that it found at start
     */
    public long killAndRestart() throws InterruptedException {
        process.kill(false);
        process.start();
        JsonObject status = as(ServerProcess.AUTHOR).get("/status");
        return status.number("foundInFlight");
    }

    public Path gcLog() {
        return home.path().resolve("gc.log");
    }

    void lookAtMemory() {
        process.measureMemory();
    }

    /** Peak memory in MiB: server, database. */
    public long[] peaks() {
        process.measureMemory();
        return new long[] {process.peaks().server(), process.peaks().database()};
    }

    public String endOfLog() {
        return process.endOfLog();
    }

    @Override
    public void close() {
        end();
        try {
            Runtime.getRuntime().removeShutdownHook(shutdownHook);
        } catch (IllegalStateException endingAnyway) {
            // the JVM is shutting down; the hook finds nothing to do
        }
    }

    private synchronized void end() {
        process.close();
        home.close();
    }
}
