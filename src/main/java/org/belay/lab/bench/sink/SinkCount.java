package org.belay.lab.bench.sink;

import java.time.Duration;
import java.time.Instant;

/**
 * What a sink accepted since the last reset.
 *
 * @param busy time during which at least one transaction was open, from its MAIL to the reply to its final dot
 * @param first when the first message was accepted
 * @param last when the last message was accepted
 */
public record SinkCount(
        long messages, long recipients, long bytes, long connections, Duration busy, Instant first, Instant last) {

    /** The line with which the sink process reports the count. */
    public String line() {
        return messages + " " + recipients + " " + bytes + " " + connections + " " + busy.toNanos() + " "
                + micros(first) + " " + micros(last);
    }

    public static SinkCount read(String line) {
        String[] f = line.split(" ");
        return new SinkCount(
                Long.parseLong(f[0]),
                Long.parseLong(f[1]),
                Long.parseLong(f[2]),
                Long.parseLong(f[3]),
                Duration.ofNanos(Long.parseLong(f[4])),
                instant(Long.parseLong(f[5])),
                instant(Long.parseLong(f[6])));
    }

    /** Seconds from the first message to the last. */
    public double seconds() {
        return Duration.between(first, last).toNanos() / 1e9;
    }

    /** Rate without the first message, which starts the clock. */
    public double recipientsPerSecond() {
        if (messages < 2) return 0;
        return (recipients - (double) recipients / messages) / Math.max(1e-6, seconds());
    }

    private static long micros(Instant at) {
        return at.getEpochSecond() * 1_000_000 + at.getNano() / 1000;
    }

    private static Instant instant(long micros) {
        return Instant.ofEpochSecond(micros / 1_000_000, micros % 1_000_000 * 1000);
    }
}
