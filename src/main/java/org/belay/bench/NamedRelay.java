package org.belay.bench;

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
import org.belay.cli.Answer;
import org.belay.cli.Failure;
import org.belay.cli.Table;
import org.belay.sandbox.Claim;

/**
 * For those who trust no bench: a notice through their own relay, stopped at 40 % and taken back, and what Belay believes of
 * each delivery as a file, to be held against that relay's log.
 *
 * @param killEvery kill -9 of the server so often, meanwhile; zero for never
 * @param settings of the relay, as under {@code relay:} in belay.yaml
 */
record NamedRelay(
        String host,
        int port,
        int people,
        Content content,
        Path record,
        Duration killEvery,
        Map<String, String> settings) {

    private static final double TAKEN_BACK_AT = 0.4;
    private static final int ANSWERS_WITHIN_MILLIS = 10_000;
    /** The notice is paced to take at least so long: long enough to press the button in between. */
    private static final int LEAST_SECONDS = 6;

    /** @throws Failure where no mail server answers */
    void measure(Report report) throws InterruptedException {
        report.part("your relay");
        mustAnswer();
        report.now("starting a server");
        // a sandbox speaks only to its own machine: the line carries it on
        try (DelayLine line = DelayLine.to(host, port, Duration.ZERO);
                BenchServer server = BenchServer.start(line.port(), settings)) {
            report.now("importing and freezing " + Table.number(people) + " people");
            String audience = server.audience(people);
            Campaign campaign = Campaign.approved(server, content, audience, pace());
            try (var killer = new Killer(server, killEvery)) {
                play(campaign, report);
                report.add("times killed", killer.kills(), "");
            }
            write(campaign, report);
        }
        report.endOfPart();
    }

    /** Through the line the server would find somebody at home, and wait for the relay behind it. */
    private void mustAnswer() {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), ANSWERS_WITHIN_MILLIS);
            socket.setSoTimeout(ANSWERS_WITHIN_MILLIS);
            if (socket.getInputStream().read() != '2') {
                throw new Failure("What listens at " + host + ":" + port
                        + " is no mail server that is ready: its first word is not 220." + " Nothing was measured.");
            }
        } catch (IOException e) {
            throw new Failure("No mail server answers at " + host + ":" + port + ": " + e.getMessage()
                    + ". Nothing was measured.");
        }
    }

    private void play(Campaign campaign, Report report) throws InterruptedException {
        campaign.start();
        long began = System.nanoTime();
        campaign.awaitAccepted((long) Math.ceil(people * TAKEN_BACK_AT), now -> tell(report, "notice", "people", now));
        long pressed = System.nanoTime();
        report.add("notice, until the press", (pressed - began) / 1e9, "s");
        campaign.takeBack();
        Answer end = campaign.awaitCorrection(now -> tell(report, "correction", "mayHaveIt", now));
        report.add("press to correction done", (System.nanoTime() - pressed) / 1e9, "s");
        for (String dispatch : new String[] {"notice", "correction"}) {
            new TreeMap<>(Campaign.counts(end, dispatch).members())
                    .forEach((state, count) ->
                            report.add(dispatch + ": " + state, ((Number) count).doubleValue(), "people"));
        }
    }

    private void write(Campaign campaign, Report report) {
        try (BufferedWriter out = Files.newBufferedWriter(record)) {
            out.write("address,dispatch,state,attempts,message_id\n");
            for (String dispatch : new String[] {"NOTICE", "CORRECTION"}) {
                campaign.claims(dispatch, claim -> line(out, dispatch, claim));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("What Belay believes cannot be written to " + record, e);
        }
        report.note("What Belay believes of each delivery is in " + record + ".");
    }

    /** No member can hold a comma or a quote: the bench made the addresses, Belay the Message-IDs. */
    private static void line(BufferedWriter out, String dispatch, Claim claim) {
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

    /** @param all the member that says how many get it: a correction goes to those alone who may have the notice */
    private void tell(Report report, String dispatch, String all, Answer now) {
        report.now(dispatch + ": " + Table.number(Campaign.counts(now, dispatch).number("ACCEPTED")) + " of "
                + Table.number(now.number(all))
                + (now.text("paused").isEmpty() ? "" : "; paused: " + now.text("paused")));
    }
}
