package org.belay.mailing;

import java.time.Duration;
import java.util.Optional;
import org.belay.delivery.Counts;
import org.belay.delivery.DispatchState;

/**
 * Where a mailing stands now, in numbers.
 *
 * @param notice counts of the notice; of everybody as PENDING while nothing has started
 * @param noticeState the notice's own state; empty before it was submitted
 * @param paused why Belay has paused it
 * @param correction counts of the correction, once ordered
 * @param perSecond acceptances a second of what is going out now
 * @param toGo until the last person, at this speed or pace
 * @param mayHaveIt people who may have the notice: those a correction goes to
 * @param willBeLeftOut how many of its people are on the list of leavers; 0 once it has started, when they are counted as SKIPPED
 * @param mayStillLeave after a stop: those whose notice a node may still be about to send, because it has not answered yet
 * @param refusedForUs whom the relay refused for a rule that may be about us: they can be sent to again after it is mended
 */
public record Standing(
        Mailing mailing,
        Counts notice,
        Optional<DispatchState> noticeState,
        Optional<String> paused,
        Optional<Counts> correction,
        double perSecond,
        Optional<Duration> toGo,
        long mayHaveIt,
        long willBeLeftOut,
        long mayStillLeave,
        long refusedForUs) {}
