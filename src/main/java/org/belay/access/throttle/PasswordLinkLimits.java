package org.belay.access.throttle;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Limits the mails for forgotten passwords: ten questions an hour from one network, and two hundred mails an hour in all. */
public final class PasswordLinkLimits {
    private static final Duration WINDOW = Duration.ofHours(1);
    private static final int PER_PLACE = 10;
    private static final int ALL = 200;
    private static final int KNOWN_PLACES = 10_000;

    private final Map<String, Integer> asked = new HashMap<>();
    private final Clock clock;
    private Instant began;
    private int mails;

    public PasswordLinkLimits(Clock clock) {
        this.clock = clock;
        this.began = clock.instant();
    }

    /** False: this network has asked too often, or all mails of this hour are sent. */
    public synchronized boolean take(String from) {
        beginAnew();
        String place = ClientPlace.of(from);
        if (mails >= ALL || asked.getOrDefault(place, 0) >= PER_PLACE) {
            return false;
        }
        if (asked.size() >= KNOWN_PLACES) {
            asked.clear(); // the limit of mails remains
        }
        asked.merge(place, 1, Integer::sum);
        return true;
    }

    /** Counts a mail; false if all of this hour are sent. Unknown addresses take none from the people who have an account. */
    public synchronized boolean takeMail() {
        beginAnew();
        if (mails >= ALL) {
            return false;
        }
        mails++;
        return true;
    }

    private void beginAnew() {
        Instant now = clock.instant();
        if (began.plus(WINDOW).isBefore(now)) {
            asked.clear();
            mails = 0;
            began = now;
        }
    }
}
