package org.belay.testkit.internal;

import java.time.Duration;

/**
 * How the relay treats a client after refusals: it delays further replies (tarpit), then disconnects.
 *
 * @param pause delay before each further refusal
 * @param freely number of refusals on a connection without delay
 * @param most number of refusals that closes the connection
 * @param temporaryToo whether a 4xx counts like a 5xx
 */
public record TarpitPolicy(
        Duration pause, int refusalsWithoutPause, int maxRefusals, boolean countsTemporary, String goodbye) {
    public static final TarpitPolicy NONE =
            new TarpitPolicy(Duration.ZERO, Integer.MAX_VALUE, Integer.MAX_VALUE, false, "");

    public boolean counts(char firstDigit) {
        return firstDigit == '5' || countsTemporary && firstDigit == '4';
    }

    public TarpitPolicy withPause(Duration pause) {
        return new TarpitPolicy(pause, refusalsWithoutPause, maxRefusals, countsTemporary, goodbye);
    }
}
