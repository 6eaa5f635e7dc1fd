package org.belay.access;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Slows guessing down. Each try takes from three buckets that fill again by themselves: of this account from this place, of this place,
 * and of this account from anywhere. A place is a client's network address, or a browser that shows a {@link KnownDevice}. Where the
 * account has signed in before, only the first bucket is asked, so that strangers who guess cannot keep its owner out. The buckets live in
 * memory: a restart forgives.
 */
final class Throttle {
    /** Buckets that are full again are swept when there are this many. */
    private static final int SWEEP_AT = 10_000;

    /** So many tries at once, and then one for each {@code refill}. */
    private record Size(int tries, Duration refill) {}

    private static final Size PAIR = new Size(5, Duration.ofSeconds(30));
    private static final Size PLACE = new Size(30, Duration.ofSeconds(10));
    private static final Size ACCOUNT = new Size(50, Duration.ofSeconds(10));

    private record Key(Size size, String account, String place) {}

    /** When the bucket will be full again. */
    private final Map<Key, Instant> full = new HashMap<>();

    private final Set<Key> known = new HashSet<>();
    private final Clock clock;

    Throttle(Clock clock) {
        this.clock = clock;
    }

    /** Takes one try; or says how long to wait, and takes none. */
    synchronized Optional<Duration> take(String account, String place) {
        return take(account, place, false);
    }

    /** @param home whether it is certain that the account's owner has signed in at this place before */
    synchronized Optional<Duration> take(String account, String place, boolean home) {
        if (home) {
            home(account, place);
        }
        Instant now = clock.instant();
        sweep(now);
        List<Key> keys = keys(account, place);
        Duration wait = Duration.ZERO;
        for (Key key : keys) {
            Duration missing =
                    Duration.between(now, fullAt(key, now)).plus(key.size().refill());
            Duration over =
                    missing.minus(key.size().refill().multipliedBy(key.size().tries()));
            wait = over.compareTo(wait) > 0 ? over : wait;
        }
        if (wait.compareTo(Duration.ZERO) > 0) {
            return Optional.of(wait);
        }
        keys.forEach(key -> full.put(key, fullAt(key, now).plus(key.size().refill())));
        return Optional.empty();
    }

    /** The try was no guess: it is given back, and the owner is at home in this place. */
    synchronized void succeeded(String account, String place) {
        Instant now = clock.instant();
        keys(account, place)
                .forEach(key -> full.put(key, fullAt(key, now).minus(key.size().refill())));
        full.remove(new Key(PAIR, account, place));
        home(account, place);
    }

    /** The account's owner signed in at this place: what others try there, or at this account elsewhere, no longer counts for it. */
    synchronized void home(String account, String place) {
        known.add(new Key(PAIR, account, place));
    }

    private List<Key> keys(String account, String place) {
        var pair = new Key(PAIR, account, place);
        return known.contains(pair)
                ? List.of(pair)
                : List.of(pair, new Key(PLACE, "", place), new Key(ACCOUNT, account, ""));
    }

    private Instant fullAt(Key key, Instant now) {
        Instant at = full.getOrDefault(key, now);
        return at.isBefore(now) ? now : at;
    }

    private void sweep(Instant now) {
        if (full.size() > SWEEP_AT) {
            full.values().removeIf(at -> !at.isAfter(now));
        }
    }
}
