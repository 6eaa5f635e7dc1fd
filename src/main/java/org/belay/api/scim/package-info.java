/**
 * SCIM 2.0 for identity providers (RFC 7644), at {@code /scim/v2}. A token of its own kind opens these routes and no others.
 */
@NullMarked
package org.belay.api.scim;

import org.jspecify.annotations.NullMarked;
