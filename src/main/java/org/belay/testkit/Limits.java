package org.belay.testkit;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** The limits of one relay, and how far each is used up. */
final class Limits {
    private final List<Gauge> gauges = new CopyOnWriteArrayList<>();

    private record Gauge(Limit limit, Window window) {}

    /**
     * How far one dialogue has come.
     *
     * @param olderConnections those that are open and came before it
     * @param messages begun on it before this one
     * @param recipients accepted in this message
     */
    record Reached(int olderConnections, int messages, int recipients) {}

    void add(Limit limit) {
        gauges.add(new Gauge(limit, new Window(limit.most(), limit.window())));
    }

    /** What is answered here because a limit is reached; what is let through counts. */
    Optional<String> refusal(Point here, Reached reached, Clock clock) {
        for (Gauge gauge : gauges) {
            if (gauge.limit().at() == here && !lets(gauge, reached, clock)) {
                return Optional.of(gauge.limit().reply());
            }
        }
        return Optional.empty();
    }

    private static boolean lets(Gauge gauge, Reached reached, Clock clock) {
        Limit limit = gauge.limit();
        boolean asked = limit.at() == Point.RCPT; // the recipient in question is not among those accepted
        return switch (limit.of()) {
            case CONNECTIONS -> reached.olderConnections() < limit.most();
            case MESSAGES_PER_CONNECTION -> reached.messages() < limit.most();
            case RECIPIENTS_PER_MESSAGE -> reached.recipients() + (asked ? 1 : 0) <= limit.most();
            case MESSAGES -> gauge.window().take(1, clock.instant());
            case RECIPIENTS -> gauge.window().take(asked ? 1 : reached.recipients(), clock.instant());
        };
    }
}
