package org.belay.delivery.recovery;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.belay.delivery.cluster.ClusterNode;
import org.belay.delivery.cluster.ComparisonStore;
import org.belay.delivery.cluster.NodeStore;
import org.belay.delivery.dispatch.SendingHolds;
import org.belay.delivery.journal.DeliveryJournal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Checks at the start whether this server is a copy of the server that owns the database, and holds everything if so.
 * Only an embedded database is copied with its data directory; an external database is shared by its nodes.
 */
@Component
public class ServerCopyCheck implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(ServerCopyCheck.class);

    private final ComparisonStore store;
    private final SendingHolds holds;
    private final ClusterNode node;
    private final DeliveryJournal journal;
    private boolean running;

    public ServerCopyCheck(NodeStore nodes, SendingHolds holds, ClusterNode node, DeliveryJournal journal) {
        store = nodes.comparisons();
        this.holds = holds;
        this.node = node;
        this.journal = journal;
    }

    @Override
    public void start() {
        if (node.isSoleProcess()) {
            check();
        }
        running = true;
    }

    private void check() {
        ServerIdentity now = identity();
        Optional<String> difference =
                store.identity().map(ServerIdentity::parse).flatMap(now::differsFrom);
        if (difference.isEmpty()) {
            store.identity(now.format()); // records what is new, such as another network card
        } else {
            String why = "This server may be a copy of another: " + difference.get()
                    + ". Nothing is sent here until a person confirms that this server is the real one.";
            log.error("{} Confirm it with ./belay record real, or on its page.", why);
            holds.holdAsCopy(why);
        }
    }

    /** Confirms that this server is not a copy. False if it was not held as one. */
    boolean confirmServer() {
        return holds.confirmServer(identity().format());
    }

    private ServerIdentity identity() {
        try {
            return ServerIdentity.read(journal.folder().folder());
        } catch (IOException e) {
            throw new UncheckedIOException("The folder " + journal.folder().folder() + " cannot be read.", e);
        }
    }

    @Override
    public void stop() {
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return Integer.MIN_VALUE;
    }
}
