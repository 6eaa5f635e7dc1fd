package org.belay.delivery;

import java.time.Instant;

/**
 * A committed marker.
 *
 * @param number the delivery's how-manieth attempt
 * @param dated the Date of its copy, which a resend carries too (I3): when its first marker was made; of a repair, when it became due
 * @param repair a correction that goes once more because a late answer showed that it came before its notice (I1)
 */
record Marker(
        DeliveryId delivery,
        DispatchId dispatch,
        int ordinal,
        AttemptId attempt,
        int number,
        Instant dated,
        boolean repair) {}
