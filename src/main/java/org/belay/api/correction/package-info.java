/** Routes of corrections that are written after the start: amend, reinstate, and the approval by a second person. */
@NullMarked
package org.belay.api.correction;

import org.jspecify.annotations.NullMarked;
