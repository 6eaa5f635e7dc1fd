package org.belay.access.throttle;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * Slows down password guessing. Each attempt takes a token from three token buckets: of this account at this place, of this place, and of
 * this account at any place. A place is the client's network address, or a browser that has signed in before. At a place where the
 * account has signed in before, only the first bucket counts, so that guesses from elsewhere cannot lock the owner out. The buckets are in
 * memory, so a restart refills them.
 */
@Component
public class SignInThrottle {
    /** Full buckets are removed when there are this many buckets. */
    private static final int SWEEP_AT = 10_000;

    /** No typed name contains NUL. */
    private static final String ENTRY = "\0";

    /** Allows {@code tries} attempts at once, then one per {@code refill}. */
    private record Size(int tries, Duration refill) {}

    private static final Size PAIR = new Size(5, Duration.ofSeconds(30));
    private static final Size PLACE = new Size(30, Duration.ofSeconds(10));
    private static final Size ACCOUNT = new Size(50, Duration.ofSeconds(10));

    private record Key(Size size, String account, String place) {}

    /** Time at which each bucket is full again. */
    private final Map<Key, Instant> full = new HashMap<>();

    private final Set<Key> known = new HashSet<>();
    private final Clock clock;

    public SignInThrottle(Clock clock) {
        this.clock = clock;
    }

    /** Takes one attempt; if there is none, takes nothing and returns the time to wait. */
    public synchronized Optional<Duration> take(String account, String place) {
        return take(account, place, false);
    }

    /** @param home whether the account has certainly signed in at this place before */
    public synchronized Optional<Duration> take(String account, String place, boolean home) {
        if (home) {
            rememberPlace(account, place);
        }
        return take(keys(account, place));
    }

    private Optional<Duration> take(List<Key> keys) {
        Instant now = clock.instant();
        sweep(now);
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

    /** Gives a successful attempt back and remembers the place for the account. */
    public synchronized void succeeded(String account, String place) {
        giveBack(keys(account, place));
        full.remove(new Key(PAIR, account, place));
        rememberPlace(account, place);
    }

    /** Remembers that the account has signed in at this place: attempts at other places or accounts no longer count for it. */
    public synchronized void rememberPlace(String account, String place) {
        known.add(new Key(PAIR, account, place));
    }

    /** Takes an attempt of a place that names no account; if there is none, takes nothing and returns the time to wait. */
    public synchronized Optional<Duration> takeOf(String place) {
        return take(List.of(new Key(PLACE, "", place)));
    }

    /** Gives a successful attempt of {@link #takeOf} back. */
    public synchronized void succeeded(String place) {
        giveBack(List.of(new Key(PLACE, "", place)));
    }

    /**
     * An entry of a directory as an account: all names of a person together. The attempt at the typed name was already taken from the place.
     *
     * @param dn the same text for each name of the person
     */
    public static String entry(String dn) {
        return ENTRY + dn;
    }

    private List<Key> keys(String account, String place) {
        var pair = new Key(PAIR, account, place);
        if (known.contains(pair)) {
            return List.of(pair);
        }
        var anywhere = new Key(ACCOUNT, account, "");
        return account.startsWith(ENTRY) ? List.of(pair, anywhere) : List.of(pair, new Key(PLACE, "", place), anywhere);
    }

    private void giveBack(List<Key> keys) {
        Instant now = clock.instant();
        keys.forEach(key -> full.put(key, fullAt(key, now).minus(key.size().refill())));
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
