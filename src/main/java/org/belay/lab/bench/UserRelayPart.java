package org.belay.lab.bench;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.belay.cli.http.CommandFailure;
import org.belay.cli.http.JsonObject;
import org.belay.cli.print.TextTable;
import org.belay.lab.bench.network.DelayProxy;
import org.belay.lab.bench.report.BenchReport;
import org.belay.lab.bench.server.BenchContent;
import org.belay.lab.bench.server.BenchMailing;
import org.belay.lab.bench.server.BenchServer;
import org.belay.lab.bench.server.ServerKiller;
import org.belay.lab.process.RecordedDelivery;

/**
 * A mailing through the relay of the user: a notice, stopped at 40 % and taken back, and the state of each delivery
 * as a file to compare with the log of that relay.
 *
 * @param killEvery interval of SIGKILL to the server; zero for never
 * @param settings settings of the relay, as under {@code relay:} in belay.yaml
 */
record UserRelayPart(
        String host,
        int port,
        int people,
        BenchContent content,
        Path record,
        Duration killEvery,
        Map<String, String> settings) {

    private static final double TAKEN_BACK_AT = 0.4;
    private static final int ANSWERS_WITHIN_MILLIS = 10_000;
    /** Minimum duration of the notice, so that it can be taken back while it is sent. */
    private static final int LEAST_SECONDS = 6;

    /** @throws CommandFailure if no mail server answers */
    void measure(BenchReport report) throws InterruptedException {
        report.part("your relay");
        requireGreeting();
        report.showProgress("starting a server");
        // a sandbox connects only to its own machine; the proxy forwards to the relay
        try (DelayProxy line = DelayProxy.to(host, port, Duration.ZERO);
                BenchServer server = BenchServer.start(line.port(), settings)) {
            report.showProgress("importing and freezing " + TextTable.number(people) + " people");
            String audience = server.audience(people);
            BenchMailing campaign = BenchMailing.approved(server, content, audience, pace());
            try (var killer = new ServerKiller(server, killEvery)) {
                play(campaign, report);
                report.add("times killed", killer.kills(), "");
            }
            write(campaign, report);
        }
        report.endOfPart();
    }

    /** Checks the relay directly, because the proxy in front of it always accepts connections. */
    private void requireGreeting() {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), ANSWERS_WITHIN_MILLIS);
            socket.setSoTimeout(ANSWERS_WITHIN_MILLIS);
            if (socket.getInputStream().read() != '2') {
                throw new CommandFailure("What listens at " + host + ":" + port
                        + " is not a ready mail server: its greeting is not 220." + " Nothing was measured.");
            }
        } catch (IOException e) {
            throw new CommandFailure("No mail server answers at " + host + ":" + port + ": " + e.getMessage()
                    + ". Nothing was measured.");
        }
    }

    private void play(BenchMailing campaign, BenchReport report) throws InterruptedException {
        campaign.start();
        long began = System.nanoTime();
        campaign.awaitAccepted(
                (long) Math.ceil(people * TAKEN_BACK_AT), now -> showProgress(report, "notice", "people", now));
        long pressed = System.nanoTime();
        report.add("notice, until taken back", (pressed - began) / 1e9, "s");
        campaign.takeBack();
        JsonObject end = campaign.awaitCorrection(now -> showProgress(report, "correction", "mayHaveIt", now));
        report.add("request to correction done", (System.nanoTime() - pressed) / 1e9, "s");
        for (String dispatch : new String[] {"notice", "correction"}) {
            new TreeMap<>(BenchMailing.counts(end, dispatch).members())
                    .forEach((state, count) ->
                            report.add(dispatch + ": " + state, ((Number) count).doubleValue(), "people"));
        }
    }

    private void write(BenchMailing campaign, BenchReport report) {
        try (BufferedWriter out = Files.newBufferedWriter(record)) {
            out.write("address,dispatch,state,attempts,message_id\n");
            for (String dispatch : new String[] {"NOTICE", "CORRECTION"}) {
                campaign.deliveries(dispatch, claim -> line(out, dispatch, claim));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The states cannot be written to " + record, e);
        }
        report.note("The state of each delivery is in " + record + ".");
    }

    /** The values need no quoting: the benchmark made the addresses, Belay the Message-IDs. */
    private static void line(BufferedWriter out, String dispatch, RecordedDelivery claim) {
        try {
            out.write(claim.address() + "," + dispatch + "," + claim.state() + "," + claim.attempts() + ","
                    + claim.messageId() + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private int pace() {
        long seconds = Math.max(LEAST_SECONDS, killEvery.toSeconds() * 4);
        return (int) Math.max(60, Math.min(Integer.MAX_VALUE, people * 60L / seconds));
    }

    /** @param all the member with the number of recipients: a correction goes only to those who may have the notice */
    private void showProgress(BenchReport report, String dispatch, String all, JsonObject now) {
        report.showProgress(dispatch + ": "
                + TextTable.number(BenchMailing.counts(now, dispatch).number("ACCEPTED")) + " of "
                + TextTable.number(now.number(all))
                + (now.text("paused").isEmpty() ? "" : "; paused: " + now.text("paused")));
    }
}
