package org.belay.lab.bench;

import java.util.ArrayList;
import java.util.List;
import org.belay.lab.bench.sink.MailSink;

/** Samples the count of a sink ten times a second, to see whether the rate drops. */
final class RateSampler implements AutoCloseable {
    private static final long EVERY_MILLIS = 100;

    private final List<RateSample> samples = new ArrayList<>();
    private final MailSink sink;
    private final Thread thread;
    private volatile boolean over;

    /** @param seconds since sampling started */
    record RateSample(double seconds, long recipients) {}

    RateSampler(MailSink sink) {
        this.sink = sink;
        thread = new Thread(this::sample, "pulse");
        thread.setDaemon(true);
        thread.start();
    }

    private void sample() {
        long began = System.nanoTime();
        while (!over) {
            long recipients = sink.count().recipients();
            synchronized (samples) {
                samples.add(new RateSample((System.nanoTime() - began) / 1e9, recipients));
            }
            try {
                Thread.sleep(EVERY_MILLIS);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    /** Recipients per second between two shares of the whole, 0 to 1. */
    double rate(double from, double to) {
        List<RateSample> samples = samples();
        long all = samples.isEmpty() ? 0 : samples.get(samples.size() - 1).recipients();
        double seconds = reached(samples, (long) (all * to)) - reached(samples, Math.max(1, (long) (all * from)));
        return all * (to - from) / Math.max(1e-6, seconds);
    }

    List<RateSample> samples() {
        synchronized (samples) {
            return List.copyOf(samples);
        }
    }

    private static double reached(List<RateSample> samples, long recipients) {
        RateSample before = new RateSample(0, 0);
        for (RateSample sample : samples) {
            if (sample.recipients() >= recipients) {
                long step = Math.max(1, sample.recipients() - before.recipients());
                double share = (double) (recipients - before.recipients()) / step;
                return before.seconds() + (sample.seconds() - before.seconds()) * share;
            }
            before = sample;
        }
        return before.seconds();
    }

    @Override
    public void close() throws InterruptedException {
        over = true;
        thread.join();
    }
}
