/**
 * The sending bar of every page, and the live counts of active mailings. Uses web.format and lower rooms.
 */
@NullMarked
package org.belay.web.sending;

import org.jspecify.annotations.NullMarked;
