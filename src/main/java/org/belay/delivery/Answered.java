package org.belay.delivery;

/** An attempt and the outcome to record of it. */
record Answered(Marker marker, Settled settled) {}
