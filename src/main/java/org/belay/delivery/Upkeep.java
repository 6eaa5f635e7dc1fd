package org.belay.delivery;

import org.belay.delivery.relay.Relays;
import org.springframework.stereotype.Component;

/** What must happen again and again so that nothing stays behind: life signs, stops of other nodes, foreign markers, lost wake-ups. */
@Component
public class Upkeep {

    private final Node node;
    private final Brakes brakes;
    private final Ledger ledger;
    private final Sending sending;
    private final Dispatches dispatches;
    private final Relays relays;
    private final Recovery recovery;

    Upkeep(
            Node node,
            Brakes brakes,
            Ledger ledger,
            Sending sending,
            Dispatches dispatches,
            Relays relays,
            Recovery recovery) {
        this.node = node;
        this.brakes = brakes;
        this.ledger = ledger;
        this.sending = sending;
        this.dispatches = dispatches;
        this.relays = relays;
        this.recovery = recovery;
    }

    /** Very short; several times a second: how soon another node's stop is known here. */
    public void look() {
        brakes.look();
    }

    /** Short; once a second or so. */
    public void beat() {
        node.live();
        Node.Rank rank = node.rank();
        relays.share(rank.nodes(), rank.number());
        relays.tend();
        if (ledger.failedOver()) {
            recovery.afterFailover();
        }
        dispatches
                .pausedAndDue()
                .forEach(dispatches::goOn); // each its own transaction, so that none waits for two locks
    }

    /** Every few seconds: settles what nobody living remembers, and wakes what has work. Waking twice does no harm. */
    public void sweep() {
        sending.freeWhatIsNotWorked();
        dispatches.paceNoLaterThanNow();
        for (Dispatch dispatch : dispatches.atWork()) {
            ledger.settleForeign(dispatch.id(), dispatches.takenBack(dispatch.id()));
            if (dispatch.state() == DispatchState.SENDING) {
                if (sending.hasLanesLeft(dispatch)) {
                    dispatches.wake(dispatch.id(), node.id());
                }
                dispatches.finish(dispatch.id());
            }
        }
    }
}
