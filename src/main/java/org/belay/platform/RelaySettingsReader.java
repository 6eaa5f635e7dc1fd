package org.belay.platform;

import static org.belay.platform.RelaySettingsKey.*;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads the settings of one relay. */
final class RelaySettingsReader {
    private static final List<String> PROFILES = List.of(
            "generic", "postfix", "exchange-online", "exchange-hve", "exchange-on-premises", "google-relay", "ses");
    /** These relays refuse any envelope sender except the mailbox that signed in. */
    private static final List<String> FOR_THEIR_MAILBOX_ALONE = List.of("exchange-online", "exchange-hve");

    private static final int MANY = 100_000_000;

    private final SettingsValues values;
    private final String relay;

    RelaySettingsReader(SettingsValues values, String relay) {
        this.values = values;
        this.relay = relay;
    }

    RelaySettings read() {
        Settings.ConnectionSecurity security = values.choice(
                        at(SECURITY), "starttls", List.of("starttls", "tls", "none"))
                .map(name -> Settings.ConnectionSecurity.valueOf(name.toUpperCase(Locale.ROOT)))
                .orElse(Settings.ConnectionSecurity.STARTTLS);
        return new RelaySettings(
                values.host(at(HOST), ""),
                values.number(at(PORT), defaultPort(security), 1, 65535),
                security,
                values.choice(at(PROFILE), "generic", PROFILES).orElse("generic"),
                values.optional(at(USERNAME)),
                values.secret(at(PASSWORD_FILE)),
                oauth(),
                tls(),
                values.ehloName(at(EHLO_NAME)),
                returnPath(),
                limits(),
                new RelaySettings.BreakerSettings(
                        values.number(at(BREAKER_REFUSALS), 10, 0, 1000),
                        values.number(at(BREAKER_OF_THE_FIRST), 20, 1, 1000)));
    }

    /**
     * The default is {@code each} only if a bounce address is set: that one must accept sub-addresses, while a
     * mailbox of the sender may not.
     */
    private RelaySettings.ReturnPathMode returnPath() {
        boolean fixed = !values.has(SettingsKey.BOUNCE_ADDRESS)
                || FOR_THEIR_MAILBOX_ALONE.contains(values.text(at(PROFILE), "").toLowerCase(Locale.ROOT));
        return values.choice(at(RETURN_PATH), fixed ? "fixed" : "each", List.of("each", "fixed"))
                .map(name -> RelaySettings.ReturnPathMode.valueOf(name.toUpperCase(Locale.ROOT)))
                .orElse(RelaySettings.ReturnPathMode.FIXED);
    }

    private Optional<RelaySettings.OAuthSettings> oauth() {
        if (!values.has(at(TOKEN_ENDPOINT))) {
            values.requires(at(TOKEN_ENDPOINT), at(CLIENT_ID), at(CLIENT_SECRET_FILE), at(SCOPE));
            return Optional.empty();
        }
        for (RelaySettingsKey needed : List.of(USERNAME, CLIENT_ID, CLIENT_SECRET_FILE, SCOPE)) {
            values.requires(at(needed), at(TOKEN_ENDPOINT));
        }
        Optional<URI> endpoint = values.checked(
                at(TOKEN_ENDPOINT), "", "an https URL that issues tokens, without a query", values::tokenEndpoint);
        Optional<Path> secret = values.secret(at(CLIENT_SECRET_FILE));
        return endpoint.flatMap(url -> secret.map(file -> new RelaySettings.OAuthSettings(
                url, values.text(at(CLIENT_ID), ""), file, values.text(at(SCOPE), ""))));
    }

    private RelaySettings.TlsSettings tls() {
        values.requires(at(CERTIFICATE_FILE), at(CERTIFICATE_KEY_FILE), at(CERTIFICATE_PASSWORD_FILE));
        return new RelaySettings.TlsSettings(
                values.readable(at(AUTHORITIES_FILE), "It must be a PEM file with certificates."),
                values.readable(at(CERTIFICATE_FILE), "It must be a PEM or a PKCS#12 file."),
                values.readable(at(CERTIFICATE_KEY_FILE), "It must be a PEM file with the key of the certificate."),
                values.secret(at(CERTIFICATE_PASSWORD_FILE)));
    }

    private RelaySettings.ConfiguredLimits limits() {
        return new RelaySettings.ConfiguredLimits(
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

    private SettingsKey at(RelaySettingsKey key) {
        return key.under(relay);
    }

    /** The default port (RFC 8314, RFC 6409): 465 for implicit TLS, 587 for submission, 25 only for clear text. */
    private static int defaultPort(Settings.ConnectionSecurity security) {
        return switch (security) {
            case STARTTLS -> 587;
            case TLS -> 465;
            case NONE -> 25;
        };
    }
}
