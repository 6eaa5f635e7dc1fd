package org.belay.access;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Limits the mails for forgotten passwords: ten an hour from one network address, and two hundred an hour in all. */
final class AskedPlaces {
    private static final Duration WINDOW = Duration.ofHours(1);
    private static final int PER_PLACE = 10;
    private static final int ALL = 200;

    private final Map<String, Integer> asked = new HashMap<>();
    private final Clock clock;
    private Instant began;
    private int total;

    AskedPlaces(Clock clock) {
        this.clock = clock;
        this.began = clock.instant();
    }

    /** False: this place, or all together, have asked too often. */
    synchronized boolean take(String place) {
        Instant now = clock.instant();
        if (began.plus(WINDOW).isBefore(now)) {
            asked.clear();
            total = 0;
            began = now;
        }
        if (total >= ALL || asked.getOrDefault(place, 0) >= PER_PLACE) {
            return false;
        }
        total++;
        asked.merge(place, 1, Integer::sum);
        return true;
    }
}
