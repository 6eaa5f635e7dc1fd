package org.belay.delivery;

import java.time.Instant;
import java.util.Optional;

/**
 * One delivery as shown to people: who, where it stands, and what the relay said last.
 *
 * @param bounce where it is BOUNCED
 */
public record DeliveryRow(
        DispatchId dispatch,
        DispatchKind kind,
        long mailing,
        int ordinal,
        String address,
        String name,
        DeliveryState state,
        int attempts,
        String messageId,
        Optional<Instant> at,
        Optional<String> reply,
        Optional<Bounce> bounce) {}
