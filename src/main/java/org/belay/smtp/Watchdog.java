package org.belay.smtp;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Closes a socket from outside when its time is over. Nothing else ends every wait: read time-outs are per read, a write
 * has none, and a thread blocked in a TLS write is freed only by closing the <em>plain</em> socket below it (measured on
 * JDK 17 and 25: 20 ms; closing the TLS socket or interrupting still hung after 6 s).
 *
 * <p>One thread looks at all deadlines in turn, so that setting one is a store into memory: a message has half a dozen of
 * them, and a timer that is set and cancelled each time wakes its thread each time.
 */
final class Watchdog {
    private static final long ROUND_NANOS = 50_000_000; // so much later than its time a socket may be closed

    private static final Set<Watchdog> ALL = ConcurrentHashMap.newKeySet();

    private static final Thread WALKER = new Thread(Watchdog::walk, "smtp-deadlines");

    static {
        WALKER.setDaemon(true);
        WALKER.start();
    }

    private static final long ASLEEP = Long.MIN_VALUE;
    private static final long RANG = ASLEEP + 1;

    private final Closeable victim;
    private final long born = System.nanoTime();
    private final Alarm alarm = new Alarm();
    private final AtomicLong deadline = new AtomicLong(ASLEEP); // nanoseconds since birth, so that they can be compared
    private volatile boolean rang;
    private Duration limit = Duration.ZERO;

    private Watchdog(Closeable victim) {
        this.victim = victim;
    }

    /** One that sleeps. It must be {@link #release}d when its victim is closed. */
    static Watchdog over(Closeable victim) {
        var dog = new Watchdog(victim);
        ALL.add(dog);
        LockSupport.unpark(WALKER);
        return dog;
    }

    /** Closes the victim unless what is returned is closed within the limit. One at a time. */
    Alarm arm(Duration within) {
        limit = within;
        deadline.set(System.nanoTime() - born + within.toNanos());
        return alarm;
    }

    void release() {
        ALL.remove(this);
    }

    private static void walk() {
        while (true) {
            if (ALL.isEmpty()) {
                LockSupport.park();
            } else {
                LockSupport.parkNanos(ROUND_NANOS);
            }
            ALL.forEach(Watchdog::look);
        }
    }

    private void look() {
        long at = deadline.get();
        if (at > RANG && System.nanoTime() - born > at && deadline.compareAndSet(at, RANG)) {
            rang = true; // before the close, so that whoever wakes up by it knows why
            release();
            try {
                victim.close();
            } catch (IOException | RuntimeException closedAnyway) {
                // a socket that cannot be closed is closed, and the round goes on
            }
        }
    }

    final class Alarm implements AutoCloseable {
        private Alarm() {}

        /** The failure as it was: ours, if it was the closing that caused it. */
        IOException explain(IOException failure) {
            return rang ? new IOException("no complete answer within " + inWords(limit), failure) : failure;
        }

        @Override
        public void close() {
            deadline.set(ASLEEP);
        }
    }

    private static String inWords(Duration limit) {
        return limit.toSeconds() >= 1 ? limit.toSeconds() + " s" : limit.toMillis() + " ms";
    }
}
