package org.belay.delivery.relay;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.belay.delivery.DispatchKind;
import org.springframework.stereotype.Component;

/** Foretells what a mailing will take, from the limits of the relays, what they were given today, and how fast they are. */
@Component
public class Forecasts {

    private final Relays relays;
    private final Clock clock;

    Forecasts(Relays relays, Clock clock) {
        this.relays = relays;
        this.clock = clock;
    }

    /**
     * @param people who get it
     * @param pace people a minute; 0: as fast as the relay takes it
     * @param start empty: now
     */
    public Forecast of(long people, int pace, Optional<Instant> start) {
        Instant at = start.filter(clock.instant()::isBefore).orElseGet(clock::instant);
        Relay usual = relays.of(DispatchKind.NOTICE);
        Relay forCorrections = relays.of(DispatchKind.CORRECTION);
        boolean shared = usual == forCorrections;
        // a notice carries each person's own words, a correction is the same for all
        return Forecast.of(
                people,
                pace,
                usual.way(DispatchKind.NOTICE, 1, at),
                forCorrections.way(DispatchKind.CORRECTION, forCorrections.recipientsPerMessage(), at),
                shared);
    }
}
