/**
 * What changed in an audience between its snapshot and the start of the notice. Who left gets no notice; who joined was not approved and
 * gets none either.
 */
@NullMarked
package org.belay.audience.drift;

import org.jspecify.annotations.NullMarked;
