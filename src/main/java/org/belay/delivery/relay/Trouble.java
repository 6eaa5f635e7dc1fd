package org.belay.delivery.relay;

import java.time.Duration;
import java.util.Optional;

/**
 * Why a dispatch pauses, in words for people.
 *
 * @param tryAgainAfter empty: a person must change something first
 * @param mayTryByItself false where trying again could do harm: a refused password locks us out, mail that is refused for
 *     everybody is refused to the next as well
 */
public record Trouble(String why, Optional<Duration> tryAgainAfter, boolean mayTryByItself) {

    private static final Duration CORRECTION_PROBE = Duration.ofSeconds(60);

    /** A correction does not wait for a person to notice that the relay is mended, nor for a minute longer than it must. */
    public Optional<Duration> correctionTriesAgainAfter() {
        return mayTryByItself
                ? Optional.of(tryAgainAfter
                        .filter(wait -> wait.compareTo(CORRECTION_PROBE) < 0)
                        .orElse(CORRECTION_PROBE))
                : Optional.empty();
    }

    Trouble after(Duration wait) {
        return new Trouble(why, Optional.of(wait), mayTryByItself);
    }
}
