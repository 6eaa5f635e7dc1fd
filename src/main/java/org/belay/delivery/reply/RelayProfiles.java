package org.belay.delivery.reply;

import static org.belay.delivery.reply.RelayLimits.DayWindow.ROLLING;

import java.time.Duration;
import java.util.List;
import org.belay.platform.RelaySettings;

/**
 * The known profiles. The source of each figure is in docs/relay-profiles.md, and each can be overridden in the
 * configuration.
 */
public final class RelayProfiles {
    /**
     * Connections; messages per connection; recipients per message; messages per second, per minute; recipients per
     * second, per day.
     */
    private static final List<RelayProfile> ALL = List.of(
            profile("generic", 200, new RelayLimits(4, 90, 100, 0, 0, 0, 0, ROLLING, 10, false), List.of()),
            profile("postfix", 50, new RelayLimits(20, 0, 500, 0, 0, 0, 0, ROLLING, 9, true), List.of()),
            profile(
                    "exchange-online",
                    800,
                    new RelayLimits(3, 90, 500, 0, 30, 0, 10_000, ROLLING, 5, false),
                    ReplyRules.EXCHANGE_ONLINE),
            profile(
                    "exchange-hve",
                    800,
                    new RelayLimits(3, 90, 50, 0, 0, 0, 100_000, ROLLING, 5, false),
                    ReplyRules.EXCHANGE_ONLINE),
            profile(
                    "exchange-on-premises",
                    150,
                    new RelayLimits(10, 90, 200, 0, 0, 0, 0, ROLLING, 4, false),
                    ReplyRules.EXCHANGE_ON_PREMISES),
            profile(
                    "google-relay",
                    500,
                    new RelayLimits(5, 90, 100, 0, 0, 0, 10_000, ROLLING, 5, false),
                    ReplyRules.GOOGLE_RELAY),
            profile("ses", 200, new RelayLimits(10, 90, 50, 0, 0, 14, 50_000, ROLLING, 10, false), ReplyRules.SES));

    private RelayProfiles() {}

    /** The profile that the configuration names, with the limits that it overrides. */
    public static RelayProfile of(RelaySettings relay) {
        RelayProfile profile = named(relay.profile());
        return profile.with(profile.limits().with(relay.limits()));
    }

    public static RelayProfile named(String name) {
        return ALL.stream()
                .filter(profile -> profile.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no relay profile called \"" + name + "\"."));
    }

    static List<RelayProfile> all() {
        return ALL;
    }

    private static RelayProfile profile(
            String name, long millisPerMessage, RelayLimits limits, List<ReplyRule> meanings) {
        return new RelayProfile(name, limits, Duration.ofMillis(millisPerMessage), meanings);
    }
}
