/**
 * Finds the delivery that a bounce report is about, by the signed identifiers of its mail, and records the bounce.
 * Uses delivery.dispatch.
 */
@NullMarked
package org.belay.delivery.bounce;

import org.jspecify.annotations.NullMarked;
