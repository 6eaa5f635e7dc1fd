package org.belay.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.belay.cli.Answer;
import org.belay.cli.Api;
import org.belay.sandbox.Home;
import org.belay.sandbox.ServerProcess;

/** A Belay to be measured: a server process with a small heap and the JIT compiler that a server has. */
final class BenchServer implements AutoCloseable {
    static final int HEAP_MEBIBYTES = 256;
    /** The sandbox makes up some staff; the bench brings its own people. */
    private static final int STAFF = 5;

    private final Home home = Home.make("belay-bench-");
    private final ServerProcess process;
    private final Set<String> audiences = new HashSet<>();
    private final Thread goodbye = new Thread(this::end, "bench-goodbye");
    private volatile boolean killedNowAndThen;

    private BenchServer(int relayPort, Map<String, String> relay, List<String> javaOptions) {
        BenchTemplates.write(home.path());
        var options = new ArrayList<>(List.of("-Xmx" + HEAP_MEBIBYTES + "m"));
        options.add("-Xlog:gc:file=" + gcLog() + ":uptime:filecount=0");
        options.addAll(javaOptions);
        process = new ServerProcess(home, new ServerProcess.Setup(relayPort, STAFF, options, relay));
    }

    /** Starts one that sends to this port; it is ended and removed also by a Ctrl-C. */
    static BenchServer start(int relayPort, Map<String, String> relay, String... javaOptions)
            throws InterruptedException {
        var server = new BenchServer(relayPort, relay, List.of(javaOptions));
        Runtime.getRuntime().addShutdownHook(server.goodbye);
        try {
            server.process.start();
        } catch (RuntimeException e) {
            server.close();
            throw e;
        }
        return server;
    }

    Api as(String persona) {
        return process.as(persona).waiting(Duration.ofMinutes(30)); // a million rows take their time
    }

    /** Imports so many people by the same door as anybody's file, once. Tells the audience's name. */
    String audience(int people) {
        String name = "Bench " + people;
        if (audiences.add(name)) {
            as(ServerProcess.AUTHOR)
                    .post(
                            "/audiences?file=bench.csv&name=" + Api.encoded(name),
                            "text/csv",
                            out -> People.write(people, out));
        }
        return name;
    }

    /** From now on an answer that does not come is no failure. */
    void willBeKilled() {
        killedNowAndThen = true;
    }

    boolean isKilledNowAndThen() {
        return killedNowAndThen;
    }

    /** kill -9 and start again. Tells how many deliveries were found between marker and outcome. */
    long killAndRestart() throws InterruptedException {
        process.kill(false);
        process.start();
        Answer status = as(ServerProcess.AUTHOR).get("/status");
        return status.number("foundInFlight");
    }

    Path gcLog() {
        return home.path().resolve("gc.log");
    }

    void lookAtMemory() {
        process.lookAtMemory();
    }

    /** The most memory it took, in MiB: server, database. */
    long[] peaks() {
        process.lookAtMemory();
        return new long[] {process.peaks().server(), process.peaks().database()};
    }

    String endOfLog() {
        return process.endOfLog();
    }

    @Override
    public void close() {
        end();
        try {
            Runtime.getRuntime().removeShutdownHook(goodbye);
        } catch (IllegalStateException endingAnyway) {
            // then the hook runs, and finds nothing to do
        }
    }

    private synchronized void end() {
        process.close();
        home.close();
    }
}
