package org.belay.lab.bench;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.belay.cli.http.JsonObject;
import org.belay.cli.print.TextTable;
import org.belay.lab.bench.report.BenchReport;
import org.belay.lab.bench.server.BenchContent;
import org.belay.lab.bench.server.BenchMailing;
import org.belay.lab.bench.server.BenchServer;

/** A realistic relay, and how fast everyone is corrected after a notice is taken back. */
final class RealisticPart {
    private static final double TAKEN_BACK_AT = 0.4;
    private static final int CONNECTIONS = 10;

    private final BenchScale scale;
    private final BenchReport report;

    RealisticPart(BenchScale scale, BenchReport report) {
        this.scale = scale;
        this.report = report;
    }

    void measure() throws InterruptedException {
        report.part("realistic");
        report.showProgress("realistic: starting a server");
        Map<String, String> settings =
                Map.of("profile", "generic", "connections", Integer.toString(CONNECTIONS), "security", "starttls");
        try (var relay = new RealisticRelay();
                BenchServer server = BenchServer.start(relay.port(), settings, relay.javaOptions())) {
            String audience = server.audience(scale.realistic());
            takeBack(server, relay, audience);
            kills(server, audience);
        }
        report.note("TLS, " + RealisticRelay.ROUND_TRIP.toMillis()
                + " ms round trip, 300-800 ms after each final dot, 5 % refused,"
                + " connections closed after " + RealisticRelay.MESSAGES_PER_CONNECTION + " messages; " + CONNECTIONS
                + " connections, profile generic, " + TextTable.number(scale.realistic()) + " people.");
        report.endOfPart();
    }

    private void takeBack(BenchServer server, RealisticRelay relay, String audience) throws InterruptedException {
        BenchMailing campaign = BenchMailing.approved(server, BenchContent.PERSONAL, audience, 0);
        campaign.start();
        int people = campaign.people();
        campaign.awaitAccepted(people / 5, now -> tell("notice", now));
        List<RealisticRelay.AcceptedCopy> free = relay.arrivals("notice");
        report.add("notice, personalised", rate(free), "people/s");
        stops(campaign);
        campaign.awaitAccepted((long) (people * TAKEN_BACK_AT), now -> tell("notice", now));

        Instant pressed = campaign.takeBack();
        report.add("disregard answered", millisSince(pressed), "ms");
        campaign.awaitStopped();
        report.add("disregard to: Belay reports that no more of the notice can be sent", millisSince(pressed), "ms");
        JsonObject end = campaign.awaitCorrection(now -> tell("correction", now));

        Instant last = relay.arrivals("correction").stream()
                .map(RealisticRelay.AcceptedCopy::taken)
                .max(Instant::compareTo)
                .orElse(pressed);
        Duration took = Duration.between(pressed, last);
        report.add("people newly misinformed after disregard", after(relay, pressed), "people");
        report.add("disregard to last correction accepted", took.toNanos() / 1e9, "s");
        report.add(
                "of which the share of Belay",
                took.minus(relay.busySince(pressed, "correction")).toNanos() / 1e9,
                "s");
        report.add("people corrected", BenchMailing.counts(end, "correction").number("ACCEPTED"), "people");
    }

    /** Stops and resumes repeatedly while sending. */
    private void stops(BenchMailing campaign) throws InterruptedException {
        for (int i = 0; i < scale.stops(); i++) {
            report.showProgress("realistic: stop " + (i + 1) + " of " + scale.stops());
            Instant pressed = Instant.now();
            campaign.stop();
            campaign.awaitStopped();
            report.add("stop to: all nodes acknowledged", millisSince(pressed), "ms");
            long before = campaign.accepted();
            campaign.resume();
            campaign.awaitAccepted(before + CONNECTIONS / 2, now -> {});
        }
        report.spread("stop to: all nodes acknowledged");
    }

    private void kills(BenchServer server, String audience) throws InterruptedException {
        server.willBeKilled();
        BenchMailing campaign = BenchMailing.approved(server, BenchContent.PERSONAL, audience, 0);
        campaign.start();
        long before = 0;
        for (int i = 0; i < scale.kills(); i++) {
            report.showProgress("realistic: kill " + (i + 1) + " of " + scale.kills());
            campaign.awaitAccepted(campaign.accepted() + CONNECTIONS, now -> {});
            report.add("kill -9: attempts without outcome", server.killAndRestart(), "people");
            long uncertain = BenchMailing.counts(campaign.status(), "notice").number("IN_DOUBT");
            report.add("kill -9: left uncertain", uncertain - before, "people");
            before = uncertain;
        }
        campaign.stop();
    }

    private static double rate(List<RealisticRelay.AcceptedCopy> arrivals) {
        if (arrivals.size() < 2) return 0;
        Instant first = arrivals.get(0).taken();
        Instant last = arrivals.get(arrivals.size() - 1).taken();
        return (arrivals.size() - 1)
                / Math.max(0.001, Duration.between(first, last).toNanos() / 1e9);
    }

    private static long after(RealisticRelay relay, Instant pressed) {
        return relay.arrivals("notice").stream()
                .filter(arrival -> arrival.taken().isAfter(pressed))
                .mapToLong(arrival -> arrival.recipients().size())
                .sum();
    }

    private void tell(String what, JsonObject now) {
        report.showProgress("realistic, " + what + ": "
                + TextTable.number(BenchMailing.counts(now, what).number("ACCEPTED")) + " of "
                + TextTable.number(now.number("people")));
    }

    private static double millisSince(Instant then) {
        return Duration.between(then, Instant.now()).toNanos() / 1e6;
    }
}
