package org.belay.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.belay.testkit.Authority;
import org.belay.testkit.Behaves;
import org.belay.testkit.Chaos;
import org.belay.testkit.FaultyRelay;
import org.belay.testkit.Heard;
import org.belay.testkit.Mail;
import org.belay.testkit.RelayRecord;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A mail server that misbehaves as it is told, for tests of whatever sends mail. Nothing of Belay's is needed beside it. */
@Command(
        name = "faulty-relay",
        description = {
            "Run a mail server that misbehaves on demand and keeps a record of what it took, until Ctrl-C.",
            "",
            "It takes mail for everybody and sends none on. For example:",
            "  belay faulty-relay --port 2525 --behaves exchange-online --record relay.tsv \\",
            "      --fault \"RCPT 3: 452 4.2.2 full\" --fault \"DOT 1%%: keep; drop\"",
            "The language of faults and the record are told in docs/faulty-relay.md."
        })
final class FaultyRelayCommand implements Callable<Integer> {
    /** The names that {@code --behaves} knows. */
    static final class Names implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Behaves.names().iterator();
        }
    }

    @Spec
    private CommandSpec spec;

    @Mixin
    private Output output;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "2525",
            description = "default 2525; 0 for a free one")
    private int port;

    @Option(
            names = "--address",
            paramLabel = "ADDRESS",
            defaultValue = "127.0.0.1",
            description = "to listen on; default 127.0.0.1")
    private String address;

    @Option(
            names = "--behaves",
            paramLabel = "NAME",
            defaultValue = "generic",
            completionCandidates = Names.class,
            description = "as which relay: ${COMPLETION-CANDIDATES}")
    private String behaves;

    @Option(
            names = "--faster",
            paramLabel = "N",
            defaultValue = "1",
            description = "its limits' minutes and days, and its pauses, take only 1/N of their time")
    private int faster;

    @Option(
            names = "--fault",
            paramLabel = "LINE",
            description = "a line of script; may be given often, the first that fits wins")
    private List<String> faults = List.of();

    @Option(names = "--script", paramLabel = "FILE", description = "such lines, one a line; # begins a comment")
    private Path script;

    @Option(names = "--chaos", paramLabel = "SEED", description = "faults by chance, the same for the same seed")
    private Long chaos;

    @Option(
            names = "--record",
            paramLabel = "FILE",
            defaultValue = "relay-record.tsv",
            description =
                    "what it took, a line per message and recipient, on disk before its answer; default relay-record.tsv")
    private Path record;

    @Option(
            names = "--durability",
            paramLabel = "HOW",
            defaultValue = "FSYNC",
            description =
                    "of the record: fsync (survives a power cut; default) or write (survives any process, faster)")
    private RelayRecord.Durability durability;

    @Option(names = "--keep", paramLabel = "DIR", description = "a folder to keep every mail in, as .eml")
    private Path keep;

    /** How the wire is encrypted. */
    enum Tls {
        none,
        starttls,
        tls
    }

    @Option(
            names = "--tls",
            paramLabel = "HOW",
            defaultValue = "none",
            description = "none, starttls or tls; default none")
    private Tls tls;

    @Option(
            names = "--ca-file",
            paramLabel = "FILE",
            description = "where to write the certificate of the authority it makes for itself, for clients to believe")
    private Path caFile;

    @Option(names = "--user", paramLabel = "NAME", description = "asks for AUTH (PLAIN, LOGIN, XOAUTH2) with this name")
    private String user;

    @Option(names = "--password-file", paramLabel = "FILE", description = "and the password, or token, in this file")
    private Path passwordFile;

    @Option(names = "--show", description = "print every command that it hears")
    private boolean show;

    @Override
    public Integer call() throws InterruptedException {
        var taken = new AtomicLong();
        FaultyRelay relay = start();
        relay.handingOnTo(mail -> keep(mail, taken.incrementAndGet()));
        output.out()
                .println("A relay that behaves like " + behaves + " listens on " + address + " port " + relay.port()
                        + ". Its record: " + record);
        output.out().flush();
        var stopped = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            relay.close();
            say("It had " + Table.number(relay.connections()) + " connections and took " + Table.number(taken.get())
                    + " messages." + offences(relay));
            stopped.countDown();
        }));
        long told = 0;
        while (!stopped.await(5, TimeUnit.SECONDS)) {
            if (taken.get() != told) say(Table.number(told = taken.get()) + " messages taken");
        }
        return Exit.DONE;
    }

    private FaultyRelay start() {
        FaultyRelay relay = null;
        try {
            var where = new InetSocketAddress(InetAddress.getByName(address), port);
            relay = FaultyRelay.start(where, new RelayRecord(record, durability))
                    .withoutKeepingBytes()
                    .behaving(Behaves.named(behaves).faster(faster))
                    .scripted(lines());
            if (chaos != null) relay.withChaos(Chaos.seeded(chaos));
            if (show) relay.tellingOf(this::show);
            encrypt(relay);
            if (user != null) relay.requiringSignIn(user, password(), "PLAIN", "LOGIN", "XOAUTH2");
            return relay;
        } catch (IllegalArgumentException | UnknownHostException wrong) {
            if (relay != null) relay.close();
            throw new ParameterException(spec.commandLine(), wrong.getMessage());
        } catch (UncheckedIOException e) {
            throw new Failure(e.getMessage());
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

    private void encrypt(FaultyRelay relay) {
        if (tls == Tls.none) return;
        var authority = new Authority();
        if (tls == Tls.tls) relay.withTls(authority.server("localhost", address));
        else relay.withStartTls(authority.server("localhost", address));
        if (caFile != null) write(caFile, authority.pem().getBytes(StandardCharsets.US_ASCII));
    }

    private String password() {
        if (passwordFile == null) throw new IllegalArgumentException("--user needs --password-file.");
        return read(passwordFile).strip();
    }

    private void keep(Mail mail, long number) {
        if (keep == null) return;
        try {
            Files.createDirectories(keep);
        } catch (IOException e) {
            throw new UncheckedIOException("The folder " + keep + " cannot be made.", e);
        }
        write(keep.resolve(String.format("%08d.eml", number)), mail.bytes());
    }

    private void show(Heard heard) {
        String lock = heard.encrypted() ? " (encrypted) " : " ";
        say(heard.connection() + lock + heard.command());
    }

    private static String offences(FaultyRelay relay) {
        List<String> offences = relay.offences().stream().distinct().toList();
        return offences.isEmpty() ? "" : " What clients did wrong: " + String.join("; ", offences) + ".";
    }

    private void say(String line) {
        output.aside().println(line);
        output.aside().flush();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new Failure("The file " + file + " cannot be read.");
        }
    }

    private static void write(Path file, byte[] bytes) {
        try {
            Files.write(file, bytes);
        } catch (IOException e) {
            throw new Failure("The file " + file + " cannot be written.");
        }
    }
}
