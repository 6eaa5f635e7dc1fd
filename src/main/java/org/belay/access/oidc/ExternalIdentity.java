package org.belay.access.oidc;

import java.util.Optional;
import java.util.Set;

/**
 * A person as a provider or a directory vouches for.
 *
 * @param issuer claim {@code iss}, or the base of the directory
 * @param subject claim {@code sub}, or the id of the entry
 * @param verifiedAddress e-mail address, if the provider has verified it
 * @param name as on the account, if one is created
 * @param groups names or ids, as the provider writes them
 * @param idToken hint for the provider at sign-out; empty from a directory
 */
public record ExternalIdentity(
        String issuer,
        String subject,
        Optional<String> verifiedAddress,
        String name,
        Set<String> groups,
        String idToken) {
    @Override
    public String toString() {
        return "ExternalIdentity[subject=" + subject + "]"; // the token is a secret
    }
}
