/**
 * Checks that readers learn who asks, what, by when, why, how and who to contact. Uses `mailing.check` and
 * `mailing.check.text`.
 */
@NullMarked
package org.belay.mailing.check.complete;

import org.jspecify.annotations.NullMarked;
