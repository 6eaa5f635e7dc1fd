/**
 * What every page uses to show values and read typed ones: numbers, times, account names, framed mails. Uses only
 * lower rooms; no page group.
 */
@NullMarked
package org.belay.web.format;

import org.jspecify.annotations.NullMarked;
