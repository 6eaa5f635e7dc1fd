package org.belay.delivery.dispatch;

import java.time.Instant;
import java.util.Optional;
import org.belay.delivery.DeliveryCounts;
import org.belay.delivery.Dispatch;
import org.belay.delivery.DispatchId;
import org.belay.delivery.DispatchKind;
import org.belay.delivery.DispatchState;
import org.belay.delivery.StopProgress;
import org.belay.delivery.cluster.NodeStore;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** How far dispatches are: deliveries by state, acceptances per second, nodes that have acknowledged a stop. */
@Component
@Transactional(readOnly = true)
public class DispatchProgress {

    private final DeliveryCountStore counts;
    private final DispatchRetries retries;
    private final NodeStore nodes;

    DispatchProgress(JdbcClient sql, NodeStore nodes) {
        counts = new DeliveryCountStore(sql);
        retries = new DispatchRetries(sql);
        this.nodes = nodes;
    }

    /** Counts per state. In a stopped dispatch, deliveries that have not started count as HALTED. */
    public DeliveryCounts counts(Dispatch dispatch) {
        var written = new DeliveryCounts(counts.counts(dispatch.id()));
        DeliveryCounts all = dispatch.kind() == DispatchKind.CORRECTION
                ? written
                : written.plusPending(counts.unwritten(dispatch.id()));
        return dispatch.state() == DispatchState.STOPPED ? all.withNotSent() : all;
    }

    /** How far the last stop has been acknowledged by all nodes. */
    public StopProgress stopProgress(DispatchId id) {
        return nodes.stopProgress(id);
    }

    /** Number of recipients that were refused for a reason that may concern the sender and could be sent to again. */
    public long countPolicyRefusals(DispatchId id) {
        return retries.countPolicyRefusals(id);
    }

    /** Acceptances per second over the last ten seconds. */
    public double acceptedPerSecond(DispatchId id) {
        return counts.acceptedPerSecond(id);
    }

    /** When the last acceptance was recorded. */
    public Optional<Instant> lastAccepted(DispatchId id) {
        return counts.lastAccepted(id);
    }
}
