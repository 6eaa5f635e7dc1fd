/**
 * Invitations by mail, and what people are told of links for passwords that an administrator made. Setting the password is up to
 * {@link org.belay.access.OneTimeLinks}.
 */
@NullMarked
package org.belay.access.link;

import org.jspecify.annotations.NullMarked;
