package org.belay.testkit;

import java.time.Duration;

/**
 * How a relay treats a client that it had to refuse: it answers slowly ("tarpit"), then hangs up.
 *
 * @param pause before each further refusal is said
 * @param freely so many refusals on a connection come without a pause
 * @param most so many refusals end the connection
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
