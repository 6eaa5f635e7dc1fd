package org.belay.delivery.relay;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The connections that the relay allows us, as places to be taken. Notices leave the last of three or more to
 * corrections, and never go before a correction that waits. There are fewer while the relay says so.
 */
final class Places {
    private static final long FIRST_PROBE_NANOS = Duration.ofMinutes(1).toNanos();
    private static final long LAST_PROBE_NANOS = Duration.ofMinutes(10).toNanos();

    private final ReentrantLock lock = new ReentrantLock(true);
    private final Condition changed = lock.newCondition();
    private final boolean keepOne;
    private int share;
    private int learned;
    private int taken;
    private int takenByNotices;
    private int correctionsWaiting;
    private long probeAfter = FIRST_PROBE_NANOS;
    private long shrunkAt;

    /** @param keepOne whether corrections come this way too, so that one place is kept for them */
    Places(int most, boolean keepOne) {
        this.keepOne = keepOne;
        this.share = most;
        this.learned = most;
    }

    /** @return false when none was free for so long, or the thread was interrupted */
    boolean take(boolean correction, Duration patience) {
        long left = patience.toNanos();
        lock.lock();
        correctionsWaiting += correction ? 1 : 0;
        try {
            while (!free(correction)) {
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

    void give(boolean correction) {
        lock.lock();
        taken--;
        takenByNotices -= correction ? 0 : 1;
        changed.signalAll();
        lock.unlock();
    }

    /** Whether a notice should make room: a correction waits and has nowhere to go. */
    boolean correctionWaits() {
        lock.lock();
        try {
            return correctionsWaiting > 0 && taken >= allowed();
        } finally {
            lock.unlock();
        }
    }

    /** How many of the relay's connections are this process's. */
    void share(int most) {
        lock.lock();
        share = most;
        changed.signalAll();
        lock.unlock();
    }

    /** The relay takes no more than so many. */
    void shrink(int works, long now) {
        lock.lock();
        if (works < allowed()) {
            boolean again = learned < share && now - shrunkAt < 2 * probeAfter;
            probeAfter = again ? Math.min(LAST_PROBE_NANOS, 2 * probeAfter) : FIRST_PROBE_NANOS;
            learned = Math.max(1, works);
        }
        shrunkAt = now;
        lock.unlock();
    }

    /** Tries one more, when the relay has not complained for a while. */
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

    /** How many of them this kind of mail may have at the best of times; at least one. */
    int most(boolean correction) {
        lock.lock();
        try {
            return Math.max(1, correction ? share : leavingOne(share));
        } finally {
            lock.unlock();
        }
    }

    private boolean free(boolean correction) {
        int allowed = allowed();
        return taken < allowed && (correction || (correctionsWaiting == 0 && takenByNotices < leavingOne(allowed)));
    }

    private int leavingOne(int places) {
        return keepOne && places >= 3 ? places - 1 : places;
    }
}
