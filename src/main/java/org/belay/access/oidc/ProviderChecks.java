package org.belay.access.oidc;

import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import org.belay.platform.SignInSettings.OidcSettings;
import org.springframework.security.oauth2.client.endpoint.RestClientAuthorizationCodeTokenResponseClient;
import org.springframework.security.oauth2.client.oidc.authentication.OidcAuthorizationCodeAuthenticationProvider;
import org.springframework.security.oauth2.client.oidc.authentication.OidcIdTokenDecoderFactory;
import org.springframework.security.oauth2.client.oidc.authentication.OidcIdTokenValidator;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserService;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.userinfo.DefaultOAuth2UserService;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.converter.ClaimTypeConverter;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

/** Spring Security's checks of the provider's answer, with Belay's clock and limits of time. */
final class ProviderChecks {
    /** Allowed difference between the clocks of the provider and of Belay. */
    private static final Duration SKEW = Duration.ofSeconds(60);
    /** Signatures by keys that the provider publishes; the client secret is no such key. */
    private static final Set<SignatureAlgorithm> ALGORITHMS = Set.of(SignatureAlgorithm.values());

    private ProviderChecks() {}

    static OidcAuthorizationCodeAuthenticationProvider of(OidcSettings settings, ProviderHttp http, Clock clock) {
        var tokens = new RestClientAuthorizationCodeTokenResponseClient();
        tokens.setRestClient(http.tokens());
        var userInfo = new DefaultOAuth2UserService();
        userInfo.setRestOperations(http.documents());
        var people = new OidcUserService();
        people.setOauth2UserService(userInfo);
        people.setRetrieveUserInfo(request -> {
            var details = request.getClientRegistration().getProviderDetails();
            boolean complete = request.getIdToken().hasClaim("email")
                    && request.getIdToken().hasClaim(settings.groupsClaim());
            return !complete
                    && !String.valueOf(details.getUserInfoEndpoint().getUri()).equals("null");
        });
        var checks = new OidcAuthorizationCodeAuthenticationProvider(tokens, people);
        checks.setJwtDecoderFactory(client -> decoder(client, http, clock));
        return checks;
    }

    private static JwtDecoder decoder(ClientRegistration client, ProviderHttp http, Clock clock) {
        var decoder = NimbusJwtDecoder.withJwkSetUri(
                        Objects.requireNonNull(client.getProviderDetails().getJwkSetUri(), "checked at discovery"))
                .jwsAlgorithms(allowed -> allowed.addAll(ALGORITHMS))
                .restOperations(http.documents())
                .build();
        var times = new JwtTimestampValidator(SKEW);
        times.setClock(clock);
        var claims = new OidcIdTokenValidator(client);
        claims.setClock(clock);
        claims.setClockSkew(SKEW);
        decoder.setJwtValidator(new DelegatingOAuth2TokenValidator<>(times, claims));
        decoder.setClaimSetConverter(
                new ClaimTypeConverter(OidcIdTokenDecoderFactory.createDefaultClaimTypeConverters()));
        return decoder;
    }
}
