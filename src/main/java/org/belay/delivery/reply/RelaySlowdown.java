package org.belay.delivery.reply;

import java.time.Duration;

/** Slows down when a relay asks for it: waits that double from 2 s to 1 min, and halve as it accepts mail again. */
public final class RelaySlowdown {
    private static final int LAST_LEVEL = 6;
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private int level;
    private long until;

    /** The relay asked for a slower pace. Several connections get that reply at once; it counts once per wait. */
    synchronized void slowDown(long now) {
        if (now - until < 0 && level > 0) {
            return;
        }
        level = Math.min(LAST_LEVEL, level + 1);
        Duration wait = Duration.ofSeconds(1L << level);
        until = now + (wait.compareTo(LONGEST) > 0 ? LONGEST : wait).toNanos();
    }

    /** The relay accepted a message. */
    synchronized void recover(long now) {
        if (level > 0 && now - until >= 0) {
            level--;
        }
    }

    public synchronized Duration remaining(long now) {
        return level == 0 || now - until >= 0 ? Duration.ZERO : Duration.ofNanos(until - now);
    }
}
