package org.belay.delivery.dispatch;

import java.util.Optional;
import org.belay.delivery.DispatchState;
import org.belay.delivery.SendingHeld;
import org.belay.delivery.ServerConfirmed;
import org.belay.delivery.cluster.NodeStore;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Holds everything that the server sends, until a person decides: after a fail-over, when the database is older than what was sent, and on a
 * copied server.
 */
@Component
@Transactional
public class SendingHolds {

    private final DispatchStore store;
    private final DispatchHolds holds;
    private final Dispatches dispatches;
    private final NodeStore nodes;
    private final ApplicationEventPublisher events;

    public SendingHolds(JdbcClient sql, Dispatches dispatches, NodeStore nodes, ApplicationEventPublisher events) {
        store = new DispatchStore(sql);
        holds = new DispatchHolds(sql);
        this.dispatches = dispatches;
        this.nodes = nodes;
        this.events = events;
    }

    /**
     * Begins a comparison on every node, and holds what sends or could send until a person resumes it. A correction
     * waits only for the comparison: its recipients are known again afterwards.
     *
     * @param after number of the last comparison that the caller knows; empty if it knows none
     * @return false if another node has begun the next one
     */
    public boolean beginComparison(Optional<Integer> after, String why) {
        boolean first = nodes.comparisons().begin(after, why);
        if (first) {
            holdEverything(why + " Every node compares it with what was sent; then a person decides.");
        }
        return first;
    }

    /**
     * Holds what sends and what is scheduled until a person confirms that this server is not a copy. False if it is
     * already held.
     */
    public boolean holdAsCopy(String why) {
        boolean first = nodes.comparisons().markCopied(why);
        if (first) {
            store.lockExclusively(holds.inState(DispatchState.SENDING, DispatchState.PAUSED));
            holds.holdAsCopy(why);
            events.publishEvent(new SendingHeld(why));
        }
        return first;
    }

    /** Confirms that this server is the real one: what was held resumes. False if it was not held as a copy. */
    public boolean confirmServer(String identity) {
        Optional<String> why = nodes.comparisons().confirmServer(identity);
        why.ifPresent(held -> {
            holds.findHeld(held).forEach(id -> dispatches.continueHeld(id));
            events.publishEvent(new ServerConfirmed(held));
        });
        return why.isPresent();
    }

    /** Holds what sends or could send, and what is scheduled. */
    public void holdEverything(String why) {
        store.lockExclusively(holds.inState(DispatchState.SENDING, DispatchState.PAUSED, DispatchState.STOPPED));
        holds.hold(why);
        events.publishEvent(new SendingHeld(why));
    }
}
