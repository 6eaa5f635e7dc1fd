package org.belay.testsupport;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/** The machine's clock, and what a test has turned it by. */
public final class TurnedClock extends Clock {
    private final ZoneId zone;
    private volatile Duration turned = Duration.ZERO;

    public TurnedClock() {
        this(ZoneId.of("UTC"));
    }

    private TurnedClock(ZoneId zone) {
        this.zone = zone;
    }

    /** By so much from the machine's time, forwards or backwards. */
    public void turn(Duration by) {
        turned = by;
    }

    @Override
    public Instant instant() {
        return Instant.now().plus(turned);
    }

    @Override
    public ZoneId getZone() {
        return zone;
    }

    @Override
    public Clock withZone(ZoneId other) {
        var same = new TurnedClock(other);
        same.turned = turned;
        return same;
    }
}
