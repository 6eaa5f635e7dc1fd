package org.belay.delivery;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Finds out at the start whether this server is a copy of the one whose database it has, and holds everything then. An embedded database
 * goes with its data directory; a database of yours is one, however many nodes work on it.
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
        Optional<String> sign = store.identity().map(ServerIdentity::of).flatMap(now::differsFrom);
        if (sign.isEmpty()) {
            store.identity(now.written()); // what is new of it, such as a further network card
        } else {
            String why = "This server may be a copy of another: " + sign.get()
                    + ". Nothing is sent here until a person says that this server is the real one.";
            log.error("{} Say so by ./belay record real, or on its page.", why);
            dispatches.serverIsCopied(why);
        }
    }

    /** Says that this server is none. False: it was not taken for one. */
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
