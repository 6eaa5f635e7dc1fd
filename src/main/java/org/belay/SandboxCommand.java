package org.belay;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.belay.platform.RequestRefused;
import org.belay.platform.Settings;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs Belay with a made-up company. It reads no belay.yaml, so a sandbox can never reach a real relay. */
@Command(
        name = "sandbox",
        description = "Try Belay with a made-up company in the browser, until Ctrl-C. No mail leaves this machine.")
final class SandboxCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(
            names = "--people",
            paramLabel = "N",
            defaultValue = "2000",
            description = "number of employees; default 2000")
    private int people;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "8025",
            description = "port of the web pages; default 8025")
    private int port;

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            defaultValue = ".belay-sandbox",
            description = "directory of its database; delete it to start again; default .belay-sandbox")
    private Path dataDir;

    @Option(
            names = "--relay-port",
            hidden = true,
            description = "port of a mail server on this machine that receives the mails")
    private @Nullable Integer relayPort;

    @Option(
            names = "--relay-setting",
            hidden = true,
            paramLabel = "KEY=VALUE",
            description = "further settings of the relay, such as connections=20; the host is always this machine")
    private Map<String, String> relaySettings = Map.of();

    @Option(
            names = "--chaos",
            arity = "0..1",
            paramLabel = "SEED",
            fallbackValue = "0",
            description = {
                "simulate a bad day of the mail server: dropped connections, slow replies, temporary refusals, mails"
                        + " accepted without a reply. A seed repeats the same day."
            })
    private @Nullable Long chaos;

    @Override
    public Integer call() throws InterruptedException {
        if (people < 1 || people > 200_000) {
            throw new ParameterException(spec.commandLine(), "--people must be between 1 and 200,000.");
        }
        mustBeFree(port);
        Stopwatch start = Stopwatch.start();
        System.setProperty("belay.sandbox.people", Integer.toString(people));
        if (relayPort != null) System.setProperty("belay.sandbox.relay-port", relayPort.toString());
        if (chaos != null) System.setProperty("belay.sandbox.chaos", Long.toString(seed()));
        Settings settings = Settings.load(dataDir, settings(relayPort == null ? freePort() : relayPort));
        BelayApplication.start(settings, "sandbox");
        PrintWriter out = spec.commandLine().getOut();
        out.println("The sandbox is ready after " + start.seconds() + " s: " + settings.publicUrl());
        if (chaos != null) {
            out.println("Its mail server has a bad day. To repeat it: --chaos " + seed()
                    + ". The mails it accepted are recorded" + " in " + dataDir.resolve("relay-record.tsv") + ".");
        }
        out.println("No mail leaves this machine. Press Ctrl-C to stop.");
        out.flush();
        new CountDownLatch(1).await(); // until a signal ends the process; Server stops in its shutdown hook
        return 0;
    }

    /** The seed of the option, or a random one: without a number, picocli passes 0. */
    private long seed() {
        long seed = chaos == null ? 0 : chaos;
        if (seed == 0) seed = 1 + Math.abs(new Random().nextLong() % 1_000_000);
        chaos = seed;
        return seed;
    }

    private Map<String, String> settings(int relay) {
        var settings = new LinkedHashMap<String, String>();
        settings.put("BELAY_SENDER_ADDRESS", "it-notices@tessamar.example");
        settings.put("BELAY_SENDER_NAME", "Tessamar IT");
        settings.put("BELAY_ORGANISATION", "Tessamar");
        settings.put("BELAY_BOUNCE_ADDRESS", "bounces@tessamar.example");
        relaySettings.forEach((key, value) ->
                settings.put("BELAY_RELAY_" + key.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_"), value));
        settings.put("BELAY_RELAY_HOST", "127.0.0.1");
        settings.put("BELAY_RELAY_PORT", Integer.toString(relay));
        settings.putIfAbsent("BELAY_RELAY_SECURITY", "none");
        settings.put("BELAY_DATA_DIR", dataDir.toAbsolutePath().toString());
        settings.put("BELAY_HTTP_PORT", Integer.toString(port));
        settings.put("BELAY_PUBLIC_URL", "http://localhost:" + port);
        return settings;
    }

    private static void mustBeFree(int port) {
        try (var probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        } catch (IOException taken) {
            throw new RequestRefused("Port " + port + " is in use by another program. The sandbox was not started."
                    + " Stop that program, or choose another port with --port.");
        }
    }

    private static int freePort() {
        try (var probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException("There is no free port on the loopback address", e);
        }
    }
}
