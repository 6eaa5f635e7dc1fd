package org.belay.access.oidc;

import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.belay.platform.ObjectNotFound;
import org.belay.platform.Settings;
import org.belay.platform.SignInSettings.OidcSettings;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.client.authentication.OAuth2LoginAuthenticationToken;
import org.springframework.security.oauth2.client.oidc.authentication.OidcAuthorizationCodeAuthenticationProvider;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationExchange;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationResponse;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.stereotype.Component;
import org.springframework.web.util.UriComponentsBuilder;

/** The OpenID Connect provider of the configuration. */
@Component
public class OidcProvider {
    private final Optional<OidcSettings> settings;
    private final String home;
    private final Optional<ProviderRegistration> registration;
    private final Optional<OidcAuthorizationCodeAuthenticationProvider> checks;

    OidcProvider(Settings all, Clock clock) {
        var http = new ProviderHttp();
        settings = all.signIn().oidc();
        home = all.publicUrl().toString();
        registration = settings.map(one -> new ProviderRegistration(one, all, http, clock));
        checks = settings.map(one -> ProviderChecks.of(one, http, clock));
    }

    /** Text of the button on the sign-in page; empty if there is no provider. */
    public Optional<String> button() {
        return settings.map(OidcSettings::button);
    }

    /**
     * The beginning of a sign-in.
     *
     * @param provider where the browser goes
     * @param secrets what it keeps, as a cookie, until it comes back
     */
    public record Departure(URI provider, String secrets) {}

    /** @throws OidcFailure if the provider does not answer */
    public Departure begin() {
        var attempt = SignInAttempt.random();
        var request = attempt.request(client());
        return new Departure(URI.create(request.getAuthorizationRequestUri()), attempt.cookie());
    }

    /**
     * The person that the provider has signed in.
     *
     * @param secrets of {@link #begin}; empty if the browser has none
     * @param answer parameters with which the browser came back (RFC 6749 4.1.2, RFC 9207)
     * @throws OidcFailure if the answer is not valid in every respect
     */
    public ExternalIdentity finish(String secrets, Map<String, String> answer) {
        OidcSettings oidc = settings.orElseThrow(OidcProvider::none);
        SignInAttempt attempt = SignInAttempt.read(secrets)
                .filter(one -> one.state().equals(answer.get("state")))
                .orElseThrow(() -> new OidcFailure(
                        OidcProblem.STATE, "the browser came back without the state it left with", null));
        ClientRegistration client = client();
        String issuer = answer.getOrDefault("iss", oidc.issuer().toString());
        if (!issuer.equals(oidc.issuer().toString())) {
            throw new OidcFailure(OidcProblem.TOKEN, "the answer is of another issuer (RFC 9207)", null);
        }
        var exchange = new OAuth2AuthorizationExchange(attempt.request(client), response(client, answer));
        try {
            var token = new OAuth2LoginAuthenticationToken(client, exchange);
            var signedIn = checks.orElseThrow(OidcProvider::none).authenticate(token);
            if (signedIn == null || !(signedIn.getPrincipal() instanceof OidcUser person)) {
                throw new OidcFailure(OidcProblem.TOKEN, "the answer has no ID token", null);
            }
            return new IdentityClaims(person, oidc).identity();
        } catch (AuthenticationException refused) {
            throw failure(refused);
        }
    }

    private static OAuth2AuthorizationResponse response(ClientRegistration client, Map<String, String> answer) {
        String code = answer.getOrDefault("code", "");
        String error = answer.getOrDefault("error", "").strip();
        if (error.isEmpty() && code.isBlank()) {
            error = "no_code";
        }
        var response =
                error.isEmpty() ? OAuth2AuthorizationResponse.success(code) : OAuth2AuthorizationResponse.error(error);
        return response.redirectUri(Objects.requireNonNull(client.getRedirectUri(), "set at discovery"))
                .state(answer.getOrDefault("state", ""))
                .build();
    }

    private static OidcFailure failure(AuthenticationException refused) {
        String code = refused instanceof OAuth2AuthenticationException known
                ? known.getError().getErrorCode()
                : "";
        String message = String.valueOf(refused.getMessage());
        OidcProblem problem = switch (code) {
            case "access_denied", "login_required", "consent_required", "interaction_required", "no_code" ->
                OidcProblem.REFUSED;
            case "invalid_client", "unauthorized_client", "invalid_request", "invalid_scope" -> OidcProblem.CLIENT;
            case "invalid_grant", "invalid_state_parameter" -> OidcProblem.STATE;
            case "server_error", "temporarily_unavailable" -> OidcProblem.AWAY;
            default ->
                message.contains("expired") || message.contains("iat") || message.contains("used before")
                        ? OidcProblem.CLOCK
                        : OidcProblem.TOKEN;
        };
        for (Throwable cause = refused; cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException) {
                problem = OidcProblem.AWAY;
            }
        }
        return new OidcFailure(problem, message, refused);
    }

    /** Where the browser ends the session at the provider (OpenID Connect RP-Initiated Logout 2); empty if the provider offers none. */
    public Optional<URI> signOut(String idToken) {
        if (registration.isEmpty()) {
            return Optional.empty();
        }
        try {
            Object end =
                    client().getProviderDetails().getConfigurationMetadata().get("end_session_endpoint");
            return Optional.ofNullable(end)
                    .map(at -> UriComponentsBuilder.fromUriString(at.toString())
                            .queryParam("id_token_hint", "{token}")
                            .queryParam("post_logout_redirect_uri", "{home}")
                            .encode()
                            .buildAndExpand(idToken, home + "/sign-in")
                            .toUri());
        } catch (OidcFailure away) {
            return Optional.empty(); // the session here has ended, and there is no other to end now
        }
    }

    private ClientRegistration client() {
        return registration.orElseThrow(OidcProvider::none).get();
    }

    private static ObjectNotFound none() {
        return new ObjectNotFound("Belay has no single sign-on here: sign-in.oidc is not set in belay.yaml.");
    }
}
