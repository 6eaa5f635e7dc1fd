package org.belay.delivery;

import java.time.Instant;
import java.util.Optional;

/**
 * One delivery as pages and commands show it: recipient, state and last reply.
 *
 * @param bounce present if it is BOUNCED
 */
public record DeliverySummary(
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
