package org.belay.testsupport;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/** The clock of the machine, shifted by an offset that a test sets. */
public final class AdjustableClock extends Clock {
    private final ZoneId zone;
    private volatile Duration turned = Duration.ZERO;

    public AdjustableClock() {
        this(ZoneId.of("UTC"));
    }

    private AdjustableClock(ZoneId zone) {
        this.zone = zone;
    }

    /** Sets the offset from the time of the machine, positive or negative. */
    public void setOffset(Duration by) {
        turned = by;
    }

    /** Adds to the offset. */
    public void advance(Duration by) {
        turned = turned.plus(by);
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
        var same = new AdjustableClock(other);
        same.turned = turned;
        return same;
    }
}
