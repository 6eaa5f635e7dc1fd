package org.belay.web.front;

import java.util.HashMap;
import java.util.Map;

/** Permits for work that holds a thread: a number in all, and fewer for each client. */
final class ClientPermits {
    private final int all;
    private final int ofOneClient;
    private final Map<String, Integer> held = new HashMap<>();
    private int count;

    ClientPermits(int all, int ofOneClient) {
        this.all = all;
        this.ofOneClient = ofOneClient;
    }

    /** Takes a permit without waiting. False: none is left for this client. */
    synchronized boolean tryAcquire(String client) {
        if (count >= all || held.getOrDefault(client, 0) >= ofOneClient) return false;
        count++;
        held.merge(client, 1, Integer::sum);
        return true;
    }

    /** Gives back a permit that {@link #tryAcquire} granted to this client. */
    synchronized void release(String client) {
        count--;
        held.computeIfPresent(client, (same, number) -> number == 1 ? null : number - 1);
    }
}
