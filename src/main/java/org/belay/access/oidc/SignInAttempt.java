package org.belay.access.oidc;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.security.oauth2.core.endpoint.PkceParameterNames;
import org.springframework.security.oauth2.core.oidc.endpoint.OidcParameterNames;

/**
 * The secrets of one sign-in, which the browser keeps in a cookie until it comes back: the server stores nothing for anonymous clients.
 *
 * @param state proves that the browser that comes back is the one that left (RFC 6749 10.12)
 * @param nonce binds the ID token to this sign-in; the provider gets its hash
 * @param verifier proves to the provider that Belay is the one that began (RFC 7636)
 */
record SignInAttempt(String state, String nonce, String verifier) {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
    private static final Pattern WRITTEN = Pattern.compile("([\\w-]{43})\\.([\\w-]{43})\\.([\\w-]{43})");

    static SignInAttempt random() {
        return new SignInAttempt(secret(), secret(), secret());
    }

    /** The attempt in a cookie; empty if the cookie is none of ours. */
    static Optional<SignInAttempt> read(String cookie) {
        var written = WRITTEN.matcher(cookie);
        return written.matches()
                ? Optional.of(new SignInAttempt(written.group(1), written.group(2), written.group(3)))
                : Optional.empty();
    }

    String cookie() {
        return state + "." + nonce + "." + verifier;
    }

    OAuth2AuthorizationRequest request(ClientRegistration client) {
        return OAuth2AuthorizationRequest.authorizationCode()
                .clientId(client.getClientId())
                .authorizationUri(Objects.requireNonNull(
                        client.getProviderDetails().getAuthorizationUri(), "checked at discovery"))
                .redirectUri(client.getRedirectUri())
                .scopes(client.getScopes())
                .state(state)
                .additionalParameters(Map.of(
                        OidcParameterNames.NONCE, hash(nonce),
                        PkceParameterNames.CODE_CHALLENGE, hash(verifier),
                        PkceParameterNames.CODE_CHALLENGE_METHOD, "S256"))
                .attributes(Map.of(
                        OAuth2ParameterNames.REGISTRATION_ID, client.getRegistrationId(),
                        OidcParameterNames.NONCE, nonce,
                        PkceParameterNames.CODE_VERIFIER, verifier))
                .build();
    }

    private static String secret() {
        byte[] bits = new byte[32];
        RANDOM.nextBytes(bits);
        return BASE64.encodeToString(bits);
    }

    private static String hash(String secret) {
        try {
            return BASE64.encodeToString(
                    MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return "SignInAttempt[…]";
    }
}
