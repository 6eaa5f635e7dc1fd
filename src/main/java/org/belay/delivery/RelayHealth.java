package org.belay.delivery;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import org.belay.smtp.Outcome;
import org.belay.smtp.RelayUnavailable;
import org.belay.smtp.Stage;

/** Tells a relay in trouble from a person who cannot be reached: the same trouble three times in a row is the relay's. */
final class RelayHealth {

    private static final int IN_A_ROW = 3;
    private static final Duration PROBE = Duration.ofSeconds(10);

    private static final Duration CORRECTION_PROBE = Duration.ofSeconds(60);

    private int troubles;

    /**
     * @param tryAgainAfter empty: a person must change something first
     * @param mayTryByItself false where trying again could lock us out: a refused password is tried once
     */
    record Trouble(String why, Optional<Duration> tryAgainAfter, boolean mayTryByItself) {

        /** A correction does not wait for a person to notice that the relay is mended. */
        Optional<Duration> correctionTriesAgainAfter() {
            return tryAgainAfter.or(() -> mayTryByItself ? Optional.of(CORRECTION_PROBE) : Optional.empty());
        }
    }

    Optional<Trouble> after(Outcome outcome) {
        boolean relays = outcome instanceof Outcome.Deferred deferred && deferred.concernsRelay();
        if (!relays && !(outcome instanceof Outcome.Withheld)) {
            troubles = 0;
            return Optional.empty();
        }
        if (++troubles < IN_A_ROW) {
            return Optional.empty();
        }
        boolean permanent = outcome.reply().filter(reply -> reply.permanent()).isPresent();
        String why = outcome instanceof Outcome.Deferred deferred
                ? "The relay refused three mails in a row at " + deferred.stage() + ": " + deferred.why()
                : "Three mails in a row came to nothing: the relay needed more than 20 s before the end of the mail, or the"
                        + " witness file in the data directory cannot be written (is the disk full?). They were not sent.";
        return Optional.of(new Trouble(why, permanent ? Optional.empty() : Optional.of(PROBE), true));
    }

    static Trouble unavailable(RelayUnavailable e) {
        return new Trouble(
                e.getMessage(), e.permanent() ? Optional.empty() : Optional.of(PROBE), e.stage() != Stage.AUTH);
    }

    static Trouble unreadable(UncheckedIOException e) {
        return new Trouble(e.getMessage(), Optional.of(PROBE), true);
    }
}
