package org.belay.delivery.relay;

import java.time.Duration;

/** A limit that the relay taught us, believed for an hour: it may have been a passing one, or nobody's intention. */
final class Learned {
    private static final long BELIEVED_NANOS = Duration.ofHours(1).toNanos();

    private int value;
    private long since;

    synchronized void learn(int limit, long now) {
        value = Math.max(1, limit);
        since = now;
    }

    /** The smaller of what was learned and what was known; 0 as known stands for no limit. */
    synchronized int atMost(int known, long now) {
        if (value == 0 || now - since > BELIEVED_NANOS) {
            return known;
        }
        return known == 0 ? value : Math.min(known, value);
    }
}
