package org.belay.delivery.relay;

import java.time.Duration;
import java.util.Optional;
import org.belay.delivery.reply.RelayLimits;

/**
 * How long a mailing will take, before it is approved: until the last recipient has it, until all of it is taken back,
 * and whether the relay's limit per day has room for both.
 *
 * @param notice from its start to the last recipient
 * @param correction the same for a correction to all recipients
 * @param day empty if no relay counts recipients per day
 */
public record SendingForecast(long people, Duration notice, Duration correction, Optional<DailyLimit> day) {

    /**
     * @param limit recipients per day of the relay that a notice would reach first
     * @param left before the mailing
     * @param room maximum number of recipients who can all be corrected within the same day
     * @param ownRelay whether the limit is that of the relay for corrections
     */
    public record DailyLimit(long limit, long left, long room, boolean ownRelay) {}

    /**
     * The capacity of a relay for a mailing.
     *
     * @param connections that this kind of mail may use
     * @param recipientsPerMessage recipients that one message of it reaches
     * @param perMessage duration of one message on one connection
     * @param left recipients left of the relay's day for this kind of mail; ignored if it has no such limit
     */
    record RelayCapacity(
            RelayLimits limits, int connections, int recipientsPerMessage, Duration perMessage, long left) {

        Duration durationFor(long people) {
            long messages = (people + recipientsPerMessage - 1) / recipientsPerMessage;
            double inParallel = (double) messages * perMessage.toNanos() / Math.min(Math.max(1, messages), connections);
            double byRate = (double) messages * limits.nanosFor((int) Math.min(people, recipientsPerMessage));
            Duration time = Duration.ofNanos((long) Math.max(inParallel, byRate));
            boolean allToday = !limits.daily() || people <= left;
            return allToday ? time : later(time, Duration.ofDays(daysAfterToday(people)));
        }

        /** A full day continues when the next one begins. */
        private long daysAfterToday(long people) {
            return (people - left + limits.recipientsPerDay() - 1) / limits.recipientsPerDay();
        }
    }

    /**
     * @param pace recipients per minute; 0 for as fast as the relay accepts
     * @param notices capacity for notices
     * @param corrections capacity for corrections
     * @param shared whether both are the same relay
     */
    static SendingForecast of(long people, int pace, RelayCapacity notices, RelayCapacity corrections, boolean shared) {
        Duration paced = pace == 0 ? Duration.ZERO : Duration.ofMillis(people * 60_000 / pace);
        return new SendingForecast(
                people,
                later(notices.durationFor(people), paced),
                corrections.durationFor(people),
                day(notices, corrections, shared));
    }

    /** What was sent today counts in both: {@link DailyUsage} leaves notices no more than can be taken back. */
    private static Optional<DailyLimit> day(RelayCapacity notices, RelayCapacity corrections, boolean shared) {
        RelayCapacity counted = shared ? notices : corrections;
        return counted.limits.daily()
                ? Optional.of(
                        new DailyLimit(counted.limits.recipientsPerDay(), corrections.left, counted.left, !shared))
                : Optional.empty();
    }

    /** Whether all recipients could be corrected within the same day. */
    public boolean canBeTakenBack() {
        return day.isEmpty() || people <= day.get().room;
    }

    private static Duration later(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }
}
