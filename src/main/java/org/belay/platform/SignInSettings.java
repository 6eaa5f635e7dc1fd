package org.belay.platform;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How people sign in.
 *
 * @param passwordsForAll whether people who are not administrators may sign in with a password
 * @param secondFactorFor roles, in lower case, whose people need a second factor with their password
 * @param idle time without use after which a session ends
 * @param oidc the provider of single sign-on; empty: none
 * @param directory whether people sign in with the password of the LDAP directory; empty: they do not
 */
public record SignInSettings(
        boolean passwordsForAll,
        Set<String> secondFactorFor,
        Duration idle,
        Optional<OidcSettings> oidc,
        Optional<DirectorySignIn> directory) {

    /**
     * People sign in with the password of the LDAP directory.
     *
     * @param base entry below which the people are
     * @param filter finds a person; {@code {name}} is what they typed
     * @param groupsBase entry below which their groups are
     * @param groupsOfRole for each role that is decided by groups, the DNs or names of the groups that have it; role names in lower case
     * @param createAccounts whether a person without an account gets one at the first sign-in
     */
    public record DirectorySignIn(
            String base,
            String filter,
            String groupsBase,
            Map<String, List<String>> groupsOfRole,
            boolean createAccounts) {}

    /**
     * An OpenID Connect provider.
     *
     * @param issuer as in the ID tokens of the provider, where its configuration is found (OpenID Connect Discovery 4)
     * @param clientSecretFile empty for a public client, which is protected by PKCE alone
     * @param scopes asked for; contains {@code openid}
     * @param groupsClaim claim with the groups of the person
     * @param groupsOfRole for each role that is decided by groups, the groups that have it; role names in lower case
     * @param createAccounts whether a person without an account gets one at the first sign-in
     * @param button text on the button of the sign-in page
     */
    public record OidcSettings(
            URI issuer,
            String clientId,
            Optional<Path> clientSecretFile,
            List<String> scopes,
            String groupsClaim,
            Map<String, List<String>> groupsOfRole,
            boolean createAccounts,
            String button) {}
}
