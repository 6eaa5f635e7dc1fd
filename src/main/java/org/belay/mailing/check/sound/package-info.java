/**
 * Checks that values fit their fields, that dates exist and can be met, and that links lead where they say. Uses
 * `mailing.check` and `mailing.check.text`.
 */
@NullMarked
package org.belay.mailing.check.sound;

import org.jspecify.annotations.NullMarked;
