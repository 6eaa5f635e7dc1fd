package org.belay.smtp.wire;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Closes a socket when its time is over. Nothing else ends every wait: read time-outs apply to each read, a write has
 * none, and a thread blocked in a TLS write is freed only by closing the <em>plain</em> socket below it (measured on
 * JDK 17 and 25: 20 ms; closing the TLS socket or interrupting still hung after 6 s).
 *
 * <p>One thread checks all deadlines in turn, so that setting a deadline is a write to memory: a message has half a
 * dozen of them, and a timer that is set and cancelled each time would wake its thread each time.
 */
final class SocketWatchdog {
    private static final long ROUND_NANOS = 50_000_000; // a socket may be closed this much after its deadline

    private static final Set<SocketWatchdog> ACTIVE = ConcurrentHashMap.newKeySet();

    private static final Thread CHECKER = new Thread(SocketWatchdog::checkAll, "smtp-deadlines");

    static {
        CHECKER.setDaemon(true);
        CHECKER.start();
    }

    private static final long NO_DEADLINE = Long.MIN_VALUE;
    private static final long EXPIRED = NO_DEADLINE + 1;

    private final Closeable target;
    private final long createdAt = System.nanoTime();
    private final Alarm alarm = new Alarm();
    private final AtomicLong deadline =
            new AtomicLong(NO_DEADLINE); // nanoseconds since creation, so that they can be compared
    private volatile boolean expired;
    private Duration limit = Duration.ZERO;

    private SocketWatchdog(Closeable target) {
        this.target = target;
    }

    /** A watchdog without a deadline. {@link #release} it when the socket is closed. */
    static SocketWatchdog guard(Closeable target) {
        var watchdog = new SocketWatchdog(target);
        ACTIVE.add(watchdog);
        LockSupport.unpark(CHECKER);
        return watchdog;
    }

    /** Closes the socket unless the returned alarm is closed within the limit. One alarm at a time. */
    Alarm arm(Duration within) {
        limit = within;
        deadline.set(System.nanoTime() - createdAt + within.toNanos());
        return alarm;
    }

    void release() {
        ACTIVE.remove(this);
    }

    private static void checkAll() {
        while (true) {
            if (ACTIVE.isEmpty()) {
                LockSupport.park();
            } else {
                LockSupport.parkNanos(ROUND_NANOS);
            }
            ACTIVE.forEach(SocketWatchdog::check);
        }
    }

    private void check() {
        long at = deadline.get();
        if (at > EXPIRED && System.nanoTime() - createdAt > at && deadline.compareAndSet(at, EXPIRED)) {
            expired = true; // set before the close, so that the thread that it wakes sees the reason
            release();
            try {
                target.close();
            } catch (IOException | RuntimeException closedAnyway) {
                // closing failed, so the socket is unusable anyway; the round continues
            }
        }
    }

    final class Alarm implements AutoCloseable {
        private Alarm() {}

        /** The failure itself, or a time-out if this watchdog caused it by closing. */
        IOException explain(IOException failure) {
            return expired ? new IOException("no complete reply within " + describe(limit), failure) : failure;
        }

        @Override
        public void close() {
            deadline.set(NO_DEADLINE);
        }
    }

    private static String describe(Duration limit) {
        return limit.toSeconds() >= 1 ? limit.toSeconds() + " s" : limit.toMillis() + " ms";
    }
}
