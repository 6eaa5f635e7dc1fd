package org.belay.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.belay.cli.Table;

/**
 * Maximum throughput: Belay with its ledger, compared with senders that keep no records, against a mail server that
 * accepts everything.
 */
final class LimitPart {
    static final int CONNECTIONS = 20;
    private static final String PERSONAL = "Belay, personalised";
    private static final String SHARED = "Belay, shared";

    private final Scale scale;
    private final Report report;

    LimitPart(Scale scale, Report report) {
        this.scale = scale;
        this.report = report;
    }

    void measure() throws InterruptedException {
        byte[] sample = {};
        try (SinkProcess own = SinkProcess.start()) {
            for (Way way : Way.values()) sample = measure(way, way.words, own, sample);
        }
        Optional<SmtpSink> installed = SmtpSink.start();
        if (installed.isPresent()) {
            try (SmtpSink postfix = installed.get()) {
                measure(Way.LOOPBACK, "loopback, to Postfix's smtp-sink", postfix, sample);
            }
        }
    }

    private byte[] measure(Way way, String words, Receiver sink, byte[] seen) throws InterruptedException {
        report.part("limit, " + words);
        report.now("limit, " + words + ": starting a server");
        try (Way.Ending end = way.to(sink.port());
                BenchServer server = BenchServer.start(end.port(), way.relay(CONNECTIONS))) {
            byte[] sample = measure(way, words, end, sink, server, seen);
            report.endOfPart();
            return sample;
        }
    }

    /** @param seen a message of Belay, for a sink that returns none */
    private byte[] measure(Way way, String words, Way.Ending end, Receiver sink, BenchServer server, byte[] seen)
            throws InterruptedException {
        var rounds = new Rounds(server, sink, report);
        int people = Math.max(100, way.far() ? scale.people() / 16 : scale.people());
        int warmth = way.far() ? people : 2 * people; // a real server runs for weeks and has compiled its code
        personal(words, warmth, server, rounds, false);
        byte[] shown = personal(words, warmth, server, rounds, false);
        byte[] sample = shown.length > 0 ? shown : seen;
        List<Contender> contenders = contenders(way, sample, sink);
        for (Contender contender : contenders) contend(contender, end.port(), words, sink, people / 4, false);
        for (int round = 0; round < scale.rounds(); round++) {
            personal(words, people, server, rounds, true);
            for (Contender contender : contenders) contend(contender, end.port(), words, sink, people, true);
            Collections.rotate(contenders, 1);
        }
        for (Contender contender : contenders)
            report.ratio(PERSONAL + " : " + contender.name(), PERSONAL, contender.name());
        if (way == Way.FAR_OVERLAPPED) shared(way, end, server, rounds);
        report.note(CONNECTIONS + " connections each; " + Table.number(people) + " people and " + sample.length
                + " bytes a message; median of " + scale.rounds() + " alternating rounds.");
        return sample;
    }

    private byte[] personal(String words, int people, BenchServer server, Rounds rounds, boolean counts)
            throws InterruptedException {
        Campaign campaign = Campaign.approved(server, Content.PERSONAL, server.audience(people), 0);
        Rounds.Lap lap = rounds.notice(campaign, "limit, " + words + ": Belay, " + (counts ? "a round" : "warming up"));
        if (counts) report.add(PERSONAL, lap.count().recipientsPerSecond(), "people/s");
        return lap.sample();
    }

    private void shared(Way way, Way.Ending end, BenchServer server, Rounds rounds) throws InterruptedException {
        int people = scale.shared();
        takenBack(way, end, Math.max(10, people / 2), server, rounds); // warms up
        for (int round = 0; round < scale.sharedRounds(); round++) {
            Rounds.Lap lap = takenBack(way, end, people, server, rounds);
            report.add(SHARED, lap.count().recipientsPerSecond(), "people/s");
            report.add(
                    "request to last of " + Table.number(people) + " corrections on record",
                    lap.onRecord().toNanos() / 1e9,
                    "s");
            report.add("of which the share of Belay", lap.own().toNanos() / 1e9, "s");
        }
    }

    private Rounds.Lap takenBack(Way way, Way.Ending end, int people, BenchServer server, Rounds rounds)
            throws InterruptedException {
        Campaign campaign = Campaign.approved(server, Content.SHARED, server.audience(people), 0);
        end.shorten(); // the notice is not measured and would take minutes
        rounds.notice(campaign, "the notice that is taken back");
        end.lengthen(way);
        return rounds.correction(campaign, "shared correction");
    }

    /**
     * smtp-source shows what the machine can do. It sends one command at a time, so over a delay it would only
     * measure the delay.
     */
    private static List<Contender> contenders(Way way, byte[] sample, Receiver sink) {
        var contenders = new ArrayList<Contender>();
        if (sink instanceof SinkProcess) {
            contenders.add(JakartaMail.like(sample, CONNECTIONS));
            contenders.add(new PlainSockets(CONNECTIONS, sample));
        }
        if (!way.far()) SmtpSource.installed(CONNECTIONS, sample.length).ifPresent(contenders::add);
        return contenders;
    }

    /**
     * Transport is slow and gets a fifth of the messages, but at least 250, so that it runs for some seconds and its
     * start does not dominate.
     */
    private void contend(Contender contender, int port, String words, Receiver sink, int people, boolean counts)
            throws InterruptedException {
        report.now("limit, " + words + ": " + contender.name());
        sink.reset();
        contender.send(port, contender instanceof JakartaMail ? Math.min(people, Math.max(people / 5, 250)) : people);
        if (counts) report.add(contender.name(), sink.count().recipientsPerSecond(), "people/s");
    }
}
