package org.belay.testkit;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;

/** Counts how much was accepted within a rolling time window. */
final class Window {
    private final int most;
    private final Duration length;
    private final ArrayDeque<Share> shares = new ArrayDeque<>();
    private long inside;

    private record Share(Instant at, int amount) {}

    Window(int most, Duration length) {
        this.most = most;
        this.length = length;
    }

    /**
     * Takes all if there is room for all, else none.
     *
     * @return whether they were taken
     */
    synchronized boolean take(int amount, Instant now) {
        while (!shares.isEmpty() && !shares.peek().at().plus(length).isAfter(now)) {
            inside -= shares.poll().amount();
        }
        if (inside + amount > most) return false;
        shares.add(new Share(now, amount));
        inside += amount;
        return true;
    }
}
