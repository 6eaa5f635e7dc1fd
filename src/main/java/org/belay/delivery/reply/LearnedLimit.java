package org.belay.delivery.reply;

import java.time.Duration;

/**
 * A limit learned from a reply of the relay. It is valid for an hour, because it may have been temporary or unintended.
 */
final class LearnedLimit {
    private static final long VALID_NANOS = Duration.ofHours(1).toNanos();

    private int value;
    private long since;

    synchronized void learn(int limit, long now) {
        value = Math.max(1, limit);
        since = now;
    }

    /** The smaller of the learned and the known limit; a known 0 means no limit. */
    synchronized int atMost(int known, long now) {
        if (value == 0 || now - since > VALID_NANOS) {
            return known;
        }
        return known == 0 ? value : Math.min(known, value);
    }
}
