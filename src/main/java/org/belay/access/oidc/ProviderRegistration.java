package org.belay.access.oidc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.belay.platform.Settings;
import org.belay.platform.SignInSettings.OidcSettings;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.HttpMethod;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrations;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.web.client.RestClientException;

/**
 * Belay as a client of the provider, by the provider's own configuration (OpenID Connect Discovery 4). It is read at the first sign-in and
 * again after an hour; while the provider is away, the old one is used, or each sign-in of some seconds fails without another wait.
 */
final class ProviderRegistration {
    private static final Duration KEPT = Duration.ofHours(1);
    private static final Duration NOT_ASKED_AGAIN = Duration.ofSeconds(5);

    private final OidcSettings settings;
    private final String redirect;
    private final ProviderHttp http;
    private final Clock clock;

    private Optional<ClientRegistration> known = Optional.empty();
    private Optional<OidcFailure> failure = Optional.empty();
    private Instant askAgain = Instant.MIN;

    ProviderRegistration(OidcSettings settings, Settings all, ProviderHttp http, Clock clock) {
        this.settings = settings;
        this.redirect = all.publicUrl() + "/sign-in/oidc/back";
        this.http = http;
        this.clock = clock;
    }

    /** @throws OidcFailure if the provider's configuration cannot be read and never was */
    synchronized ClientRegistration get() {
        if (!clock.instant().isBefore(askAgain)) {
            try {
                known = Optional.of(read());
                failure = Optional.empty();
                askAgain = clock.instant().plus(KEPT);
            } catch (OidcFailure away) {
                failure = Optional.of(away);
                askAgain = clock.instant().plus(NOT_ASKED_AGAIN);
            }
        }
        return known.orElseThrow(() -> failure.orElseThrow());
    }

    private ClientRegistration read() {
        String issuer = settings.issuer().toString();
        String place = issuer + (issuer.endsWith("/") ? "" : "/") + ".well-known/openid-configuration";
        Map<String, Object> configuration = configuration(place);
        if (!issuer.equals(configuration.get("issuer"))) {
            throw new OidcFailure(
                    OidcProblem.ISSUER,
                    "%s names the issuer \"%s\", and belay.yaml \"%s\"; they must be the same, also the slash at the end"
                            .formatted(place, configuration.get("issuer"), issuer),
                    null);
        }
        for (String needed : List.of("authorization_endpoint", "token_endpoint", "jwks_uri")) {
            if (!configuration.containsKey(needed)) {
                throw new OidcFailure(OidcProblem.ISSUER, place + " names no " + needed, null);
            }
        }
        try {
            var client = ClientRegistrations.fromOidcConfiguration(configuration)
                    .registrationId("oidc")
                    .clientId(settings.clientId())
                    .redirectUri(redirect)
                    .scope(settings.scopes());
            Optional<String> secret = settings.clientSecretFile().map(ProviderRegistration::secret);
            secret.ifPresentOrElse(
                    client::clientSecret, () -> client.clientAuthenticationMethod(ClientAuthenticationMethod.NONE));
            return client.build();
        } catch (OidcFailure known) {
            throw known;
        } catch (RuntimeException unusable) { // the parser throws what the values of the document lead to
            throw new OidcFailure(OidcProblem.ISSUER, place + " cannot be used: " + unusable.getMessage(), unusable);
        }
    }

    private Map<String, Object> configuration(String place) {
        try {
            Map<String, Object> read = http.documents()
                    .exchange(place, HttpMethod.GET, null, new ParameterizedTypeReference<Map<String, Object>>() {})
                    .getBody();
            return read == null ? Map.of() : read;
        } catch (RestClientException unreadable) {
            throw new OidcFailure(OidcProblem.AWAY, place + " cannot be read: " + unreadable.getMessage(), unreadable);
        }
    }

    /** Read at each discovery, so that a new secret needs no restart. */
    private static String secret(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException unreadable) {
            throw new OidcFailure(OidcProblem.CLIENT, file + " cannot be read: " + unreadable, unreadable);
        }
    }
}
