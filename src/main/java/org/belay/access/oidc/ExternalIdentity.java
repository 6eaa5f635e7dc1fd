package org.belay.access.oidc;

import java.util.Optional;
import java.util.Set;

/**
 * A person as the provider vouches for.
 *
 * @param issuer claim {@code iss}
 * @param subject claim {@code sub}
 * @param verifiedAddress e-mail address, if the provider has verified it
 * @param name as on the account, if one is created
 * @param groups names or ids, as the provider writes them
 * @param idToken hint for the provider at sign-out
 */
public record OidcIdentity(
        String issuer,
        String subject,
        Optional<String> verifiedAddress,
        String name,
        Set<String> groups,
        String idToken) {
    @Override
    public String toString() {
        return "OidcIdentity[subject=" + subject + "]"; // the token is a secret
    }
}
