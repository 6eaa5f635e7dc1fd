/**
 * Composes the approved bytes of each variant when a mailing is submitted, and computes the digest that an approval
 * is bound to. Uses `mailing.store` and `mailing.model`.
 */
@NullMarked
package org.belay.mailing.freeze;

import org.jspecify.annotations.NullMarked;
