package org.belay.delivery;

import jakarta.annotation.PreDestroy;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.belay.platform.database.Ownership;
import org.springframework.stereotype.Component;

/**
 * This process among those that send from one database. With a database of our own there is no other, and it has a fixed name, so
 * that a restart takes its batches back at once.
 */
@Component
public class Node {

    private final NodeStore store;
    private final String id;
    private final boolean alone;
    private final Instant startedAt;
    private final int foundInFlight;
    private volatile Seen seen;

    Node(NodeStore store, Ownership ownership) {
        this.store = store;
        alone = ownership.soleOwner();
        id = alone ? "belay" : "belay-" + UUID.randomUUID();
        foundInFlight = store.attemptsWithoutOutcome();
        startedAt = store.begin(id, foundInFlight);
        seen = new Seen(startedAt, System.nanoTime());
    }

    String id() {
        return id;
    }

    /** The database's clock at a moment of the monotonic one. */
    private record Seen(Instant at, long nanos) {}

    /** What the database's clock says now, without asking it: this machine's own clock may be set, and wrong. */
    public Instant databaseTime() {
        Seen last = seen;
        return last.at.plusNanos(System.nanoTime() - last.nanos);
    }

    /** Nobody else can be sending: our predecessor is dead, or the lock file of the database would not be ours. */
    boolean alone() {
        return alone;
    }

    /** By the database's clock; every marker that is older was made by a predecessor, where we are alone. */
    Instant startedAt() {
        return startedAt;
    }

    /** Deliveries that stood between marker and outcome when this process started. */
    public int foundInFlight() {
        return foundInFlight;
    }

    /** How many of a dispatch's lanes this node works, so that each living node has as many. */
    int share(int lanes) {
        int nodes = rank().nodes();
        return Math.max(1, (lanes + nodes - 1) / nodes);
    }

    /** This process among the living ones, counted from 0: what is for the whole cluster is shared out by it. */
    record Rank(int nodes, int number) {}

    Rank rank() {
        if (alone) {
            return new Rank(1, 0);
        }
        List<String> living = store.living();
        return new Rank(Math.max(1, living.size()), Math.max(0, living.indexOf(id)));
    }

    /** Tells the others that this process has ended in order; its batches need not wait. */
    @PreDestroy
    void end() {
        store.gone(id);
    }

    /** Tells the others that this process lives; a batch whose owner was not seen for 15 s may be taken over. */
    void live() {
        long before = System.nanoTime();
        seen = new Seen(store.seen(id), before); // asked before it answered: never behind
    }
}
