/**
 * The second factor of people who sign in with a password: codes of an authenticator app (TOTP, RFC 6238) and ten recovery codes.
 *
 * <p>{@link org.belay.access.factor.SecondFactors} adds one, checks codes, and removes one: by its owner, or by an administrator, about
 * which the owner and other administrators are told. A code works once, one step before and after its time; guesses are slowed down for
 * each account. People who sign in through an OpenID Connect provider have the second factor there.
 */
@NullMarked
package org.belay.access.factor;

import org.jspecify.annotations.NullMarked;
