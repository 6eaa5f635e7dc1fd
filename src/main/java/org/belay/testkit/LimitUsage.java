package org.belay.testkit;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.belay.testkit.internal.RollingWindow;

/** The limits of one relay and how much of each is used. */
final class LimitUsage {
    private final List<LimitGauge> gauges = new CopyOnWriteArrayList<>();

    private record LimitGauge(RelayLimit limit, RollingWindow window) {}

    /**
     * The progress of one dialogue.
     *
     * @param olderConnections open connections that are older than this one
     * @param messages transactions begun on this connection before this one
     * @param recipients recipients accepted in this transaction
     */
    record DialogueProgress(int olderConnections, int messages, int recipients) {}

    void add(RelayLimit limit) {
        gauges.add(new LimitGauge(limit, new RollingWindow(limit.most(), limit.window())));
    }

    /** The refusal at this point if a limit is reached; empty otherwise. An accepted command counts towards the limits. */
    Optional<String> refusal(FaultPoint here, DialogueProgress reached, Clock clock) {
        for (LimitGauge gauge : gauges) {
            if (gauge.limit().at() == here && !permits(gauge, reached, clock)) {
                return Optional.of(gauge.limit().reply());
            }
        }
        return Optional.empty();
    }

    private static boolean permits(LimitGauge gauge, DialogueProgress reached, Clock clock) {
        RelayLimit limit = gauge.limit();
        boolean beforeAcceptance =
                limit.at() == FaultPoint.RCPT; // the current recipient is not among the accepted ones
        return switch (limit.quantity()) {
            case CONNECTIONS -> reached.olderConnections() < limit.most();
            case MESSAGES_PER_CONNECTION -> reached.messages() < limit.most();
            case RECIPIENTS_PER_MESSAGE -> reached.recipients() + (beforeAcceptance ? 1 : 0) <= limit.most();
            case MESSAGES -> gauge.window().take(1, clock.instant());
            case RECIPIENTS -> gauge.window().take(beforeAcceptance ? 1 : reached.recipients(), clock.instant());
        };
    }
}
