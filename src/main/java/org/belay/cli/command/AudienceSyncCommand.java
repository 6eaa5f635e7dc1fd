package org.belay.cli.command;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import org.belay.cli.http.JsonObject;
import org.belay.cli.print.CommandOutput;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Replaces the people of an audience from its source. */
@Command(name = "sync", description = "Read an audience again from its source.")
final class AudienceSyncCommand implements Callable<Integer> {
    /** A source may be read for 280 s. */
    private static final Duration PATIENCE = Duration.ofMinutes(6);

    @Mixin
    private ServerOptions server;

    @Mixin
    private CommandOutput output;

    @Parameters(paramLabel = "AUDIENCE")
    private String audience;

    @Option(names = "--preview", description = "tell what would change, and change nothing")
    private boolean preview;

    @Option(
            names = "--accept-removals",
            paramLabel = "N",
            defaultValue = "0",
            description = "remove up to this number of people, also if that is more than a fifth of them")
    private long accepted;

    @Override
    public Integer call() {
        JsonObject report = server.api()
                .withReadTimeout(PATIENCE)
                .post("/sources/sync", Map.of("audience", audience, "acceptRemovals", accepted, "preview", preview));
        return output.print(report, report.text("message"));
    }
}
