package org.belay.testkit.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;

/** Counts how much was accepted within a rolling time window. */
public final class RollingWindow {
    private final int most;
    private final Duration length;
    private final ArrayDeque<WindowEntry> shares = new ArrayDeque<>();
    private long inside;

    private record WindowEntry(Instant at, int amount) {}

    public RollingWindow(int most, Duration length) {
        this.most = most;
        this.length = length;
    }

    /**
     * Takes all if there is room for all, else none.
     *
     * @return whether they were taken
     */
    public synchronized boolean take(int amount, Instant now) {
        while (!shares.isEmpty() && !shares.peek().at().plus(length).isAfter(now)) {
            inside -= shares.poll().amount();
        }
        if (inside + amount > most) return false;
        shares.add(new WindowEntry(now, amount));
        inside += amount;
        return true;
    }
}
