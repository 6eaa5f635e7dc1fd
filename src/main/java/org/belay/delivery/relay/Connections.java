package org.belay.delivery.relay;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.belay.smtp.RelayUnavailable;
import org.belay.smtp.Session;

/** How many connections to a relay this process has, and how many it is opening. */
final class Connections {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition nonePending = lock.newCondition();
    private int open;
    private int pending;

    /** @throws RelayUnavailable as the opening does */
    Session open(Supplier<Session> opening) {
        add(0, 1);
        boolean opened = false;
        try {
            Session session = opening.get();
            opened = true;
            return session;
        } finally {
            add(opened ? 1 : 0, -1);
        }
    }

    void closed() {
        add(-1, 0);
    }

    int open() {
        lock.lock();
        try {
            return open;
        } finally {
            lock.unlock();
        }
    }

    /** @param pending those of which it is not known yet whether the relay will have them */
    record Count(int open, int pending) {}

    /** How many there are once it is known of each; or at the end of the patience, or of this thread. */
    Count settled(Duration patience) {
        lock.lock();
        try {
            awaitNonePending(patience.toNanos());
            return new Count(open, pending);
        } finally {
            lock.unlock();
        }
    }

    private void awaitNonePending(long nanos) {
        try {
            for (long left = nanos; pending > 0 && left > 0; ) {
                left = nonePending.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void add(int toOpen, int toPending) {
        lock.lock();
        open += toOpen;
        pending += toPending;
        if (pending == 0) {
            nonePending.signalAll();
        }
        lock.unlock();
    }
}
