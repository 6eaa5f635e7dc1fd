package org.belay.delivery.relay;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.belay.delivery.DispatchKind;
import org.springframework.stereotype.Component;

/** Forecasts how long a mailing will take, from the limits of the relays, their use today and their speed. */
@Component
public class SendingForecasts {

    private final ConfiguredRelays relays;
    private final Clock clock;

    SendingForecasts(ConfiguredRelays relays, Clock clock) {
        this.relays = relays;
        this.clock = clock;
    }

    /**
     * @param people number of recipients
     * @param pace recipients per minute; 0 for as fast as the relay accepts
     * @param start empty for now
     */
    public SendingForecast of(long people, int pace, Optional<Instant> start) {
        Instant at = start.filter(clock.instant()::isBefore).orElseGet(clock::instant);
        Relay usual = relays.of(DispatchKind.NOTICE);
        Relay forCorrections = relays.of(DispatchKind.CORRECTION);
        boolean shared = usual == forCorrections;
        // a notice is personal, a correction is the same for all
        return SendingForecast.of(
                people,
                pace,
                usual.capacity(DispatchKind.NOTICE, 1, at),
                forCorrections.capacity(DispatchKind.CORRECTION, forCorrections.recipientsPerMessage(), at),
                shared);
    }
}
