/**
 * The sending bar of every page, and the live counts of active mailings. Uses web.format and lower rooms.
 */
package org.belay.web.sending;
