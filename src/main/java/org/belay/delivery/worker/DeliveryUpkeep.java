package org.belay.delivery.worker;

import org.belay.delivery.Dispatch;
import org.belay.delivery.DispatchId;
import org.belay.delivery.DispatchKind;
import org.belay.delivery.DispatchState;
import org.belay.delivery.cluster.ClusterNode;
import org.belay.delivery.dispatch.DispatchPace;
import org.belay.delivery.dispatch.Dispatches;
import org.belay.delivery.ledger.DeliveryLedger;
import org.belay.delivery.recovery.JournalComparison;
import org.belay.delivery.relay.ConfiguredRelays;
import org.belay.platform.database.ConnectionUse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.stereotype.Component;

/**
 * Regular work so that nothing is left behind: signs of life, stops of other nodes, orphaned attempts, lost wake-ups.
 */
@Component
public class DeliveryUpkeep {

    private static final Logger log = LoggerFactory.getLogger(DeliveryUpkeep.class);

    private final ClusterNode node;
    private final StopSignals brakes;
    private final DeliveryLedger ledger;
    private final DispatchSender sending;
    private final Dispatches dispatches;
    private final DispatchPace pace;
    private final ConfiguredRelays relays;
    private final JournalComparison comparison;

    DeliveryUpkeep(
            ClusterNode node,
            StopSignals brakes,
            DeliveryLedger ledger,
            DispatchSender sending,
            Dispatches dispatches,
            DispatchPace pace,
            ConfiguredRelays relays,
            JournalComparison comparison) {
        this.node = node;
        this.brakes = brakes;
        this.ledger = ledger;
        this.sending = sending;
        this.dispatches = dispatches;
        this.pace = pace;
        this.relays = relays;
        this.comparison = comparison;
    }

    /** Short; several times a second. Determines how soon this node learns of a stop on another node. */
    public void refreshStopSignals() {
        brakes.refresh();
    }

    /** Short; about once a second. */
    public void heartbeat() {
        node.heartbeat();
        ClusterNode.NodeRank rank = node.rank();
        relays.share(rank.nodes(), rank.number());
        relays.maintain();
        ConnectionUse.USUAL.run(comparison::check); // it may read and restore many rows
        // each in its own transaction, so that none waits for two locks
        dispatches.duePauses().forEach(id -> alone(id, () -> dispatches.continueAfterPause(id)));
    }

    /**
     * Every few seconds: records outcomes of orphaned attempts and wakes workers where there is work. Waking twice does no harm.
     */
    public void sweep() {
        sending.freeIdleBatches();
        ledger.correctUncertain();
        pace.paceNoLaterThanNow();
        dispatches.activeDispatches().forEach(dispatch -> alone(dispatch.id(), () -> sweep(dispatch)));
    }

    private void sweep(Dispatch dispatch) {
        boolean open = ledger.recordOrphans(dispatch.id(), dispatches.isTakenBack(dispatch.id()));
        if (dispatch.state() == DispatchState.STOPPED && !open) {
            dispatches.markIdle(dispatch.id());
        }
        if (dispatch.state() == DispatchState.SENDING) {
            if (sending.hasFreeWorkers(dispatch)) {
                dispatches.wakeWorkers(dispatch.id(), node.id(), sending.activeWorkers(dispatch));
            }
            dispatches.finish(dispatch.id());
        }
        if (dispatch.state() == DispatchState.PAUSED && dispatch.kind() == DispatchKind.CORRECTION) {
            dispatches.endIfReached(dispatch.id());
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
