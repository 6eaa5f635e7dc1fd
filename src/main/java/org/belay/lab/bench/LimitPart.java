package org.belay.lab.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.belay.cli.print.TextTable;
import org.belay.lab.bench.network.NetworkPath;
import org.belay.lab.bench.report.BenchReport;
import org.belay.lab.bench.sender.ComparedSender;
import org.belay.lab.bench.sender.JakartaMailSender;
import org.belay.lab.bench.sender.PlainSocketSender;
import org.belay.lab.bench.sender.PostfixSmtpSource;
import org.belay.lab.bench.server.BenchContent;
import org.belay.lab.bench.server.BenchMailing;
import org.belay.lab.bench.server.BenchServer;
import org.belay.lab.bench.sink.MailSink;
import org.belay.lab.bench.sink.PostfixSmtpSink;
import org.belay.lab.bench.sink.SinkProcess;

/**
 * Maximum throughput: Belay with its ledger, compared with senders that keep no records, against a mail server that
 * accepts everything.
 */
final class LimitPart {
    static final int CONNECTIONS = 20;
    private static final String PERSONAL = "Belay, personalised";
    private static final String SHARED = "Belay, shared";

    private final BenchScale scale;
    private final BenchReport report;

    LimitPart(BenchScale scale, BenchReport report) {
        this.scale = scale;
        this.report = report;
    }

    void measure() throws InterruptedException {
        byte[] sample = {};
        try (SinkProcess own = SinkProcess.start()) {
            for (NetworkPath way : NetworkPath.values()) sample = measure(way, way.words, own, sample);
        }
        Optional<PostfixSmtpSink> installed = PostfixSmtpSink.start();
        if (installed.isPresent()) {
            try (PostfixSmtpSink postfix = installed.get()) {
                measure(NetworkPath.LOOPBACK, "loopback, to Postfix's smtp-sink", postfix, sample);
            }
        }
    }

    private byte[] measure(NetworkPath way, String words, MailSink sink, byte[] seen) throws InterruptedException {
        report.part("limit, " + words);
        report.showProgress("limit, " + words + ": starting a server");
        try (NetworkPath.PathEnd end = way.to(sink.port());
                BenchServer server = BenchServer.start(end.port(), way.relay(CONNECTIONS))) {
            byte[] sample = measure(way, words, end, sink, server, seen);
            report.endOfPart();
            return sample;
        }
    }

    /** @param seen a message of Belay, for a sink that returns none */
    private byte[] measure(
            NetworkPath way, String words, NetworkPath.PathEnd end, MailSink sink, BenchServer server, byte[] seen)
            throws InterruptedException {
        var rounds = new MeasuredRounds(server, sink, report);
        int people = Math.max(100, way.hasDelay() ? scale.people() / 16 : scale.people());
        int warmth = way.hasDelay() ? people : 2 * people; // a real server runs for weeks and has compiled its code
        personal(words, warmth, server, rounds, false);
        byte[] shown = personal(words, warmth, server, rounds, false);
        byte[] sample = shown.length > 0 ? shown : seen;
        List<ComparedSender> contenders = contenders(way, sample, sink);
        for (ComparedSender contender : contenders) contend(contender, end.port(), words, sink, people / 4, false);
        for (int round = 0; round < scale.rounds(); round++) {
            personal(words, people, server, rounds, true);
            for (ComparedSender contender : contenders) contend(contender, end.port(), words, sink, people, true);
            Collections.rotate(contenders, 1);
        }
        for (ComparedSender contender : contenders)
            report.ratio(PERSONAL + " : " + contender.name(), PERSONAL, contender.name());
        if (way == NetworkPath.FAR_OVERLAPPED) shared(way, end, server, rounds);
        report.note(CONNECTIONS + " connections each; " + TextTable.number(people) + " people and " + sample.length
                + " bytes a message; median of " + scale.rounds() + " alternating rounds.");
        return sample;
    }

    private byte[] personal(String words, int people, BenchServer server, MeasuredRounds rounds, boolean counts)
            throws InterruptedException {
        BenchMailing campaign = BenchMailing.approved(server, BenchContent.PERSONAL, server.audience(people), 0);
        MeasuredRounds.RoundResult lap =
                rounds.notice(campaign, "limit, " + words + ": Belay, " + (counts ? "a round" : "warming up"));
        if (counts) report.add(PERSONAL, lap.count().recipientsPerSecond(), "people/s");
        return lap.sample();
    }

    private void shared(NetworkPath way, NetworkPath.PathEnd end, BenchServer server, MeasuredRounds rounds)
            throws InterruptedException {
        int people = scale.shared();
        takenBack(way, end, Math.max(10, people / 2), server, rounds); // warms up
        for (int round = 0; round < scale.sharedRounds(); round++) {
            MeasuredRounds.RoundResult lap = takenBack(way, end, people, server, rounds);
            report.add(SHARED, lap.count().recipientsPerSecond(), "people/s");
            report.add(
                    "request to last of " + TextTable.number(people) + " corrections on record",
                    lap.onRecord().toNanos() / 1e9,
                    "s");
            report.add("of which the share of Belay", lap.own().toNanos() / 1e9, "s");
        }
    }

    private MeasuredRounds.RoundResult takenBack(
            NetworkPath way, NetworkPath.PathEnd end, int people, BenchServer server, MeasuredRounds rounds)
            throws InterruptedException {
        BenchMailing campaign = BenchMailing.approved(server, BenchContent.SHARED, server.audience(people), 0);
        end.shorten(); // the notice is not measured and would take minutes
        rounds.notice(campaign, "the notice that is taken back");
        end.lengthen(way);
        return rounds.correction(campaign, "shared correction");
    }

    /**
     * smtp-source shows what the machine can do. It sends one command at a time, so over a delay it would only
     * measure the delay.
     */
    private static List<ComparedSender> contenders(NetworkPath way, byte[] sample, MailSink sink) {
        var contenders = new ArrayList<ComparedSender>();
        if (sink instanceof SinkProcess) {
            contenders.add(JakartaMailSender.like(sample, CONNECTIONS));
            contenders.add(new PlainSocketSender(CONNECTIONS, sample));
        }
        if (!way.hasDelay())
            PostfixSmtpSource.installed(CONNECTIONS, sample.length).ifPresent(contenders::add);
        return contenders;
    }

    /**
     * Transport is slow and gets a fifth of the messages, but at least 250, so that it runs for some seconds and its
     * start does not dominate.
     */
    private void contend(ComparedSender contender, int port, String words, MailSink sink, int people, boolean counts)
            throws InterruptedException {
        report.showProgress("limit, " + words + ": " + contender.name());
        sink.reset();
        contender.send(
                port, contender instanceof JakartaMailSender ? Math.min(people, Math.max(people / 5, 250)) : people);
        if (counts) report.add(contender.name(), sink.count().recipientsPerSecond(), "people/s");
    }
}
