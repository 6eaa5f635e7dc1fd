package org.belay.delivery.relay;

import static org.belay.delivery.relay.Limits.Day.ROLLING;

import java.time.Duration;
import java.util.List;
import org.belay.platform.RelaySettings;

/**
 * The known profiles. The source of each figure is in docs/relay-profiles.md, and each can be overridden in the
 * configuration.
 */
final class Profiles {
    /**
     * Connections; messages per connection; recipients per message; messages per second, per minute; recipients per
     * second, per day.
     */
    private static final List<Profile> ALL = List.of(
            profile("generic", 200, new Limits(4, 90, 100, 0, 0, 0, 0, ROLLING, 10, false), List.of()),
            profile("postfix", 50, new Limits(20, 0, 500, 0, 0, 0, 0, ROLLING, 9, true), List.of()),
            profile(
                    "exchange-online",
                    800,
                    new Limits(3, 90, 500, 0, 30, 0, 10_000, ROLLING, 5, false),
                    Meanings.EXCHANGE_ONLINE),
            profile(
                    "exchange-hve",
                    800,
                    new Limits(3, 90, 50, 0, 0, 0, 100_000, ROLLING, 5, false),
                    Meanings.EXCHANGE_ONLINE),
            profile(
                    "exchange-on-premises",
                    150,
                    new Limits(10, 90, 200, 0, 0, 0, 0, ROLLING, 4, false),
                    Meanings.EXCHANGE_ON_PREMISES),
            profile(
                    "google-relay",
                    500,
                    new Limits(5, 90, 100, 0, 0, 0, 10_000, ROLLING, 5, false),
                    Meanings.GOOGLE_RELAY),
            profile("ses", 200, new Limits(10, 90, 50, 0, 0, 14, 50_000, ROLLING, 10, false), Meanings.SES));

    private Profiles() {}

    /** The profile that the configuration names, with the limits that it overrides. */
    static Profile of(RelaySettings relay) {
        Profile profile = named(relay.profile());
        return profile.with(profile.limits().with(relay.limits()));
    }

    static Profile named(String name) {
        return ALL.stream()
                .filter(profile -> profile.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no relay profile called \"" + name + "\"."));
    }

    static List<Profile> all() {
        return ALL;
    }

    private static Profile profile(String name, long millisPerMessage, Limits limits, List<Meaning> meanings) {
        return new Profile(name, limits, Duration.ofMillis(millisPerMessage), meanings);
    }
}
