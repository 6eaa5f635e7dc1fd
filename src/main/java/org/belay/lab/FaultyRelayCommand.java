package org.belay.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.belay.cli.http.CommandFailure;
import org.belay.cli.print.CommandOutput;
import org.belay.cli.print.ExitCode;
import org.belay.cli.print.TextTable;
import org.belay.testkit.AcceptedMail;
import org.belay.testkit.FaultyRelay;
import org.belay.testkit.RandomFaults;
import org.belay.testkit.ReceivedCommand;
import org.belay.testkit.RelayBehaviour;
import org.belay.testkit.RelayRecord;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A mail server that misbehaves on demand, for tests of any program that sends mail. It needs no other part of Belay. */
@Command(
        name = "faulty-relay",
        description = {
            "Run a mail server that misbehaves on demand and records the mail it accepts, until Ctrl-C.",
            "",
            "It accepts mail for every address and forwards none. For example:",
            "  belay faulty-relay --port 2525 --behaves exchange-online --record relay.tsv \\",
            "      --fault \"RCPT 3: 452 4.2.2 full\" --fault \"DOT 1%%: keep; drop\"",
            "docs/faulty-relay.md describes the fault language and the record."
        })
public final class FaultyRelayCommand implements Callable<Integer> {
    /** The values of {@code --behaves}. */
    static final class BehaviourNames implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return RelayBehaviour.names().iterator();
        }
    }

    @Spec
    private CommandSpec spec;

    @Mixin
    private CommandOutput output;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "2525",
            description = "port to listen on; default 2525; 0 for a free port")
    private int port;

    @Option(
            names = "--address",
            paramLabel = "ADDRESS",
            defaultValue = "127.0.0.1",
            description = "address to listen on; default 127.0.0.1")
    private String address;

    @Option(
            names = "--behaves",
            paramLabel = "NAME",
            defaultValue = "generic",
            completionCandidates = BehaviourNames.class,
            description = "relay to imitate: ${COMPLETION-CANDIDATES}")
    private String behaves;

    @Option(
            names = "--faster",
            paramLabel = "N",
            defaultValue = "1",
            description = "speed up time windows of limits and pauses by this factor")
    private int faster;

    @Option(names = "--fault", paramLabel = "LINE", description = "a fault line; repeatable, the first match wins")
    private List<String> faults = List.of();

    @Option(names = "--script", paramLabel = "FILE", description = "file with one fault per line; # starts a comment")
    private @Nullable Path script;

    @Option(names = "--chaos", paramLabel = "SEED", description = "random faults, reproducible by the seed")
    private @Nullable Long chaos;

    @Option(
            names = "--record",
            paramLabel = "FILE",
            defaultValue = "relay-record.tsv",
            description =
                    "record of accepted mail, one line per message and recipient, written before the reply; default relay-record.tsv")
    private Path record;

    @Option(
            names = "--durability",
            paramLabel = "HOW",
            defaultValue = "FSYNC",
            description =
                    "durability of the record: fsync (survives a power failure; default) or write (survives the death of processes; faster)")
    private RelayRecord.Durability durability;

    @Option(names = "--keep", paramLabel = "DIR", description = "directory to store every mail as .eml file")
    private @Nullable Path keep;

    @Mixin
    private RelaySecurityOptions security;

    @Option(names = "--show", description = "print every received command")
    private boolean show;

    @Override
    public Integer call() throws InterruptedException {
        var accepted = new AtomicLong();
        FaultyRelay relay = start();
        relay.forwardingTo(mail -> keep(mail, accepted.incrementAndGet()));
        output.out()
                .println("A relay behaving like " + behaves + " listens on " + address + " port " + relay.port()
                        + ". Its record: " + record);
        output.out().flush();
        var stopped = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            relay.close();
            say("There were " + TextTable.number(relay.connections()) + " connections and "
                    + TextTable.number(accepted.get()) + " accepted messages." + offences(relay));
            stopped.countDown();
        }));
        long reported = 0;
        while (!stopped.await(5, TimeUnit.SECONDS)) {
            if (accepted.get() != reported) say(TextTable.number(reported = accepted.get()) + " messages accepted");
        }
        return ExitCode.DONE;
    }

    private FaultyRelay start() {
        FaultyRelay relay = null;
        try {
            var where = new InetSocketAddress(InetAddress.getByName(address), port);
            relay = FaultyRelay.start(where, new RelayRecord(record, durability))
                    .withoutKeepingBytes()
                    .behaving(RelayBehaviour.named(behaves).faster(faster))
                    .scripted(lines());
            if (chaos != null) relay.withChaos(RandomFaults.seeded(chaos));
            if (show) relay.reportingCommandsTo(this::show);
            security.apply(relay, address);
            return relay;
        } catch (IllegalArgumentException | UnknownHostException wrong) {
            if (relay != null) relay.close();
            throw new ParameterException(spec.commandLine(), wrong.getMessage());
        } catch (UncheckedIOException e) {
            throw new CommandFailure(Objects.requireNonNullElse(e.getMessage(), e.toString()));
        }
    }

    private String[] lines() {
        var lines = new ArrayList<>(faults);
        if (script != null) {
            read(script)
                    .lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .forEach(lines::add);
        }
        return lines.toArray(String[]::new);
    }

    private void keep(AcceptedMail mail, long number) {
        if (keep == null) return;
        try {
            Files.createDirectories(keep);
        } catch (IOException e) {
            throw new UncheckedIOException("The folder " + keep + " cannot be created.", e);
        }
        write(keep.resolve(String.format("%08d.eml", number)), mail.bytes());
    }

    private void show(ReceivedCommand heard) {
        String lock = heard.encrypted() ? " (encrypted) " : " ";
        say(heard.connection() + lock + heard.command());
    }

    private static String offences(FaultyRelay relay) {
        List<String> offences = relay.protocolErrors().stream().distinct().toList();
        return offences.isEmpty() ? "" : " Protocol errors of clients: " + String.join("; ", offences) + ".";
    }

    private void say(String line) {
        output.err().println(line);
        output.err().flush();
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new CommandFailure("The file " + file + " cannot be read.");
        }
    }

    static void write(Path file, byte[] bytes) {
        try {
            Files.write(file, bytes);
        } catch (IOException e) {
            throw new CommandFailure("The file " + file + " cannot be written.");
        }
    }
}
