package org.belay.mailing.model;

import java.time.Duration;
import java.util.Optional;
import org.belay.delivery.DeliveryCounts;
import org.belay.delivery.DispatchState;

/**
 * The current state of a mailing, in numbers.
 *
 * @param notice counts of the notice by delivery state; all people are PENDING before it starts
 * @param noticeState state of the notice's dispatch; empty before submission
 * @param paused why Belay paused sending; empty if it is not paused
 * @param correction counts of the correction; empty until it is ordered
 * @param perSecond current rate of accepted deliveries per second; 0 if nothing is being sent
 * @param toGo estimated time until the last delivery of the notice
 * @param willBeLeftOut number of its people on the suppression list; 0 once it has started, when they are counted as SKIPPED
 * @param mayStillLeave after a stop: number of people whose notice a node may still send, because it has not confirmed the stop
 * @param refusedForUs number of people refused by the relay for a reason that may be about the sender; they can be retried once it is fixed
 */
public record MailingStatus(
        Mailing mailing,
        DeliveryCounts notice,
        Optional<DispatchState> noticeState,
        Optional<String> paused,
        Optional<DeliveryCounts> correction,
        double perSecond,
        Optional<Duration> toGo,
        long willBeLeftOut,
        long mayStillLeave,
        long refusedForUs) {

    /** Number of people who may have the notice: the recipients of a correction. */
    public long mayHaveIt() {
        return notice.mayHaveIt();
    }
}
