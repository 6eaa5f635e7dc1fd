package org.belay.delivery.cluster;

import jakarta.annotation.PreDestroy;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.belay.platform.database.DatabaseOwnership;
import org.springframework.stereotype.Component;

/**
 * This process among the processes that send from one database. With an embedded database there is no other process,
 * and the name is fixed, so that a restart continues its batches at once.
 */
@Component
public class ClusterNode {

    private final NodeStore store;
    private final String id;
    private final boolean alone;
    private final Instant startedAt;
    private final int foundInFlight;
    private volatile ClockReading seen;

    public ClusterNode(NodeStore store, DatabaseOwnership ownership) {
        this.store = store;
        alone = ownership.soleOwner();
        id = alone ? "belay" : "belay-" + UUID.randomUUID();
        foundInFlight = store.attemptsWithoutOutcome();
        startedAt = store.begin(id, foundInFlight);
        seen = new ClockReading(startedAt, System.nanoTime());
    }

    public String id() {
        return id;
    }

    /** A reading of the clock of the database, with the monotonic clock at the same moment. */
    private record ClockReading(Instant at, long nanos) {}

    /** The current time of the database, without a query: the clock of this machine may be wrong. */
    public Instant databaseTime() {
        ClockReading last = seen;
        return last.at.plusNanos(System.nanoTime() - last.nanos);
    }

    /** Whether no other process can be sending: a living predecessor would hold the lock file of the database. */
    public boolean isSoleProcess() {
        return alone;
    }

    /**
     * When this process started, by the clock of the database. If it is alone, every older attempt was made by a
     * predecessor.
     */
    public Instant startedAt() {
        return startedAt;
    }

    /** Number of attempts without outcome when this process started. */
    public int foundInFlight() {
        return foundInFlight;
    }

    /** Number of workers of a dispatch that this node runs; each living node runs as many, at least one. */
    public int share(int lanes) {
        int nodes = rank().nodes();
        return Math.max(1, (lanes + nodes - 1) / nodes);
    }

    /** The position of this process among the living ones, from 0; cluster-wide limits are divided by it. */
    public record NodeRank(int nodes, int number) {}

    public NodeRank rank() {
        if (alone) {
            return new NodeRank(1, 0);
        }
        List<String> living = store.living();
        return new NodeRank(Math.max(1, living.size()), Math.max(0, living.indexOf(id)));
    }

    /** Records that this process has ended in order, so that its batches can be claimed at once. */
    @PreDestroy
    void end() {
        store.markEnded(id);
    }

    /** Records a sign of life. Another node may take over a batch whose owner was not seen for 15 s. */
    public void heartbeat() {
        long before = System.nanoTime();
        seen = new ClockReading(store.heartbeat(id), before); // read before the answer: never behind
    }
}
