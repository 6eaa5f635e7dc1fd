package org.belay.delivery.relay;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.belay.smtp.RelayUnavailable;
import org.belay.smtp.SmtpSession;

/** Number of connections to a relay that this process has, and that it is opening. */
final class ConnectionCounter {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition nonePending = lock.newCondition();
    private int open;
    private int pending;

    /** @throws RelayUnavailable if the opening fails */
    SmtpSession open(Supplier<SmtpSession> opening) {
        add(0, 1);
        boolean opened = false;
        try {
            SmtpSession session = opening.get();
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

    /** @param pending those that the relay has not yet accepted or refused */
    record ConnectionCount(int open, int pending) {}

    /** The counts when no connection is pending, or when the time is over, or the thread is interrupted. */
    ConnectionCount awaitPending(Duration patience) {
        lock.lock();
        try {
            awaitNonePending(patience.toNanos());
            return new ConnectionCount(open, pending);
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
