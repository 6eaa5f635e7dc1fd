package org.belay.delivery.reply;

import org.belay.platform.RelaySettings;

/**
 * The limits of a relay. 0 means no limit, except for {@code connections} and {@code recipientsPerMessage}, which are
 * at least 1.
 *
 * @param connections at the same time, over all processes of the cluster
 * @param messagesPerConnection after which it is closed and another one opened
 * @param recipientsPerMessage in one transaction
 * @param messagesPerSecond over the cluster, as the following four
 * @param recipientsPerDay in any 24 hours, or since midnight, see {@code day}
 * @param refusalsPerConnection after which the connection is closed, because relays slow down or disconnect after some
 * @param overlap whether the next envelope may directly follow the final dot
 */
public record RelayLimits(
        int connections,
        int messagesPerConnection,
        int recipientsPerMessage,
        int messagesPerSecond,
        int messagesPerMinute,
        int recipientsPerSecond,
        int recipientsPerDay,
        DayWindow day,
        int refusalsPerConnection,
        boolean overlap) {

    /** How a day is counted. */
    public enum DayWindow {
        ROLLING,
        CALENDAR
    }

    /** These limits, with the values from the configuration in their place. */
    RelayLimits with(RelaySettings.ConfiguredLimits said) {
        return new RelayLimits(
                said.connections().orElse(connections),
                said.messagesPerConnection().orElse(messagesPerConnection),
                said.recipientsPerMessage().orElse(recipientsPerMessage),
                said.messagesPerSecond().orElse(messagesPerSecond),
                said.messagesPerMinute().orElse(messagesPerMinute),
                said.recipientsPerSecond().orElse(recipientsPerSecond),
                said.recipientsPerDay().orElse(recipientsPerDay),
                said.rollingDay()
                        .map(rolling -> rolling ? DayWindow.ROLLING : DayWindow.CALENDAR)
                        .orElse(day),
                said.refusalsPerConnection().orElse(refusalsPerConnection),
                said.overlap().orElse(overlap));
    }

    /** Maximum recipients of one message: not more than the relay accepts in a second. */
    public int recipientsAtOnce() {
        return recipientsPerSecond > 0 ? Math.min(recipientsPerMessage, recipientsPerSecond) : recipientsPerMessage;
    }

    public boolean daily() {
        return recipientsPerDay > 0;
    }

    /** Whether there is a limit that must be counted over the whole cluster. */
    public boolean counted() {
        return daily() || nanosFor(1) > 0;
    }

    /** Time that one message takes by the rates of the relay, in nanoseconds; 0 if it has none. */
    public long nanosFor(int recipients) {
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
