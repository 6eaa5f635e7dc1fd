package org.belay;

import java.time.Duration;
import java.util.Locale;

/** Measures elapsed time in seconds with one decimal, for messages. */
record Stopwatch(long startedNanos) {
    static Stopwatch start() {
        return new Stopwatch(System.nanoTime());
    }

    String seconds() {
        return String.format(
                Locale.ROOT,
                "%.1f",
                Duration.ofNanos(System.nanoTime() - startedNanos).toMillis() / 1000.0);
    }
}
