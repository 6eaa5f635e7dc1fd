package org.belay.delivery.ledger;

import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.belay.delivery.cluster.ClusterNode;
import org.belay.delivery.journal.AttemptId;
import org.belay.delivery.journal.DeliveryJournal;

/** Decides right before each end of data whether it may still be written. */
final class EndOfDataFence {

    private final DeliveryJournal journal;
    private final ClusterNode node;
    private final Clock clock;
    private final Set<AttemptId> remembered;

    /**
     * Ends of data are permitted under the read lock; the write lock fences attempts that a fail-over may have lost.
     */
    private final ReadWriteLock lock = new ReentrantReadWriteLock();

    private volatile long fencedAt = System.nanoTime();

    /** @param remembered attempts of this process whose outcome is not recorded yet */
    EndOfDataFence(DeliveryJournal journal, ClusterNode node, Clock clock, Set<AttemptId> remembered) {
        this.journal = journal;
        this.node = node;
        this.clock = clock;
        this.remembered = remembered;
    }

    /**
     * Notes it in the journal, then checks the deadline. If false, nothing may be
     * written.
     */
    boolean mayEndData(MarkedAttempts marked) {
        lock.readLock().lock();
        try {
            return marked.nanos() - fencedAt > 0
                    && journal.recordEndOfData(marked.markers(), node.databaseTime())
                    && marked.isWithinDeadline(clock, Duration.ZERO);
        } finally {
            lock.readLock().unlock();
        }
    }

    /**
     * Permits no end of data for attempts whose commit began before now: the database may have lost them.
     *
     * @return the attempts whose reply may still arrive; all that were sent are in the journal
     */
    Set<AttemptId> fence() {
        lock.writeLock().lock();
        try {
            fencedAt = System.nanoTime();
            return Set.copyOf(remembered);
        } finally {
            lock.writeLock().unlock();
        }
    }
}
