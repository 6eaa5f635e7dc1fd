package org.belay.delivery.relay;

import java.time.Duration;
import java.util.Optional;

/**
 * What a mailing will take, worked out before it is approved: how long until the last person has it, how long taking it
 * back would take, and whether the relay's day has room for both.
 *
 * @param notice from its start to the last person
 * @param correction the same, sent to everybody who got the notice
 * @param day empty where no relay counts recipients by the day
 */
public record Forecast(long people, Duration notice, Duration correction, Optional<Day> day) {

    /**
     * @param limit of the relay that a notice would run into first, in recipients
     * @param left before the mailing
     * @param room to how many people it may go so that all of them can be told within the day that it was wrong
     * @param ownRelay whether the limit is that of the relay for corrections
     */
    public record Day(long limit, long left, long room, boolean ownRelay) {}

    /**
     * A relay as a mailing finds it.
     *
     * @param connections that this kind of mail may use
     * @param recipientsPerMessage how many people one message of it reaches
     * @param perMessage on one connection
     * @param left of the relay's day for this kind of mail; ignored where it has no such limit
     */
    record Way(Limits limits, int connections, int recipientsPerMessage, Duration perMessage, long left) {

        Duration lasting(long people) {
            long messages = (people + recipientsPerMessage - 1) / recipientsPerMessage;
            double inParallel = (double) messages * perMessage.toNanos() / Math.min(Math.max(1, messages), connections);
            double byRate = (double) messages * limits.nanosFor((int) Math.min(people, recipientsPerMessage));
            Duration time = Duration.ofNanos((long) Math.max(inParallel, byRate));
            boolean allToday = !limits.daily() || people <= left;
            return allToday ? time : later(time, Duration.ofDays(daysAfterToday(people)));
        }

        /** A day that is full goes on when the next one begins. */
        private long daysAfterToday(long people) {
            return (people - left + limits.recipientsPerDay() - 1) / limits.recipientsPerDay();
        }
    }

    /**
     * @param pace people a minute; 0: as fast as the relay takes it
     * @param notices the relay as notices find it
     * @param corrections the relay as corrections find it
     * @param shared whether both are the same relay
     */
    static Forecast of(long people, int pace, Way notices, Way corrections, boolean shared) {
        Duration paced = pace == 0 ? Duration.ZERO : Duration.ofMillis(people * 60_000 / pace);
        return new Forecast(
                people,
                later(notices.lasting(people), paced),
                corrections.lasting(people),
                day(notices, corrections, shared));
    }

    /** What was sent today counts in both: {@link DayUse} leaves notices no more than can be taken back. */
    private static Optional<Day> day(Way notices, Way corrections, boolean shared) {
        Way counted = shared ? notices : corrections;
        return counted.limits.daily()
                ? Optional.of(new Day(counted.limits.recipientsPerDay(), corrections.left, counted.left, !shared))
                : Optional.empty();
    }

    /** Whether all who get it could be told within the same day that it was wrong. */
    public boolean canBeTakenBack() {
        return day.isEmpty() || people <= day.get().room;
    }

    private static Duration later(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }
}
