/**
 * The workers that send: each turn claims batches of a dispatch, offers transactions on a relay connection and
 * records its replies. Also stop signals and the regular upkeep. Uses all other packages of delivery except bounce.
 */
@NullMarked
package org.belay.delivery.worker;

import org.jspecify.annotations.NullMarked;
