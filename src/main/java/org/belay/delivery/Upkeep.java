package org.belay.delivery;

import org.belay.delivery.relay.Relays;
import org.springframework.stereotype.Component;

/** What must happen again and again so that nothing stays behind: life signs, stops of other nodes, foreign markers, woken batches. */
@Component
public class Upkeep {

    /** More than there are threads to work them; a sweep must cost the same for a million people as for a thousand. */
    private static final int BATCHES_AT_A_TIME = 20;

    private final Node node;
    private final Brakes brakes;
    private final Ledger ledger;
    private final LedgerStore store;
    private final Dispatches dispatches;

    private final Relays relays;

    Upkeep(Node node, Brakes brakes, Ledger ledger, LedgerStore store, Dispatches dispatches, Relays relays) {
        this.node = node;
        this.brakes = brakes;
        this.ledger = ledger;
        this.store = store;
        this.dispatches = dispatches;
        this.relays = relays;
    }

    /** Short; once a second or so. */
    public void beat() {
        node.live();
        brakes.look();
        relays.tend();
        dispatches
                .pausedAndDue()
                .forEach(dispatches::goOn); // each its own transaction, so that none waits for two locks
    }

    /** Every few seconds: settles what nobody living remembers, and wakes what has work. Waking twice does no harm. */
    public void sweep() {
        for (Dispatch dispatch : dispatches.atWork()) {
            boolean takenBack = dispatches.takenBack(dispatch.id());
            store.batchesWithOpenAttempts(dispatch.id()).forEach(batch -> ledger.settleForeign(batch, takenBack));
            if (dispatch.materialised() < dispatch.batches()) {
                dispatches.writeOn(dispatch.id());
            }
            if (dispatch.state() == DispatchState.SENDING) {
                dispatches.wake(dispatch.id(), BATCHES_AT_A_TIME);
                dispatches.finish(dispatch.id());
            }
        }
    }
}
