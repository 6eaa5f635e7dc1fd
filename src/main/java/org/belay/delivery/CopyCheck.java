package org.belay.delivery;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Checks at the start whether this server is a copy of the server that owns the database, and holds everything if so.
 * Only an embedded database is copied with its data directory; an external database is shared by its nodes.
 */
@Component
class CopyCheck implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(CopyCheck.class);

    private final ComparisonStore store;
    private final Dispatches dispatches;
    private final Node node;
    private final Witness witness;
    private boolean running;

    CopyCheck(NodeStore nodes, Dispatches dispatches, Node node, Witness witness) {
        store = nodes.comparisons();
        this.dispatches = dispatches;
        this.node = node;
        this.witness = witness;
    }

    @Override
    public void start() {
        if (node.alone()) {
            look();
        }
        running = true;
    }

    private void look() {
        ServerIdentity now = identity();
        Optional<String> difference = store.identity().map(ServerIdentity::of).flatMap(now::differsFrom);
        if (difference.isEmpty()) {
            store.identity(now.written()); // records what is new, such as another network card
        } else {
            String why = "This server may be a copy of another: " + difference.get()
                    + ". Nothing is sent here until a person confirms that this server is the real one.";
            log.error("{} Confirm it with ./belay record real, or on its page.", why);
            dispatches.serverIsCopied(why);
        }
    }

    /** Confirms that this server is not a copy. False if it was not held as one. */
    boolean isReal() {
        return dispatches.serverIsReal(identity().written());
    }

    private ServerIdentity identity() {
        try {
            return ServerIdentity.read(witness.folder().folder());
        } catch (IOException e) {
            throw new UncheckedIOException("The folder " + witness.folder().folder() + " cannot be read.", e);
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
