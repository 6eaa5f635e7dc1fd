package org.belay.delivery;

import org.belay.delivery.relay.Relays;
import org.belay.platform.database.ConnectionUse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.stereotype.Component;

/**
 * Regular work so that nothing is left behind: signs of life, stops of other nodes, orphaned attempts, lost wake-ups.
 */
@Component
public class Upkeep {

    private static final Logger log = LoggerFactory.getLogger(Upkeep.class);

    private final Node node;
    private final Brakes brakes;
    private final Ledger ledger;
    private final Sending sending;
    private final Dispatches dispatches;
    private final Relays relays;
    private final Comparison comparison;

    Upkeep(
            Node node,
            Brakes brakes,
            Ledger ledger,
            Sending sending,
            Dispatches dispatches,
            Relays relays,
            Comparison comparison) {
        this.node = node;
        this.brakes = brakes;
        this.ledger = ledger;
        this.sending = sending;
        this.dispatches = dispatches;
        this.relays = relays;
        this.comparison = comparison;
    }

    /** Short; several times a second. Determines how soon this node learns of a stop on another node. */
    public void look() {
        brakes.look();
    }

    /** Short; about once a second. */
    public void beat() {
        node.live();
        Node.Rank rank = node.rank();
        relays.share(rank.nodes(), rank.number());
        relays.tend();
        ConnectionUse.USUAL.run(comparison::tend); // it may read and restore many rows
        // each in its own transaction, so that none waits for two locks
        dispatches.pausedAndDue().forEach(id -> alone(id, () -> dispatches.goOn(id)));
    }

    /**
     * Every few seconds: settles orphaned attempts and wakes workers where there is work. Waking twice does no harm.
     */
    public void sweep() {
        sending.freeWhatIsNotWorked();
        ledger.takeBackDoubts();
        dispatches.paceNoLaterThanNow();
        dispatches.atWork().forEach(dispatch -> alone(dispatch.id(), () -> sweep(dispatch)));
    }

    private void sweep(Dispatch dispatch) {
        boolean open = ledger.settleForeign(dispatch.id(), dispatches.takenBack(dispatch.id()));
        if (dispatch.state() == DispatchState.STOPPED && !open) {
            dispatches.rests(dispatch.id());
        }
        if (dispatch.state() == DispatchState.SENDING) {
            if (sending.hasLanesLeft(dispatch)) {
                dispatches.wake(dispatch.id(), node.id(), sending.lanesAtWork(dispatch));
            }
            dispatches.finish(dispatch.id());
        }
        if (dispatch.state() == DispatchState.PAUSED && dispatch.kind() == DispatchKind.CORRECTION) {
            dispatches.reachedAfterAll(dispatch.id());
        }
    }

    /** A failure for one dispatch, which may recur each time, must not keep others from being looked at. */
    private static void alone(DispatchId id, Runnable work) {
        try {
            work.run();
        } catch (RuntimeException | Error e) {
            log.warn(
                    "Upkeep of dispatch {} failed and will be retried: {}",
                    id.value(),
                    NestedExceptionUtils.getMostSpecificCause(e).toString());
        }
    }
}
