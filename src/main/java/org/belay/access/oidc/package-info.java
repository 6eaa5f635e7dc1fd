/**
 * Sign-in through an OpenID Connect provider: authorization code flow with PKCE (OpenID Connect Core 3.1, RFC 7636).
 *
 * <ol>
 *   <li>{@link org.belay.access.oidc.OidcProvider} sends the browser to the provider, and turns the code with which it comes back into a
 *       verified identity. Spring Security checks state, nonce, signature, issuer, audience and times.
 *   <li>{@link org.belay.access.oidc.ExternalAccounts} finds, connects or creates the account of the identity and sets the roles that groups of
 *       the provider decide.
 * </ol>
 *
 * Belay starts and works without the provider: it is asked at the first sign-in, and each request to it has a time limit. What ends a
 * sign-in is an {@link org.belay.access.oidc.OidcProblem}.
 */
@NullMarked
package org.belay.access.oidc;

import org.jspecify.annotations.NullMarked;
