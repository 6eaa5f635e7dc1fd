package org.belay.testkit;

import java.time.Duration;

/**
 * How the relay treats a client after refusals: it delays further replies (tarpit), then disconnects.
 *
 * @param pause delay before each further refusal
 * @param freely number of refusals on a connection without delay
 * @param most number of refusals that closes the connection
 * @param temporaryToo whether a 4xx counts like a 5xx
 */
record Patience(Duration pause, int freely, int most, boolean temporaryToo, String goodbye) {
    static final Patience ENDLESS = new Patience(Duration.ZERO, Integer.MAX_VALUE, Integer.MAX_VALUE, false, "");

    boolean counts(char firstDigit) {
        return firstDigit == '5' || temporaryToo && firstDigit == '4';
    }

    Patience pausing(Duration pause) {
        return new Patience(pause, freely, most, temporaryToo, goodbye);
    }
}
