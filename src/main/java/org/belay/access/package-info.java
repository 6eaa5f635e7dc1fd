/**
 * Authentication: user accounts, their roles, and the ways to sign in.
 *
 * <p>A user
 * <ol>
 *   <li>is created by an administrator ({@link org.belay.access.Users}) and sets a password through a link that works once
 *       ({@link org.belay.access.OneTimeLinks});
 *   <li>signs in with it ({@link org.belay.access.PasswordSignIns}); a throttle slows down guessing without locking the owner out. The session
 *       ({@link org.belay.access.BrowserSession}) has the user as {@link org.belay.access.SignedIn};
 *   <li>or through an OpenID Connect provider ({@link org.belay.access.oidc});
 *   <li>or lets a program act as the user with an API token ({@link org.belay.access.ApiTokens}).
 * </ol>
 *
 * <p>Guarantees: a secret is shown once and stored as a hash; an unknown address and a wrong password get the same response in the same
 * time; a disabled account loses access with the next request. Rules about a certain mailing are not here. May call {@code audit} and
 * {@code platform}.
 */
@NullMarked
package org.belay.access;

import org.jspecify.annotations.NullMarked;
