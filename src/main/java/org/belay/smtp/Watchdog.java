package org.belay.smtp;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Closes a socket from outside when its time is over. Nothing else ends every wait: read time-outs are per read, a write
 * has none, and a thread blocked in a TLS write is freed only by closing the <em>plain</em> socket below it (measured on
 * JDK 17 and 25: 20 ms; closing the TLS socket or interrupting still hung after 6 s).
 */
final class Watchdog {
    private static final ScheduledThreadPoolExecutor CLOCK = new ScheduledThreadPoolExecutor(1, work -> {
        var thread = new Thread(work, "smtp-deadlines");
        thread.setDaemon(true);
        return thread;
    });

    static {
        CLOCK.setRemoveOnCancelPolicy(true); // nearly every alarm is cancelled; none may wait out its ten minutes
    }

    private Watchdog() {}

    static Alarm arm(Duration limit, Closeable victim) {
        var alarm = new Alarm(limit, victim);
        alarm.armed = CLOCK.schedule(alarm::ring, limit.toNanos(), TimeUnit.NANOSECONDS);
        return alarm;
    }

    static final class Alarm implements AutoCloseable {
        private final Duration limit;
        private final Closeable victim;
        private volatile boolean rang;
        private Future<?> armed;

        private Alarm(Duration limit, Closeable victim) {
            this.limit = limit;
            this.victim = victim;
        }

        private void ring() {
            rang = true; // before the close, so that whoever wakes up by it knows why
            try {
                victim.close();
            } catch (IOException closedAnyway) {
                // a socket that cannot be closed is closed
            }
        }

        /** The failure as it was: ours, if it was the closing that caused it. */
        IOException explain(IOException failure) {
            return rang ? new IOException("no complete answer within " + inWords(limit), failure) : failure;
        }

        @Override
        public void close() {
            armed.cancel(false);
        }

        private static String inWords(Duration limit) {
            return limit.toSeconds() >= 1 ? limit.toSeconds() + " s" : limit.toMillis() + " ms";
        }
    }
}
