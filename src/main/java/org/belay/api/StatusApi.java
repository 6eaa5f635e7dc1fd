package org.belay.api;

import java.util.LinkedHashMap;
import java.util.Map;
import org.belay.delivery.DeliveryState;
import org.belay.delivery.cluster.ClusterNode;
import org.belay.delivery.dispatch.DispatchProgress;
import org.belay.delivery.dispatch.Dispatches;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Status of this server process. */
@RestController
@RequestMapping("/api/v1/status")
class StatusApi {
    private final ClusterNode node;
    private final Dispatches dispatches;
    private final DispatchProgress progress;

    StatusApi(ClusterNode node, Dispatches dispatches, DispatchProgress progress) {
        this.node = node;
        this.dispatches = dispatches;
        this.progress = progress;
    }

    /**
     * {@code inFlight}: deliveries whose attempt is recorded and whose outcome is not. {@code foundInFlight}: those
     * that this process found when it started, because its predecessor was killed.
     */
    @GetMapping
    Map<String, Object> status() {
        var view = new LinkedHashMap<String, Object>();
        view.put("foundInFlight", node.foundInFlight());
        view.put(
                "inFlight",
                dispatches.activeDispatches().stream()
                        .mapToLong(dispatch -> progress.counts(dispatch).of(DeliveryState.IN_FLIGHT))
                        .sum());
        return view;
    }
}
