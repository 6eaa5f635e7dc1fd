package org.belay.lab.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.belay.cli.print.CommandOutput;
import org.belay.cli.print.ExitCode;
import org.belay.lab.bench.report.BenchReport;
import org.belay.lab.bench.report.MachineFacts;
import org.belay.lab.bench.server.BenchContent;
import org.belay.lab.bench.server.BenchServer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code belay bench}. */
@Command(
        name = "bench",
        description = {
            "Measure Belay on this machine and compare it with other senders in the same run; about five minutes.",
            "",
            "Or send through your own relay and write the state of each delivery to a file:",
            "  belay bench --relay 127.0.0.1:2525 --people 2000 --record states.csv --kill-every 10",
            "docs/performance.md explains the results."
        })
public final class BenchCommand implements Callable<Integer> {
    @Option(
            names = "--only",
            paramLabel = "PART",
            description = "run only this part: database, limit, sizes or realistic; repeatable")
    private List<BenchPart> only = List.of();

    @Option(names = "--full", description = "more rounds, and 1,000,000 people; takes almost an hour")
    private boolean full;

    @Option(
            names = "--people",
            paramLabel = "N",
            description =
                    "number of people in each part, with one round only: a smoke test, not a measurement; with --relay,"
                            + " number of recipients (default 2000)")
    private @Nullable Integer people;

    @Option(
            names = "--relay",
            paramLabel = "HOST:PORT",
            description = "your mail server, in clear text; all addresses" + " are at bench.example")
    private @Nullable String relay;

    @Option(
            names = "--personal",
            description = "with --relay: a notice that contains the name of each person (default)")
    private boolean personal;

    @Option(
            names = "--shared",
            description = "with --relay: a notice without names; it still goes to each"
                    + " person separately, and its correction to many at once")
    private boolean shared;

    @Option(
            names = "--record",
            paramLabel = "FILE",
            defaultValue = "belay-bench.csv",
            description = "with --relay: file for address, dispatch, state, attempts, message_id; default"
                    + " belay-bench.csv")
    private Path record;

    @Option(
            names = "--kill-every",
            paramLabel = "SECONDS",
            description = "with --relay: kill the server with SIGKILL and restart it at this interval")
    private @Nullable Integer killEvery;

    @Option(
            names = "--relay-setting",
            paramLabel = "KEY=VALUE",
            description = "with --relay: a setting under relay: in belay.sample.yaml, such as connections=10")
    private Map<String, String> settings = Map.of();

    @Mixin
    private CommandOutput output;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        UserRelayPart named = relay == null ? null : named(relay);
        if (people != null && (people < 10 || people > 1_000_000)) {
            throw wrong("--people must be between 10 and 1,000,000.");
        }
        long began = System.nanoTime();
        var report = new BenchReport(output.out(), output.err(), !output.json());
        report.showProgress("reading machine facts");
        report.head("machine", MachineFacts.facts());
        report.head("versions", versions());
        report.head("settings", settings(named));
        if (named == null) measure(report);
        else named.measure(report);
        report.head("time", Map.of("seconds", (System.nanoTime() - began) / 1_000_000_000));
        if (output.json()) output.out().println(report.json());
        output.out().flush();
        return ExitCode.DONE;
    }

    private void measure(BenchReport report) throws InterruptedException {
        BenchScale scale = people != null ? BenchScale.of(people) : full ? BenchScale.full() : BenchScale.usual();
        Set<BenchPart> wanted = only.isEmpty() ? EnumSet.allOf(BenchPart.class) : EnumSet.copyOf(only);
        for (BenchPart part : wanted) {
            switch (part) {
                case DATABASE -> database(scale, report);
                case LIMIT -> new LimitPart(scale, report).measure();
                case SIZES -> new SizesPart(scale, report).measure();
                case REALISTIC -> new RealisticPart(scale, report).measure();
            }
        }
    }

    private static void database(BenchScale scale, BenchReport report) throws InterruptedException {
        report.part("database");
        report.showProgress("database: durable commits");
        double seconds = scale.database().toMillis() / 1000.0;
        for (int round = 0; round < scale.rounds(); round++) {
            report.add(
                    "commits of the database alone, 2 writers",
                    CommitRate.measure(2, seconds / scale.rounds()),
                    "commits/s");
        }
        report.note(
                "Each commit has 20 rows and is on disk when it returns; the ledger shares commits between connections.");
        report.endOfPart();
    }

    private UserRelayPart named(String relay) {
        int colon = relay.lastIndexOf(':');
        if (colon < 1 || !relay.substring(colon + 1).matches("\\d{1,5}")) {
            throw wrong("--relay needs HOST:PORT, such as 127.0.0.1:2525.");
        }
        if (personal && shared) throw wrong("--personal and --shared exclude each other.");
        return new UserRelayPart(
                relay.substring(0, colon),
                Integer.parseInt(relay.substring(colon + 1)),
                people == null ? 2000 : people,
                shared ? BenchContent.SHARED : BenchContent.PERSONAL,
                record.toAbsolutePath(),
                Duration.ofSeconds(killEvery == null ? 0 : Math.max(1, killEvery)),
                settings);
    }

    private Map<String, Object> versions() {
        var versions = new LinkedHashMap<String, Object>();
        versions.put("belay", String.join(" ", version()));
        versions.put("java", System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"));
        versions.put("postgresql", "18, embedded");
        return versions;
    }

    private String[] version() {
        try {
            return spec.root().versionProvider().getVersion();
        } catch (Exception e) {
            return new String[] {"version unknown"};
        }
    }

    private Map<String, Object> settings(@Nullable UserRelayPart named) {
        var words = new LinkedHashMap<String, Object>();
        words.put("server heap", "-Xmx" + BenchServer.HEAP_MEBIBYTES + "m");
        if (named == null) {
            BenchScale scale = people != null ? BenchScale.of(people) : full ? BenchScale.full() : BenchScale.usual();
            words.put(
                    "scale", people != null ? "one round of " + people + ": no measurement" : full ? "full" : "usual");
            words.put("rounds", scale.rounds());
        } else {
            words.put("relay", named.host() + ":" + named.port() + " " + named.settings());
            words.put("people", named.people());
            words.put("content", named.content());
            words.put(
                    "kill every",
                    named.killEvery().isZero() ? "never" : named.killEvery().toSeconds() + " s");
        }
        return words;
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
