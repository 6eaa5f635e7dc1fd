package org.belay.web.front;

import java.time.Duration;
import java.time.Instant;

/**
 * What the bodies of one kind of client may cost.
 *
 * @param of whose they are, in the words of a refusal
 * @param largest bytes
 * @param first how long a body may take whatever its size
 * @param bytesPerSecond after that, at least so many in the mean
 * @param atOnce how many threads may wait for bodies
 * @param ofOneClient how many of those for one client
 * @param lookers how many threads may look for a moment whether a small body arrives, when all others wait
 */
record BodyLimit(String of, int largest, Duration first, int bytesPerSecond, int atOnce, int ofOneClient, int lookers) {
    static final String TOO_SLOW = "The request arrived too slowly. Nothing was done.";

    static final BodyLimit STRANGERS = new BodyLimit(
            "Before sign-in or without a valid token",
            64 * 1024,
            Duration.ofSeconds(10),
            Integer.MAX_VALUE,
            48,
            16,
            32);

    /** With the strangers' threads they leave some twenty of the 200 free: for requests whose body is there, as that of Stop. */
    static final BodyLimit SIGNED_IN =
            new BodyLimit("In a form", 4 * 1024 * 1024, Duration.ofSeconds(30), 4 * 1024, 40, 12, 8);

    boolean isTooSlow(Instant begun, long read, Instant now) {
        return now.isAfter(begun.plus(first).plusSeconds(read / bytesPerSecond));
    }
}
