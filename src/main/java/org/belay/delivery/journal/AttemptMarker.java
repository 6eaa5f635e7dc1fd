package org.belay.delivery.journal;

import java.time.Instant;
import org.belay.delivery.DeliveryId;
import org.belay.delivery.DispatchId;

/**
 * A committed attempt, which permits one end of data.
 *
 * @param number attempt number of the delivery, from 1
 * @param messageDate Date header of its copy, also used by a resend (docs/promises.md, I3): when the first attempt was
 *     committed; of a repair, when it was owed
 * @param repair whether it is a correction that is sent once more because a late reply showed that it preceded its
 *     notice (docs/promises.md, I1)
 */
public record AttemptMarker(
        DeliveryId delivery,
        DispatchId dispatch,
        int ordinal,
        AttemptId attempt,
        int number,
        Instant messageDate,
        boolean repair) {}
