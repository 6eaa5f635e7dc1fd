package org.belay.delivery;

import java.time.Duration;
import java.util.Optional;
import org.belay.smtp.Outcome;
import org.belay.smtp.RelayUnavailable;

/** Tells a relay in trouble from a person who cannot be reached: the same trouble three times in a row is the relay's. */
final class RelayHealth {

    private static final int IN_A_ROW = 3;
    private static final Duration PROBE = Duration.ofSeconds(10);

    private int troubles;

    /** @param tryAgainAfter empty: a person must change something first */
    record Trouble(String why, Optional<Duration> tryAgainAfter) {}

    Optional<Trouble> after(Outcome outcome) {
        if (!(outcome instanceof Outcome.Deferred deferred) || !deferred.concernsRelay()) {
            troubles = 0;
            return Optional.empty();
        }
        if (++troubles < IN_A_ROW) {
            return Optional.empty();
        }
        boolean permanent = deferred.reply().filter(r -> r.permanent()).isPresent();
        String why = "The relay refused three mails in a row at " + deferred.stage() + ": " + deferred.why();
        return Optional.of(new Trouble(why, permanent ? Optional.empty() : Optional.of(PROBE)));
    }

    static Optional<Duration> tryAgainAfter(RelayUnavailable e) {
        return e.permanent() ? Optional.empty() : Optional.of(PROBE);
    }
}
