package org.belay.delivery.relay;

import org.belay.platform.RelaySettings;

/**
 * What a relay can be asked. 0 stands for no limit, except for {@code connections} and {@code recipientsPerMessage},
 * which are at least 1.
 *
 * @param connections at the same time, over all processes of the cluster
 * @param messagesPerConnection then it is closed and another opened
 * @param recipientsPerMessage in one transaction
 * @param messagesPerSecond over the cluster, as the following four
 * @param recipientsPerDay in any 24 hours, or since midnight, as {@code day} says
 * @param refusalsPerConnection so many refusals and the connection is closed: relays slow down or drop after some
 * @param overlap whether the next envelope may follow the dot at once
 */
public record Limits(
        int connections,
        int messagesPerConnection,
        int recipientsPerMessage,
        int messagesPerSecond,
        int messagesPerMinute,
        int recipientsPerSecond,
        int recipientsPerDay,
        Day day,
        int refusalsPerConnection,
        boolean overlap) {

    /** What a day is when recipients are counted. */
    public enum Day {
        ROLLING,
        CALENDAR
    }

    /** These, with what the configuration says instead. */
    Limits with(RelaySettings.Limits said) {
        return new Limits(
                said.connections().orElse(connections),
                said.messagesPerConnection().orElse(messagesPerConnection),
                said.recipientsPerMessage().orElse(recipientsPerMessage),
                said.messagesPerSecond().orElse(messagesPerSecond),
                said.messagesPerMinute().orElse(messagesPerMinute),
                said.recipientsPerSecond().orElse(recipientsPerSecond),
                said.recipientsPerDay().orElse(recipientsPerDay),
                said.rollingDay()
                        .map(rolling -> rolling ? Day.ROLLING : Day.CALENDAR)
                        .orElse(day),
                said.refusalsPerConnection().orElse(refusalsPerConnection),
                said.overlap().orElse(overlap));
    }

    /** One message cannot have more recipients than the relay takes in a second. */
    int recipientsAtOnce() {
        return recipientsPerSecond > 0 ? Math.min(recipientsPerMessage, recipientsPerSecond) : recipientsPerMessage;
    }

    boolean daily() {
        return recipientsPerDay > 0;
    }

    /** Whether there is a limit that must be counted over the whole cluster. */
    public boolean counted() {
        return daily() || nanosFor(1) > 0;
    }

    /** How much of the relay's time one message takes, by its rates; 0 where it has none. */
    long nanosFor(int recipients) {
        double seconds = 0;
        if (messagesPerSecond > 0) {
            seconds = 1.0 / messagesPerSecond;
        }
        if (messagesPerMinute > 0) {
            seconds = Math.max(seconds, 60.0 / messagesPerMinute);
        }
        if (recipientsPerSecond > 0) {
            seconds = Math.max(seconds, (double) recipients / recipientsPerSecond);
        }
        return (long) (seconds * 1e9);
    }
}
