package org.belay.bench;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.belay.cli.Answer;
import org.belay.cli.Table;

/** A realistic relay, and how fast everyone is corrected after a notice is taken back. */
final class RealisticPart {
    private static final double TAKEN_BACK_AT = 0.4;
    private static final int CONNECTIONS = 10;

    private final Scale scale;
    private final Report report;

    RealisticPart(Scale scale, Report report) {
        this.scale = scale;
        this.report = report;
    }

    void measure() throws InterruptedException {
        report.part("realistic");
        report.now("realistic: starting a server");
        Map<String, String> settings =
                Map.of("profile", "generic", "connections", Integer.toString(CONNECTIONS), "security", "starttls");
        try (var relay = new RealRelay();
                BenchServer server = BenchServer.start(relay.port(), settings, relay.javaOptions())) {
            String audience = server.audience(scale.realistic());
            takeBack(server, relay, audience);
            kills(server, audience);
        }
        report.note("TLS, " + RealRelay.ROUND_TRIP.toMillis()
                + " ms round trip, 300-800 ms after each final dot, 5 % refused,"
                + " connections closed after " + RealRelay.MESSAGES_PER_CONNECTION + " messages; " + CONNECTIONS
                + " connections, profile generic, " + Table.number(scale.realistic()) + " people.");
        report.endOfPart();
    }

    private void takeBack(BenchServer server, RealRelay relay, String audience) throws InterruptedException {
        Campaign campaign = Campaign.approved(server, Content.PERSONAL, audience, 0);
        campaign.start();
        int people = campaign.people();
        campaign.awaitAccepted(people / 5, now -> tell("notice", now));
        List<RealRelay.Arrival> free = relay.arrivals("notice");
        report.add("notice, personalised", rate(free), "people/s");
        stops(campaign);
        campaign.awaitAccepted((long) (people * TAKEN_BACK_AT), now -> tell("notice", now));

        Instant pressed = campaign.takeBack();
        report.add("disregard answered", millisSince(pressed), "ms");
        campaign.awaitStopped();
        report.add("disregard to: Belay reports that no more of the notice can be sent", millisSince(pressed), "ms");
        Answer end = campaign.awaitCorrection(now -> tell("correction", now));

        Instant last = relay.arrivals("correction").stream()
                .map(RealRelay.Arrival::taken)
                .max(Instant::compareTo)
                .orElse(pressed);
        Duration took = Duration.between(pressed, last);
        report.add("people newly misinformed after disregard", after(relay, pressed), "people");
        report.add("disregard to last correction accepted", took.toNanos() / 1e9, "s");
        report.add(
                "of which the share of Belay",
                took.minus(relay.busySince(pressed, "correction")).toNanos() / 1e9,
                "s");
        report.add("people corrected", Campaign.counts(end, "correction").number("ACCEPTED"), "people");
    }

    /** Stops and resumes repeatedly while sending. */
    private void stops(Campaign campaign) throws InterruptedException {
        for (int i = 0; i < scale.stops(); i++) {
            report.now("realistic: stop " + (i + 1) + " of " + scale.stops());
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
        Campaign campaign = Campaign.approved(server, Content.PERSONAL, audience, 0);
        campaign.start();
        long doubted = 0;
        for (int i = 0; i < scale.kills(); i++) {
            report.now("realistic: kill " + (i + 1) + " of " + scale.kills());
            campaign.awaitAccepted(campaign.accepted() + CONNECTIONS, now -> {});
            report.add("kill -9: attempts without outcome", server.killAndRestart(), "people");
            long doubts = Campaign.counts(campaign.standing(), "notice").number("IN_DOUBT");
            report.add("kill -9: left uncertain", doubts - doubted, "people");
            doubted = doubts;
        }
        campaign.stop();
    }

    private static double rate(List<RealRelay.Arrival> arrivals) {
        if (arrivals.size() < 2) return 0;
        Instant first = arrivals.get(0).taken();
        Instant last = arrivals.get(arrivals.size() - 1).taken();
        return (arrivals.size() - 1)
                / Math.max(0.001, Duration.between(first, last).toNanos() / 1e9);
    }

    private static long after(RealRelay relay, Instant pressed) {
        return relay.arrivals("notice").stream()
                .filter(arrival -> arrival.taken().isAfter(pressed))
                .mapToLong(arrival -> arrival.recipients().size())
                .sum();
    }

    private void tell(String what, Answer now) {
        report.now("realistic, " + what + ": "
                + Table.number(Campaign.counts(now, what).number("ACCEPTED")) + " of "
                + Table.number(now.number("people")));
    }

    private static double millisSince(Instant then) {
        return Duration.between(then, Instant.now()).toNanos() / 1e6;
    }
}
