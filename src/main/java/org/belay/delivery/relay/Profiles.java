package org.belay.delivery.relay;

import static org.belay.delivery.relay.Limits.Day.ROLLING;

import java.time.Duration;
import java.util.List;
import org.belay.platform.RelaySettings;

/** The profiles there are. Each figure's source is in docs/relay-profiles.md, and each can be set otherwise. */
final class Profiles {
    /** Connections; messages a connection; recipients a message; messages a second, a minute; recipients a second, a day. */
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

    /** The one that the configuration names, with the figures that it changes. */
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
