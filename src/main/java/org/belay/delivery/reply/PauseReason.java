package org.belay.delivery.reply;

import java.time.Duration;
import java.util.Optional;

/**
 * Why a dispatch pauses, in words for people.
 *
 * @param tryAgainAfter empty if a person must change something first
 * @param probes whether a correction retries with one recipient on one connection only, because retrying with all could
 *     do harm: a refused password may lock the account, and mail that is refused for all recipients would be refused
 *     for the next ones as well
 *
 * @param everybodys whether recipients were rejected for a reason that concerns all of them, and are retried
 */
public record PauseReason(String reason, Optional<Duration> tryAgainAfter, boolean probesOne, boolean retriesRejected) {

    private static final Duration CORRECTION_TRIES = Duration.ofSeconds(60);

    private static final Duration CORRECTION_PROBES = Duration.ofMinutes(5);

    public PauseReason(String why, Optional<Duration> tryAgainAfter, boolean probes) {
        this(why, tryAgainAfter, probes, false);
    }

    public static PauseReason forPerson(String why) {
        return new PauseReason(why, Optional.empty(), true);
    }

    /** A correction does not wait for a person to notice that the relay works again. */
    public Duration correctionTriesAgainAfter() {
        return probesOne
                ? CORRECTION_PROBES
                : tryAgainAfter
                        .filter(wait -> wait.compareTo(CORRECTION_TRIES) < 0)
                        .orElse(CORRECTION_TRIES);
    }

    public PauseReason withDelay(Duration wait) {
        return new PauseReason(reason, Optional.of(wait), probesOne, retriesRejected);
    }
}
