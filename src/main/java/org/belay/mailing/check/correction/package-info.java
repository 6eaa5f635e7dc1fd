/**
 * Checks that the correction says what is true now, and that the relay has room to send it. Uses `mailing.check` and
 * `mailing.check.text`.
 */
@NullMarked
package org.belay.mailing.check.correction;

import org.jspecify.annotations.NullMarked;
