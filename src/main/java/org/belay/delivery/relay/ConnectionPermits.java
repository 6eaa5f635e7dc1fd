package org.belay.delivery.relay;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Permits for the connections that the relay allows. Reserves one of three or more for corrections; a waiting
 * correction goes before notices. The relay can reduce the number for a while.
 */
final class ConnectionPermits {
    private static final long FIRST_PROBE_NANOS = Duration.ofMinutes(1).toNanos();
    private static final long LAST_PROBE_NANOS = Duration.ofMinutes(10).toNanos();

    private final ReentrantLock lock = new ReentrantLock(true);
    private final Condition changed = lock.newCondition();
    private final boolean reserveOne;
    private int share;
    private int learned;
    private int taken;
    private int takenByNotices;
    private int correctionsWaiting;
    private long probeAfter = FIRST_PROBE_NANOS;
    private long shrunkAt;

    /** @param reserveOne whether corrections use this relay too, so that one permit is reserved for them */
    ConnectionPermits(int most, boolean reserveOne) {
        this.reserveOne = reserveOne;
        this.share = most;
        this.learned = most;
    }

    /** @return false if none was available in time, or the thread was interrupted */
    boolean acquire(boolean correction, Duration maxWait) {
        long left = maxWait.toNanos();
        lock.lock();
        correctionsWaiting += correction ? 1 : 0;
        try {
            while (!isAvailable(correction)) {
                if (left <= 0) {
                    return false;
                }
                left = changed.awaitNanos(left);
            }
            taken++;
            takenByNotices += correction ? 0 : 1;
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            correctionsWaiting -= correction ? 1 : 0;
            changed.signalAll();
            lock.unlock();
        }
    }

    void release(boolean correction) {
        lock.lock();
        taken--;
        takenByNotices -= correction ? 0 : 1;
        changed.signalAll();
        lock.unlock();
    }

    /** Whether a notice should give its permit to a waiting correction. */
    boolean isCorrectionWaiting() {
        lock.lock();
        try {
            return correctionsWaiting > 0 && taken >= allowed();
        } finally {
            lock.unlock();
        }
    }

    /** Sets the share of this process of the relay's connections. */
    void share(int most) {
        lock.lock();
        share = most;
        changed.signalAll();
        lock.unlock();
    }

    /** Reduces the permits to the number that the relay accepts. */
    void shrink(int accepted, long now) {
        lock.lock();
        if (accepted < allowed()) {
            boolean repeated = learned < share && now - shrunkAt < 2 * probeAfter;
            probeAfter = repeated ? Math.min(LAST_PROBE_NANOS, 2 * probeAfter) : FIRST_PROBE_NANOS;
            learned = Math.max(1, accepted);
        }
        shrunkAt = now;
        lock.unlock();
    }

    /** Adds one permit if the relay has not complained for a while. */
    void probe(long now) {
        lock.lock();
        if (learned < share && now - shrunkAt > probeAfter) {
            learned++;
            shrunkAt = now;
            changed.signalAll();
        }
        lock.unlock();
    }

    int allowed() {
        lock.lock();
        try {
            return Math.min(share, learned);
        } finally {
            lock.unlock();
        }
    }

    /** Maximum number of permits for this kind of mail; at least one. */
    int maximum(boolean correction) {
        lock.lock();
        try {
            return Math.max(1, correction ? share : withoutReserve(share));
        } finally {
            lock.unlock();
        }
    }

    private boolean isAvailable(boolean correction) {
        int allowed = allowed();
        return taken < allowed && (correction || (correctionsWaiting == 0 && takenByNotices < withoutReserve(allowed)));
    }

    private int withoutReserve(int places) {
        return reserveOne && places >= 3 ? places - 1 : places;
    }
}
