package org.belay;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.belay.platform.Settings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * Runs Belay for production: closed to strangers from its first start, configured by {@code belay.yaml} and the
 * environment.
 */
@Command(
        name = "serve",
        description = {
            "Run Belay for your company, until Ctrl-C.",
            "",
            "It reads belay.yaml in this folder (or the file that BELAY_CONFIG names) and BELAY_… variables;"
                    + " belay.sample.yaml explains every setting."
        })
final class ServeCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        Settings settings = Settings.load(Path.of(""), System.getenv());
        Stopwatch start = Stopwatch.start();
        var running = BelayApplication.start(settings, "serve");
        PrintWriter out = spec.commandLine().getOut();
        out.println("Belay is ready after " + start.seconds() + " s, on port " + BelayApplication.port(running) + ": "
                + settings.publicUrl());
        List<String> missing = settings.missingForSending();
        if (!missing.isEmpty()) {
            out.println("It cannot send mail until belay.yaml (or the environment) contains:");
            missing.forEach(line -> out.println("    " + line));
        }
        out.flush();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            out.println(
                    "Belay is stopping: mails that are being sent are finished, the rest waits for the next start.");
            out.flush();
        }));
        new CountDownLatch(1).await(); // until a signal ends the process; Server stops in its shutdown hook
        return 0;
    }
}
