package org.belay.delivery.dispatch;

import java.util.List;
import java.util.Optional;
import org.belay.delivery.DeliveryState;
import org.belay.delivery.DeliverySummary;
import org.belay.delivery.DispatchId;
import org.belay.platform.Settings;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Deliveries as pages and commands show them: those of a dispatch, and those of one address. */
@Component
@Transactional(readOnly = true)
public class Deliveries {

    private final DeliverySummaryStore store;
    private final Settings settings;

    Deliveries(DeliverySummaryStore store, Settings settings) {
        this.store = store;
        this.settings = settings;
    }

    /** @param state to show only these; HALTED means deliveries of a stopped dispatch that have not started */
    public List<DeliverySummary> of(DispatchId id, Optional<DeliveryState> state, int offset, int limit) {
        return store.of(id, state, offset, limit, settings.sender().domain());
    }

    /** Those attempted last, latest first. */
    public List<DeliverySummary> latest(DispatchId id, int limit) {
        return store.latest(id, limit, settings.sender().domain());
    }

    /** All deliveries to an address, latest dispatch first. */
    public List<DeliverySummary> person(String address) {
        return store.person(address, settings.sender().domain());
    }
}
