package org.belay.platform;

import static org.belay.platform.RelayKey.*;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;

/** Reads the keys of one relay. */
final class RelayReader {
    private static final List<String> PROFILES = List.of(
            "generic", "postfix", "exchange-online", "exchange-hve", "exchange-on-premises", "google-relay", "ses");
    private static final int MANY = 100_000_000;

    private final SettingsValues values;
    private final String relay;

    RelayReader(SettingsValues values, String relay) {
        this.values = values;
        this.relay = relay;
    }

    RelaySettings read() {
        Settings.Security security = values.choice(at(SECURITY), "starttls", List.of("starttls", "tls", "none"))
                .map(name -> Settings.Security.valueOf(name.toUpperCase(Locale.ROOT)))
                .orElse(Settings.Security.STARTTLS);
        return new RelaySettings(
                values.host(at(HOST), ""),
                values.number(at(PORT), usualPort(security), 1, 65535),
                security,
                values.choice(at(PROFILE), "generic", PROFILES).orElse("generic"),
                values.optional(at(USERNAME)),
                values.secret(at(PASSWORD_FILE)),
                values.has(at(EHLO_NAME)) ? values.host(at(EHLO_NAME), "localhost") : thisHost(),
                limits(),
                new RelaySettings.Breaker(
                        values.number(at(BREAKER_REFUSALS), 10, 0, 1000),
                        values.number(at(BREAKER_OF_THE_FIRST), 20, 1, 1000)));
    }

    private RelaySettings.Limits limits() {
        return new RelaySettings.Limits(
                values.number(at(CONNECTIONS), 1, 100),
                values.number(at(MESSAGES_PER_CONNECTION), 0, MANY),
                values.number(at(RECIPIENTS_PER_MESSAGE), 1, 1000),
                values.number(at(MESSAGES_PER_SECOND), 0, MANY),
                values.number(at(MESSAGES_PER_MINUTE), 0, MANY),
                values.number(at(RECIPIENTS_PER_SECOND), 0, MANY),
                values.number(at(RECIPIENTS_PER_DAY), 0, MANY),
                values.either(at(DAY), "rolling", "calendar"),
                values.number(at(REFUSALS_PER_CONNECTION), 0, MANY),
                values.either(at(OVERLAP), "yes", "no"));
    }

    private SettingsKey at(RelayKey key) {
        return key.under(relay);
    }

    /** RFC 8314 and RFC 6409: 465 speaks TLS at once, 587 is for submission; 25 only in clear text. */
    private static int usualPort(Settings.Security security) {
        return switch (security) {
            case STARTTLS -> 587;
            case TLS -> 465;
            case NONE -> 25;
        };
    }

    private static String thisHost() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException nameless) {
            return "localhost";
        }
    }
}
