package org.belay.delivery;

import java.time.Instant;
import java.util.UUID;
import org.belay.platform.database.Ownership;
import org.springframework.stereotype.Component;

/**
 * This process among those that send from one database. With a database of our own there is no other, and it has a fixed name, so
 * that a restart takes its batches back at once.
 */
@Component
public class Node {

    private final LedgerStore store;
    private final String id;
    private final boolean alone;
    private final Instant startedAt;
    private final int foundInFlight;

    Node(LedgerStore store, Ownership ownership) {
        this.store = store;
        alone = ownership.soleOwner();
        id = alone ? "belay" : "belay-" + UUID.randomUUID();
        foundInFlight = store.attemptsWithoutOutcome();
        startedAt = store.beginNode(id, foundInFlight);
    }

    String id() {
        return id;
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

    /** Tells the others that this process lives; a batch whose owner was not seen for 15 s may be taken over. */
    void live() {
        store.seen(id);
    }
}
