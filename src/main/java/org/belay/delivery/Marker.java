package org.belay.delivery;

import java.time.Instant;

/**
 * A committed marker.
 *
 * @param number the delivery's how-manieth attempt
 * @param dated when its first marker was made: a resend carries the same Date (I3)
 */
record Marker(AttemptId attempt, int number, Instant dated) {}
