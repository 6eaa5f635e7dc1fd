package org.belay.lab.bench;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.belay.cli.print.TextTable;
import org.belay.lab.bench.network.NetworkPath;
import org.belay.lab.bench.report.BenchReport;
import org.belay.lab.bench.server.BenchContent;
import org.belay.lab.bench.server.BenchMailing;
import org.belay.lab.bench.server.BenchServer;
import org.belay.lab.bench.sink.MailSink;
import org.belay.lab.bench.sink.SinkProcess;

/** Whether the cost per recipient depends on the size of the audience, and the heap usage of the server. */
final class SizesPart {
    /**
     * People of a first notice that is not measured, so that small audiences are not measured with code that is not
     * compiled yet.
     */
    private static final int WARMTH = 100_000;

    private final BenchScale scale;
    private final BenchReport report;

    SizesPart(BenchScale scale, BenchReport report) {
        this.scale = scale;
        this.report = report;
    }

    void measure() throws InterruptedException {
        report.part("sizes, personalised, loopback");
        report.showProgress("sizes: starting a server");
        try (SinkProcess sink = SinkProcess.start();
                BenchServer server =
                        BenchServer.start(sink.port(), NetworkPath.LOOPBACK.relay(LimitPart.CONNECTIONS))) {
            var rounds = new MeasuredRounds(server, sink, report);
            // one fewer than a measured size: an audience of its own, so that every measured import is one
            int warmth = Math.min(WARMTH, Collections.max(scale.sizes())) - 1;
            rounds.notice(
                    BenchMailing.approved(server, BenchContent.PERSONAL, server.audience(warmth), 0),
                    "sizes: warming up");
            for (int people : scale.sizes()) measure(people, sink, server, rounds);
            long[] peaks = server.peaks();
            report.add("peak memory of the server process", peaks[0], "MiB");
            report.add("peak memory of its PostgreSQL", peaks[1], "MiB");
            report.note("The server runs with -Xmx" + BenchServer.HEAP_MEBIBYTES
                    + "m. Heap figures are the usage after each collection.");
        }
        report.endOfPart();
    }

    private void measure(int people, MailSink sink, BenchServer server, MeasuredRounds rounds)
            throws InterruptedException {
        String size = TextTable.number(people) + " people: ";
        long began = System.nanoTime();
        report.showProgress("sizes: importing " + TextTable.number(people) + " people");
        String audience = server.audience(people);
        report.add(size + "import", seconds(began), "s");
        began = System.nanoTime();
        report.showProgress("sizes: freezing and approving for " + TextTable.number(people) + " people");
        BenchMailing campaign = BenchMailing.approved(server, BenchContent.PERSONAL, audience, 0);
        report.add(size + "from draft to approval", seconds(began), "s");
        double before = HeapUsage.read(server.gcLog()).lastSeconds();
        MeasuredRounds.RoundResult lap;
        sink.reset(); // before sampling starts, which would include the end of the previous size
        try (var pulse = new RateSampler(sink)) {
            lap = rounds.notice(campaign, "sizes");
            report.curve(
                    size + "arrived",
                    pulse.samples().stream().map(SizesPart::point).toList());
            if (people >= 10_000)
                report.add(size + "last tenth : first tenth", pulse.rate(0.9, 1) / pulse.rate(0, 0.1), "×");
        }
        report.add(size + "rate", lap.count().recipientsPerSecond(), "people/s");
        report.add(size + "cost per person", 1e6 / lap.count().recipientsPerSecond(), "µs");
        report.add(size + "start to last on record", lap.onRecord().toNanos() / 1e9, "s");
        heap(
                size,
                HeapUsage.read(server.gcLog())
                        .between(before, Duration.ofDays(365).toSeconds()));
    }

    private void heap(String size, HeapUsage curve) {
        if (!curve.known()) return; // too small for a collection
        report.add(size + "peak heap after a collection", curve.highest(), "MiB");
        List<Integer> tenths = curve.tenths();
        report.curve(size + "heap after collections, MiB, highest of each tenth", tenths);
    }

    private static Map<String, Object> point(RateSampler.RateSample beat) {
        return Map.of("s", Math.round(beat.seconds() * 10) / 10.0, "people", beat.recipients());
    }

    private static double seconds(long began) {
        return (System.nanoTime() - began) / 1e9;
    }
}
