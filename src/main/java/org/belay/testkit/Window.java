package org.belay.testkit;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;

/** How much was taken within the last so many seconds: a rolling window. */
final class Window {
    private final int most;
    private final Duration length;
    private final ArrayDeque<Share> shares = new ArrayDeque<>();
    private long inside;

    private record Share(Instant at, int many) {}

    Window(int most, Duration length) {
        this.most = most;
        this.length = length;
    }

    /** Takes all of them, if there is room for all; takes none otherwise. */
    synchronized boolean take(int many, Instant now) {
        while (!shares.isEmpty() && !shares.peek().at().plus(length).isAfter(now)) {
            inside -= shares.poll().many();
        }
        if (inside + many > most) return false;
        shares.add(new Share(now, many));
        inside += many;
        return true;
    }
}
