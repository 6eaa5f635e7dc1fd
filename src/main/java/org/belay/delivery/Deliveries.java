package org.belay.delivery;

import java.util.List;
import java.util.Optional;
import org.belay.platform.Settings;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The record of deliveries as people ask for it: who of a dispatch stands where, and everything about one person. */
@Component
@Transactional(readOnly = true)
public class Deliveries {

    private final DeliveryStore store;
    private final Settings settings;

    Deliveries(DeliveryStore store, Settings settings) {
        this.store = store;
        this.settings = settings;
    }

    /** @param state HALTED means those of a stopped dispatch that have not begun */
    public List<DeliveryRow> of(DispatchId id, Optional<DeliveryState> state, int offset, int limit) {
        return store.of(id, state, offset, limit, settings.sender().domain());
    }

    /** The latest attempts first. */
    public List<DeliveryRow> latest(DispatchId id, int limit) {
        return store.latest(id, limit, settings.sender().domain());
    }

    /** Everything Belay has for an address, the latest dispatch first. */
    public List<DeliveryRow> person(String address) {
        return store.person(address, settings.sender().domain());
    }
}
