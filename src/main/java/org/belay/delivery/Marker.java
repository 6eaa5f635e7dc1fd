package org.belay.delivery;

import java.time.Instant;

/** A committed marker. A resend carries the Date of the delivery's first marker (I3). */
record Marker(AttemptId attempt, Instant dated) {}
