/**
 * Checks that the notice is easy to read and does not look like a forged mail. Uses `mailing.check` and
 * `mailing.check.text`.
 */
@NullMarked
package org.belay.mailing.check.believable;

import org.jspecify.annotations.NullMarked;
